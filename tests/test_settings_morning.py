"""What a desk sets for its mornings: read as meant, looked for beside the profile, and no password ever shown."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.collect import CollectSettings, Feed
from briefing.deliver import ServerSettings
from briefing.ingest import read
from briefing.model import NothingToBrief, SettingsError
from briefing.pipeline.make import make_brief
from briefing.settings import Profile, password, read_profile

_SECRET = "correct-horse-battery"
_MORNING = """
timezone = "Australia/Lord_Howe"
due = 06:30:00
folders = ["incoming", "wire/today"]
feeds = "feeds.txt"
topics = ["Karabakh"]
archive = "store"
recipients = ["A. Reader <reader@example.org>", "second@example.org"]
sender = "Desk <desk@example.org>"
unsubscribe = "mailto:desk@example.org?subject=unsubscribe"
[server]
host = "mail.example.org"
user = "desk"
password_file = "secret"
ca_file = "authority.pem"
[collect]
pages = 5
allow = ["feeds.internal.example"]
ca_file = "authority.pem"
"""
_FEEDS = """\ufeff# Feeds of the desk

https://one.example/rss.xml   One News, world
  https://two.example/atom
https://one.example/rss.xml again
"""


def _profile(tmp_path: Path, text: str) -> Profile:
    file = tmp_path / "profile.toml"
    file.write_text(text, encoding="utf-8")
    return read_profile(file)


def test_everything_a_morning_needs_can_be_set_and_is_looked_for_beside_the_profile(tmp_path: Path) -> None:
    (tmp_path / "feeds.txt").write_text(_FEEDS, encoding="utf-8")
    profile = _profile(tmp_path, _MORNING)
    assert (profile.timezone, profile.due) == ("Australia/Lord_Howe", time(6, 30))
    assert profile.folders == (tmp_path / "incoming", tmp_path / "wire/today")
    assert profile.feeds == (
        Feed(url="https://one.example/rss.xml", name="One News, world"),
        Feed(url="https://two.example/atom"),
    )
    assert (profile.topics, profile.archive) == (("Karabakh",), tmp_path / "store")
    assert profile.recipients == ("A. Reader <reader@example.org>", "second@example.org")
    assert (profile.sender, profile.unsubscribe) == (
        "Desk <desk@example.org>",
        "mailto:desk@example.org?subject=unsubscribe",
    )
    assert profile.server == ServerSettings(
        host="mail.example.org", user="desk", password_file=tmp_path / "secret", ca_file=tmp_path / "authority.pem"
    )
    assert profile.collect == CollectSettings(
        pages=5, allow=("feeds.internal.example",), ca_file=tmp_path / "authority.pem"
    )


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465)])
def test_a_server_has_the_usual_port_unless_another_is_named(security: str, port: int) -> None:
    assert ServerSettings(host="mail.example.org", security=security).port == port
    assert ServerSettings(host="mail.example.org", security=security, port=2525).port == 2525


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_a_server_on_this_machine_may_be_spoken_to_in_the_clear(host: str) -> None:
    assert ServerSettings(host=host, security="none").port == 25


def test_topics_change_what_a_brief_says_and_who_gets_it_does_not(tmp_path: Path) -> None:
    plain = Profile().digest()
    assert _profile(tmp_path, 'recipients = ["a@example.org"]\ndue = "05:00"\narchive = "x"').digest() == plain
    assert _profile(tmp_path, 'topics = ["Karabakh"]').digest() != plain


# The password


def _server(tmp_path: Path, mode: int = 0o600, content: str = f"{_SECRET}\n") -> ServerSettings:
    file = tmp_path / "secret"
    file.write_text(content)
    file.chmod(mode)
    return ServerSettings(host="mail.example.org", user="desk", password_file=file)


def test_the_password_is_found_in_the_variable_and_else_in_the_file(tmp_path: Path) -> None:
    server = _server(tmp_path)
    assert password(server, {}) == _SECRET
    assert password(server, {"BRIEFING_SMTP_PASSWORD": "other"}) == "other"
    assert password(ServerSettings(host="mail.example.org"), {"BRIEFING_SMTP_PASSWORD": "other"}) is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o620, 0o602, 0o610])
def test_a_password_that_others_can_read_is_refused_and_not_repeated(mode: int, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"others can read the password: .* – chmod 600 it") as refusal:
        password(_server(tmp_path, mode), {})
    assert _SECRET not in str(refusal.value)


@pytest.mark.parametrize("content", ["", "\n", "  \n" + _SECRET])
def test_a_password_that_is_missing_is_asked_for_before_any_connection(content: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="BRIEFING_SMTP_PASSWORD"):
        password(_server(tmp_path, content=content), {})
    with pytest.raises(SettingsError, match="cannot read the password"):
        password(ServerSettings(host="h.example", user="desk", password_file=tmp_path / "gone"), {})


@pytest.mark.parametrize("key", ["password", "password_env"])
def test_a_password_written_into_the_profile_is_refused_and_not_repeated(key: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="variable") as refusal:
        _profile(tmp_path, f'[server]\nhost = "mail.example.org"\nuser = "desk"\n{key} = "{_SECRET}"\n')
    assert _SECRET not in str(refusal.value)


# The files to start from


def test_a_new_desk_gets_files_that_work_and_are_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = tmp_path / "new" / "desk"
    assert main(["init", str(desk)]) == 0
    assert f"briefing collect --profile {desk / 'profile.toml'}" in capsys.readouterr().out
    profile = read_profile(desk / "profile.toml")
    assert (profile.window_hours, profile.archive, profile.feeds) == (24.0, desk / "archive", ())
    (desk / "profile.toml").unlink()
    (desk / "feeds.txt").write_text("mine")
    assert main(["init", str(desk)]) == 2
    assert "feeds.txt is there already" in capsys.readouterr().err
    assert [path.name for path in desk.iterdir()] == ["feeds.txt"]
    assert (desk / "feeds.txt").read_text() == "mine"


def test_a_desk_that_cannot_be_put_there_is_told_how_to_name_another_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file, no folder")
    assert main(["init", str(tmp_path / "taken")]) == 4
    said = capsys.readouterr().err
    assert "taken: File exists" in said
    assert "briefing init FOLDER" in said
    assert "-o" not in said.split("–")[-1]


def test_every_line_that_is_switched_off_in_the_profile_can_be_switched_on(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path)]) == 0
    file = tmp_path / "profile.toml"
    lines = [line.removeprefix("# ") if _is_setting(line) else line for line in file.read_text().splitlines()]
    profile = _profile(tmp_path, "\n".join(lines))
    assert profile.server == ServerSettings(
        host="mail.example.org",
        user="desk@example.org",
        password_file=tmp_path / "smtp-password",
        ca_file=tmp_path / "authority.pem",
        dkim_selector="desk2031",
        dkim_key=tmp_path / "dkim.pem",
    )
    assert profile.collect == CollectSettings(
        user_agent="briefing (desk@example.org)", allow=("feeds.internal.example",)
    )
    assert len(profile.recipients) == 2
    assert len(profile.topics) == 4


def _is_setting(line: str) -> bool:
    return line.startswith("# [") or (line.startswith("# ") and line[2:].partition(" = ")[0].replace("_", "").isalpha())


# Topics


def _told(reports: Path, *topics: str) -> dict[str, str]:
    """Return why each report was set aside, by its path; raises where nothing is left."""
    articles = read([str(reports)]).articles
    brief = make_brief(articles, profile=Profile(topics=topics), version="0")
    return {entry.path.rpartition("/")[2]: entry.reason for entry in brief.asides if "topics" in entry.reason}


@pytest.mark.parametrize(
    ("topics", "aside"),
    [
        ((), set()),
        (("strait",), set()),
        (("wounded",), {"kelm.md", "wire.jsonl"}),
        (("WOUNDED", "Lindholm"), set()),
        (("cape  sorrel",), {"wire.jsonl"}),
        (("fisher", "wounded"), {"kelm.md", "wire.jsonl"}),
        (("1987",), {"kelm.md", "wire.jsonl"}),
    ],
)
def test_a_report_counts_only_where_a_topic_occurs_as_a_word_of_its_own(
    topics: tuple[str, ...], aside: set[str], reports: Path
) -> None:
    assert set(_told(reports, *topics)) == aside


def test_topics_that_occur_nowhere_leave_no_brief_and_say_why(reports: Path) -> None:
    with pytest.raises(NothingToBrief, match=r"3: none of the topics occurs in it"):
        _told(reports, "Karabakh", "(?:")
