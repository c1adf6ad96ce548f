"""The figures of a chapter laid out: one row a figure, and the same rows gathered by what they count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.model import Figure
from briefing.render.desk import Desk, capital, party
from briefing.render.escape import right_to_left, visible
from briefing.render.lay_charts import bars
from briefing.render.sheet import FigureGroup, FigureRow


def rows(desk: Desk, figures: Sequence[Figure]) -> tuple[FigureRow, ...]:
    """Return one row a figure, in their order."""
    return tuple(_row(desk, figure, bar) for figure, bar in zip(figures, bars(figures), strict=True))


def groups(desk: Desk, figures: Sequence[Figure], laid: Sequence[FigureRow]) -> Iterable[FigureGroup]:
    """Gather the rows that count the same; what stands on one scale is named with its lowest and highest."""
    gathered: dict[tuple[str, str | None], list[int]] = {}
    for index, figure in enumerate(figures):
        gathered.setdefault((figure.quantity, figure.whose), []).append(index)
    for indices in gathered.values():
        compared = [figures[index] for index in indices if laid[index].bar]
        low, high = min((f.low for f in compared), default=0), max((f.high for f in compared), default=0)
        yield FigureGroup(
            quantity=laid[indices[0]].quantity,
            whose=laid[indices[0]].whose,
            span=desk.wording.span(low, high) if compared else None,
            rows=tuple(laid[index] for index in indices),
        )


def _row(desk: Desk, figure: Figure, bar: tuple[float, float] | None) -> FigureRow:
    references = desk.reference_of(figure.article)
    value = desk.wording.span(figure.low, figure.high)
    says = _says(desk, figure, references[0].number if references else None)
    return FigureRow(
        quantity=capital(visible(figure.quantity)),
        whose=visible(figure.whose) if figure.whose else None,
        value=value,
        words=_words(figure, value),
        says=says,
        side=_side(figure, says),
        as_of=desk.wording.short(figure.as_of) if figure.as_of else None,
        relation=desk.wording.label("relations", figure.relation),
        references=references,
        bar=bar,
        rtl=right_to_left(figure.text),
    )


def _words(figure: Figure, value: str) -> str | None:
    """The figure in the source's words, unless they are only the number."""
    words = visible(figure.text)
    return None if words in {value, str(figure.low)} else words


def _says(desk: Desk, figure: Figure, number: int | None) -> str | None:
    """Who gives the figure: the speaker, or the side, or the outlet in its own voice."""
    if figure.says or figure.side:
        return visible(figure.says) if figure.says else party(figure.side or "")
    return None if number is None else desk.outlet(desk.sources[number])


def _side(figure: Figure, says: str | None) -> str | None:
    """The side of who says it, where the name does not hold it already."""
    side = party(figure.side) if figure.side else None
    return side if side and side.casefold() not in (says or "").casefold() else None
