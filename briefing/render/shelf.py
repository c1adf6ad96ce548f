"""Where templates, styles and labels come from: the shipped folder, shadowed file by file by the user's own.

Knows files and Jinja; knows nothing of briefs. Templates run in Jinja's sandbox, undefined names are errors, and every
printed expression is escaped for its format, so that a user's template cannot forget to.
"""

from __future__ import annotations

import re
import tomllib
from base64 import b64encode
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import CodeType, SimpleNamespace, TracebackType

import jinja2
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from briefing.model import RenderError
from briefing.render import escape

_REFERRED = re.compile(r'"([\w.-]+\.j2)"')


class _Compiled(jinja2.BytecodeCache):
    """What templates were compiled to in this process; nothing is written. A template that was changed is another one."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is known of a template."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code


# One for each way to escape, which is compiled into the code.
_COMPILED = {kind: _Compiled() for kind in (".md.j2", ".txt.j2", "")}


class Ready(str):
    """Markdown that is escaped already, or was written by us."""

    __slots__ = ()


class Shelf:
    """The templates of one call: `own` is the user's folder or None, `logo` the picture of the house or None."""

    def __init__(self, own: Path | None, logo: Path | None = None) -> None:
        self._logo = logo
        self._shipped = _shipped()
        self._own = own
        if own is not None:
            self._check(own)

    def _check(self, own: Path) -> None:
        if not own.is_dir():
            raise RenderError(f"the folder of templates is not there: {own} – name an existing folder")
        known = {entry.name for entry in self._shipped.iterdir()}
        for path in sorted(own.iterdir()):
            if path.suffix in {".j2", ".css", ".js"} and path.name not in known:
                raise RenderError(f"unknown template: {path} – the names are {', '.join(sorted(known))}")

    def find(self, name: str) -> Traversable | Path | None:
        """Return the file called `name`, the user's before ours; None if there is none. `name` is never a path."""
        if "/" in name or "\\" in name or name.startswith("."):
            return None
        places = [self._own / name] if self._own else []
        return next((place for place in (*places, self._shipped / name) if place.is_file()), None)

    def house(self, name: str) -> Path | None:
        """Return the logo by the one name that a page can ask for, "logo" with its suffix; None for all others."""
        return self._logo if self._logo is not None and name == f"logo{self._logo.suffix}" else None

    def text(self, name: str) -> str:
        """Return the text of the file called `name`."""
        place = self.find(name)
        if place is None:
            raise RenderError(f"there is no template {name} – restore it or reinstall the package")
        try:
            return place.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            raise RenderError(f"a template cannot be read: {place}: {problem} – save it as UTF-8") from problem

    def labels(self, language: str) -> SimpleNamespace:
        """Return the words of the frame in `language`: the user's before ours, and before both English where a word is missing."""
        name = f"labels.{language}.toml"
        if self.find(name) is None:
            raise RenderError(
                f"there are no labels for language {language} – write {name} into the folder of templates"
            )
        words = self._catalogue("labels.en.toml")
        if name != "labels.en.toml":
            words = _over(words, self._catalogue(name))
        return _names(_over(words, self._toml(name)) if self._own is not None else words)

    def _catalogue(self, name: str) -> dict[str, object]:
        shipped = self._shipped / name
        return tomllib.loads(shipped.read_text(encoding="utf-8")) if shipped.is_file() else {}

    def _toml(self, name: str) -> dict[str, object]:
        try:
            return tomllib.loads(self.text(name))
        except tomllib.TOMLDecodeError as problem:
            raise RenderError(f"labels cannot be understood: {name}: {problem}") from problem

    def compiled(self, name: str) -> None:
        """Compile the template called `name` and all that it names, for the calls of `fill` to come."""
        environment, todo, done = _environment(self, name), [name], set[str]()
        while todo:
            found = todo.pop()
            if found not in done:
                environment.get_template(found)
                done.add(found)
                todo += _REFERRED.findall(self.text(found))

    def fill(self, name: str, values: Mapping[str, object]) -> str:
        """Fill the template called `name`; ".md.j2" escapes Markdown, ".txt.j2" nothing, all others HTML."""
        try:
            return _environment(self, name).get_template(name).render(values)
        except jinja2.TemplateSyntaxError as problem:
            where = f"{problem.name or name}, line {problem.lineno}"
            raise RenderError(f"template {where} cannot be understood: {problem.message}") from problem
        except (jinja2.TemplateError, TypeError, AttributeError, ValueError) as problem:
            where = _line_of(problem.__traceback__) or name
            raise RenderError(
                f"template {where} cannot be filled: {problem} – compare it with the shipped one"
            ) from problem


def _shipped() -> Traversable:
    """In the wheel templates lie inside the package, in the repository beside it."""
    inside = files("briefing") / "templates"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "templates"


def explained() -> dict[str, tuple[str, bytes]]:
    """Return {name: (its first comment, content)} of the shipped files, by name."""
    found = {}
    for entry in sorted(_shipped().iterdir(), key=lambda entry: entry.name):
        raw = entry.read_bytes()
        comment = re.search(r"\{#(.+?)#\}|/\*(.+?)\*/|\A(?:#|//) ([^\n]+)", raw.decode(), re.DOTALL)
        about = " ".join(next(filter(None, comment.groups())).split()) if comment else ""
        found[entry.name] = (about, raw)
    return found


def _over(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    merged = dict(below)
    for key, value in above.items():
        lower = merged.get(key)
        merged[key] = _over(lower, value) if isinstance(lower, dict) and isinstance(value, dict) else value
    return merged


def _names(table: Mapping[str, object]) -> SimpleNamespace:
    return SimpleNamespace(**{key: _names(value) if isinstance(value, dict) else value for key, value in table.items()})


def _environment(shelf: Shelf, name: str) -> SandboxedEnvironment:
    kind = next(kind for kind in _COMPILED if name.endswith(kind))
    environment = SandboxedEnvironment(
        bytecode_cache=_COMPILED[kind],
        loader=jinja2.FunctionLoader(partial(_load, shelf)),
        optimized=False,  # each is filled once: to fold its constants takes longer than it saves
        autoescape=not kind,
        finalize=_escape_markdown if kind == ".md.j2" else None,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["style"] = lambda css: Markup(shelf.text(css))  # noqa: S704 - a stylesheet, from the shelf only
    environment.globals["script"] = lambda name: Markup(shelf.text(name))  # noqa: S704 - as above
    environment.filters["pinned"] = _pinned
    environment.filters["ready"] = Ready
    environment.filters["target"] = lambda url: Ready(escape.link_target(url))
    environment.filters["wrapped"] = wrapped
    return environment


def _pinned(text: str) -> str:
    """Return what a content security policy calls an inline style or script that must be this one, letter by letter."""
    if re.search(r"</(?:style|script)", text, re.IGNORECASE):
        raise ValueError("a style or a script that closes itself – write no </style> or </script> in it")
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _load(shelf: Shelf, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    place = shelf.find(name)
    return (shelf.text(name), str(place), lambda: True) if place else None


def _escape_markdown(value: object) -> object:
    return value if isinstance(value, (Ready, int)) else escape.markdown(escape.visible(str(value)))


def _line_of(trace: TracebackType | None) -> str | None:
    """Name the innermost line of a template in a traceback."""
    found = None
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if path.endswith((".j2", ".css")):
            found = f"{Path(path).name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return found


def wrapped(text: str, width: int = 72, indent: str = "", first: str | None = None) -> str:
    """Wrap plain text at `width` columns; words longer than that, such as addresses, stay whole."""
    import textwrap

    return textwrap.fill(
        text,
        width=width,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
