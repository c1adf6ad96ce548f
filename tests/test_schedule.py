"""A timer that can be saved as it is printed: the right command, the right minute, in every zone and on the days the clocks change."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest

from briefing.cli import main
from briefing.model import ArchiveBusy, NothingToBrief


def _printed(capsys: pytest.CaptureFixture[str], profile: Path, *more: str) -> str:
    assert main(["schedule", "--profile", str(profile), *more]) == 0
    return capsys.readouterr().out


def _profile(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "profile.toml").write_text(text)
    return folder / "profile.toml"


_VIENNA = 'title = "Morning 100%"\ntimezone = "Europe/Vienna"\ndue = "06:50"\n'


def test_the_cron_line_runs_this_installation_with_this_profile(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = _profile(tmp_path / "desk 100% 'a'", _VIENNA)
    comment, line = _printed(capsys, profile, "--cron").splitlines()
    assert comment.startswith("# 06:50 Europe/Vienna")
    minutes, *stars, command = line.split(" ", 5)
    assert (minutes, stars) == ("5,20,35,50", ["*"] * 4)
    assert re.search(r"(?<!\\)%", command) is None
    program, *words = shlex.split(command.replace("\\%", "%"))
    assert words == ["daily", "--profile", str(profile), "--quiet"]
    assert subprocess.run([program, "--version"], check=True, capture_output=True).stderr.startswith(b"briefing ")


def test_the_minutes_meet_the_due_time_in_every_zone_on_every_day_of_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = _printed(capsys, _profile(tmp_path, _VIENNA), "--cron").splitlines()[1]
    minutes = {int(minute) for minute in line.split(" ")[0].split(",")}
    days = [date(2031, 1, 1) + timedelta(days=shift) for shift in range(0, 365, 7)]
    missed = {
        zone
        for zone in available_timezones()
        for day in days
        if datetime.combine(day, time(6, 50), ZoneInfo(zone)).astimezone(UTC).minute not in minutes
    }
    assert missed == set()


def _units(folder: Path) -> dict[str, configparser.ConfigParser]:
    found = {}
    for path in sorted(folder.glob("briefing.*")):
        unit = configparser.ConfigParser(interpolation=None, strict=False, delimiters=("=",))
        unit.optionxform = str  # type: ignore[method-assign, assignment]
        unit.read_string(path.read_text())
        found[path.name] = unit
    return found


def test_the_units_can_be_written_and_say_when_and_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = _profile(tmp_path / 'desk 100% "a" $HOME', _VIENNA)
    printed = _printed(capsys, profile)
    written = _printed(capsys, profile, "-o", str(tmp_path / "units")).splitlines()
    assert written == [str(tmp_path / "units" / name) for name in ("briefing.service", "briefing.timer")]
    assert all(Path(path).read_text() in printed for path in written)
    units = _units(tmp_path / "units")
    service, timer = units["briefing.service"], units["briefing.timer"]
    assert service["Unit"]["Description"] == "briefing: Morning 100%%"
    assert service["Service"]["ExecStart"].endswith(
        f'daily --profile "{tmp_path}/desk 100%% \\"a\\" $$HOME/profile.toml" --quiet'
    )
    assert timer["Timer"]["Persistent"] == "true"
    assert "OnCalendar=*-*-* 06:50:00 Europe/Vienna" in (tmp_path / "units" / "briefing.timer").read_text()


def test_a_quiet_morning_and_a_run_beside_another_do_not_count_as_failures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _printed(capsys, _profile(tmp_path, _VIENNA), "-o", str(tmp_path))
    fine = _units(tmp_path)["briefing.service"]["Service"]["SuccessExitStatus"]
    assert fine.split() == [str(error.exit_code) for error in (NothingToBrief, ArchiveBusy)]


def test_a_title_cannot_add_a_line_to_a_unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = _profile(tmp_path, 'title = "a\\n[Service]\\nExecStart=/bin/false"\n')
    assert "\nExecStart=/bin/false" not in _printed(capsys, profile)


@pytest.mark.parametrize(("more", "asked"), [("", True), ('password_file = "secret"\n', False)])
def test_where_the_password_goes_is_said_if_it_is_needed(
    more: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, asked: bool
) -> None:
    profile = _profile(tmp_path, f'[server]\nhost = "mail.example.org"\nuser = "desk"\n{more}')
    assert ("BRIEFING_SMTP_PASSWORD" in _printed(capsys, profile)) is asked


def test_systemd_takes_the_units(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd here")
    _printed(capsys, _profile(tmp_path / "desk 100%", _VIENNA), "-o", str(tmp_path))
    moments = re.findall("^OnCalendar=(.*)$", (tmp_path / "briefing.timer").read_text(), re.MULTILINE)
    assert len(moments) == 2
    for moment in moments:
        done = subprocess.run(["systemd-analyze", "calendar", moment], check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", str(tmp_path / "briefing.timer")],
        check=False, capture_output=True, text=True, env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
