"""What the README tells a reader to type exists, and what it tells a reader to set can be set."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from conftest import ROOT

from briefing.cli.arguments import parser
from briefing.settings import read_profile, read_sides

_TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _blocks(language: str) -> list[str]:
    return [body for kind, body in _FENCE.findall(_TEXT) if kind == language]


def _commands() -> list[list[str]]:
    """Return each simple command of the ```sh blocks, pipes taken apart, comments and redirections left out."""
    found: list[list[str]] = []
    for body in _blocks("sh"):
        for row in body.replace("\\\n", " ").splitlines():
            words = shlex.split(row, comments=True)
            parts: list[list[str]] = [[]] if words else []
            for word in words:
                if word == "|":
                    parts.append([])
                else:
                    parts[-1].append(word)
            found.extend(part[: part.index(">")] if ">" in part else part for part in parts)
    return found


_COMMANDS = _commands()


@pytest.mark.parametrize("command", [words for words in _COMMANDS if words[0] == "briefing"], ids=" ".join)
def test_every_command_shown_is_understood(command: list[str]) -> None:
    assert callable(parser().parse_args(command[1:]).run)


@pytest.mark.parametrize("command", [words for words in _COMMANDS if words[0] == "make"], ids=" ".join)
def test_every_target_and_variable_shown_is_in_the_makefile(command: list[str]) -> None:
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    for word in command[1:]:
        name, is_variable, _ = word.partition("=")
        pattern = rf"^{name} =" if is_variable else rf"^(?:\w+ )*{name}:"
        assert re.search(pattern, rules, re.MULTILINE), word


def test_every_verb_is_shown() -> None:
    shown = {words[1] for words in _COMMANDS if words[0] == "briefing"}
    assert {
        "make",
        "verify",
        "explain",
        "sources",
        "claims",
        "stories",
        "copies",
        "dates",
        "sides",
        "mail",
        "init",
    } <= shown


def test_the_settings_shown_can_be_read(tmp_path: Path) -> None:
    read = {"[[side]]": read_sides, "": read_profile}
    blocks = _blocks("toml")
    assert len(blocks) == 2
    for number, body in enumerate(blocks):
        file = tmp_path / f"{number}.toml"
        file.write_text(body, encoding="utf-8")
        assert read["[[side]]" if "[[side]]" in body else ""](file)


def test_every_file_shown_or_linked_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", _TEXT)
    assert links
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_the_picture_is_a_picture_and_small() -> None:
    picture = (ROOT / "tests" / "golden" / "brief.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 120_000
    assert "tests/golden/brief.png" in _TEXT
