"""The review file: decisions of an editor, one JSON object a line, only ever added to. The last word on a matter counts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from briefing.model import Decision, Edit, SectionKind, SettingsError
from briefing.settings.tables import known, typed

_KEYS = ("line", "decision", "value", "who", "when")


def read_review(path: Path) -> tuple[Edit, ...]:
    """Return the decisions in a review file, in its order; raises SettingsError that names file and line."""
    try:
        rows = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) else "it is not UTF-8"
        raise SettingsError(f"cannot read the review: {path}: {reason} – check the name and the encoding") from trouble
    return tuple(_edit(row, f"line {number} of {path}") for number, row in enumerate(rows, 1) if row.strip())


def review_rows(edits: Sequence[Edit]) -> str:
    """Return decisions as rows of a review file."""
    return "".join(
        json.dumps(
            {
                "line": edit.line,
                "decision": edit.decision.value,
                "value": edit.value,
                "who": edit.who,
                "when": edit.when.isoformat(),
            },
            ensure_ascii=False,
        )
        + "\n"
        for edit in edits
    )


def _edit(row: str, where: str) -> Edit:
    try:
        table: Any = json.loads(row)
    except (ValueError, RecursionError) as trouble:
        raise SettingsError(f"no valid JSON: {where}: {trouble} – correct that line") from trouble
    fields: dict[str, Any] = typed(table, dict, "a decision", where)
    known(fields, _KEYS, where)
    line, who, when = (str(typed(fields.get(key), str, key, where)) for key in ("line", "who", "when"))
    value = None if fields.get("value") is None else str(typed(fields["value"], str, "value", where))
    decision = _decision(typed(fields.get("decision"), str, "decision", where), where)
    if decision is Decision.MOVE and value not in set(SectionKind):
        raise SettingsError(f"unknown section: {value} in {where} – choose one of {', '.join(SectionKind)}")
    try:
        return Edit(line=line, decision=decision, value=value, who=who, when=_moment(when))
    except (ValueError, OverflowError) as trouble:
        raise SettingsError(f"wrong value: {where}: {trouble}") from trouble


def _decision(written: str, where: str) -> Decision:
    try:
        return Decision(written)
    except ValueError:
        raise SettingsError(f"unknown decision: {written} in {where} – choose one of {', '.join(Decision)}") from None


def _moment(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
