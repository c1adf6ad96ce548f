"""The rules of the house that a reader of the code relies on; import directions are held by import-linter in `make check`."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_ROOMS = {
    "cli", "pipeline", "settings", "collect", "ingest", "dedupe", "chapters", "attribute", "figures", "summarize",
    "render", "archive", "deliver", "lexicon", "text", "isolate", "model",
}  # fmt: skip
_MODULES = sorted((_ROOT / "briefing").rglob("*.py"))
_SOURCES = [*_MODULES, *sorted((_ROOT / "tests").rglob("*.py"))]
_LONGEST_FILE = 320
_NAMELESS = re.compile(r"(?:data|info|item|object|manager|processor|handler|helper|util|engine|smart)s?")
# Names that a base class of the standard library or of a hosted library prescribes.
_PRESCRIBED = frozenset(("handle_data", "unknown_data", "data_received", "handle_DATA", "smtp_DATA"))
_HEAVY = {
    "feedparser", "jinja2", "lxml", "nltk", "numpy", "py3langid", "pypdf", "scipy", "sumy", "trafilatura", "urllib3",
    "warcio", "weasyprint",
}  # fmt: skip
# Written in pieces, so that this file does not find itself.
_FOREIGN = re.compile(
    "|".join(
        ("/wor" + "k/", "/roo" + "t/", "/Use" + "rs/", "pypi" + r"\.org", "pythonhosted" + r"\.org", "index" + "-url=")
    )
)


def _name(path: Path) -> str:
    return path.relative_to(_ROOT).as_posix()


def _layers() -> set[str]:
    contracts = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    rows = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {room.strip(" ()") for row in rows for room in row.split("|")}


def test_every_room_has_its_place_in_the_one_direction_of_imports() -> None:
    folders = {path.parent.name for path in (_ROOT / "briefing").glob("*/__init__.py")}
    assert _layers() == _ROOMS
    assert folders <= _ROOMS, "a folder that is no room of the house"


@pytest.mark.parametrize("path", _SOURCES, ids=_name)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= _LONGEST_FILE


@pytest.mark.parametrize("path", _MODULES, ids=_name)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", _SOURCES, ids=_name)
def test_no_name_says_nothing(path: Path) -> None:
    names = {path.stem, *_names(ast.parse(path.read_text(encoding="utf-8")))} - _PRESCRIBED
    assert sorted(name for name in names if any(_NAMELESS.fullmatch(word) for word in _words(name))) == []


def _names(tree: ast.AST) -> Iterator[str]:
    """Yield the names that a module gives: functions, classes, arguments, variables, attributes, aliases."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
                yield name
            case _:
                pass


def _words(name: str) -> list[str]:
    """Return the words of snake_case and CamelCase in lower case."""
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]


def test_nothing_in_the_repository_points_at_one_machine_or_registry() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=_ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("no git checkout: nothing says which files belong to the repository")
    found = []
    for name in listed.stdout.splitlines():
        path = _ROOT / name
        if path.is_file() and (place := _FOREIGN.search(path.read_text(encoding="utf-8", errors="replace"))):
            found.append(f"{name}: {place[0]}")
    assert found == []


def test_every_locked_version_has_its_hashes_and_no_address() -> None:
    lock = (_ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    pinned = re.findall(r"^[a-z][\w.-]*(.*?)(?=^[a-z]|\Z)", lock, re.MULTILINE | re.DOTALL)
    assert len(pinned) > 50
    assert all(entry.startswith("==") and "--hash=sha256:" in entry for entry in pinned)


def test_help_does_not_wait_for_libraries_that_take_seconds_to_load() -> None:
    if not (_ROOT / "briefing" / "cli" / "__init__.py").exists():
        pytest.skip("the command line is not built yet")
    program = "import sys, briefing, briefing.cli; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert _HEAVY.intersection(done.stdout.split()) == set()
