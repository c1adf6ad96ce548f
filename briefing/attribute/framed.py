"""Attribution by a frame around the words: "in the words of X", "as X put it", "quoted as saying", "X: “…”", "citing X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.attribute import source
from briefing.attribute.content import phrase_of, stop_of
from briefing.attribute.grammar import MARKS, Words
from briefing.attribute.phrases import Phrase, is_verb, speaks
from briefing.attribute.reported import Attribution, clause_start
from briefing.lexicon import grammar_words as lex
from briefing.model import Act

_FEW = 3  # words a reported clause has at least
_NAMED = 8  # words of a name before a colon, or between "quoted" and "as saying"
_VIEWS = frozenset(("words", "view", "views", "opinion", "eyes", "account"))
_ISSUES = frozenset(("issued", "issues", "published", "publishes", "released", "releases", "sent", "posted", "signed"))
_PAPERS = frozenset(("statement", "declaration", "communiqué", "communique", "letter", "message", "appeal", "report"))


def framed(words: Words, signs: Sequence[int]) -> Iterator[Attribution]:
    """Yield the attributions that one of the frames makes, left to right; `signs` are the words among which frames are."""
    for at in signs:
        if words.quoted[at]:
            continue
        for frame in FRAMES.get(words.low[at], ()):
            if one := frame(words, at):
                yield one
    if one := _before_colon(words):
        yield one


def _made(
    words: Words, pattern: str, bounds: list[Phrase], cue: Phrase, spoken: Phrase, *, act: Act = Act.ASSERT
) -> Attribution | None:
    """Put an attribution together; None where nothing is said in it or the speaker stands in his own words."""
    content = tuple(
        words.span(*piece) for start, stop in bounds if start < stop and (piece := phrase_of(words, start, stop))
    )
    who = words.span(*spoken)
    if not content or any(who.overlaps(part) for part in content):
        return None
    return Attribution(pattern, content, words.span(*cue), who, act, words.low[cue[0]])


def _view(words: Words, at: int) -> Attribution | None:
    """As in "In the words of X, …", "… in the opinion of X"."""
    if at < 1 or words.low[at + 1 : at + 2] != ["of"]:
        return None
    begin = at - 1 if words.low[at - 1] == "in" else at - 2
    if begin < 0 or words.low[begin] != "in":
        return None
    who = source.behind(words, at + 2, apposition=False)
    if who is None:
        return None
    opening = not any(word[0].isalnum() for word in words.word[:begin])
    said = (who[1], words.last()) if opening else (clause_start(words, begin), begin)
    if said[1] - said[0] < _FEW and not any(words.quoted[said[0] : said[1]]):
        return None
    return _made(words, "in the words of", [said], (begin, at + 2), who)


def _per(words: Words, at: int) -> Attribution | None:
    """As in "The road is open, per the ministry": at the end of a clause, behind a comma."""
    if at < _FEW or words.word[at - 1] != ",":
        return None
    who = source.behind(words, at + 1, apposition=False)
    if who is None or who[1] < words.last():
        return None
    return _made(words, "per", [(clause_start(words, at - 1), at - 1)], (at, at + 1), who)


def _put_it(words: Words, at: int) -> Attribution | None:
    """As in "“A war of postcards,” as X put it"."""
    if at < 2 or words.low[at + 1 : at + 2] != ["it"] or not (at + 2 >= words.last() or words.is_stop(at + 2)):  # noqa: PLR2004 - as X put
        return None
    who = source.before(words, at)
    if who is None or who[0] == 0 or words.low[who[0] - 1] != "as":
        return None
    begin = who[0] - 1
    opening = not any(word[0].isalnum() for word in words.word[:begin])
    said = (at + 2, words.last()) if opening else (clause_start(words, begin), begin)
    return _made(words, "as X put it", [said], (at, at + 2), who)


def _as_saying(words: Words, at: int) -> Attribution | None:
    """As in "quoted X as saying: …", "“…,” X was quoted by the agency as saying"."""
    if words.low[at + 1 : at + 2] not in (["saying"], ["telling"]):
        return None
    quoted = next((place for place in range(at - 1, max(-1, at - _NAMED - 1), -1) if words.low[place] in _QUOTED), None)
    if quoted is None:
        return None
    if quoted + 1 < at and words.low[quoted + 1] != "by":
        who: Phrase | None = (quoted + 1, at)
        begin = quoted
    else:
        begin = quoted
        while begin > 0 and words.low[begin - 1] in _BEFORE_QUOTED:
            begin -= 1
        who = source.before(words, begin)
    if who is None or not speaks(words, *who):
        return None
    start, last = at + 2, words.last()
    if words.low[at + 1] == "telling":
        told = next((place for place in range(start, min(last, start + _NAMED)) if words.low[place] == "that"), None)
        said = (told, stop_of(words, told, "that")) if told else (last, last)
    elif start < last:
        said = (
            start,
            stop_of(words, start, "quote" if words.word[start] in {":", ","} or words.quoted[start] else "bare"),
        )
    else:
        said = (clause_start(words, who[0]), who[0])
    cue = (at, at + 2) if who[0] > quoted else (quoted, at + 2)
    return _made(words, "quoted as saying", [said], cue, who)


_BEFORE_QUOTED = lex.AUXILIARIES | lex.ADVERBS
_QUOTED = frozenset(("quoted", "cited", "quotes", "cites", "quoting", "citing"))


def _issued(words: Words, at: int) -> Attribution | None:
    """As in "X issued a joint statement saying …", "published a letter calling for …"."""
    paper = next((place for place in range(at + 1, min(len(words), at + 5)) if words.low[place] in _PAPERS), None)
    if paper is None or paper + 2 >= len(words) or any(words.quoted[at : paper + 2]):
        return None
    following = words.low[paper + 1]
    who = source.before(words, at)
    if who is None or following not in _OPENS:
        return None
    start = paper + 1 if following == "that" else paper + 2
    act = Act.DEMAND if following in {"calling", "urging", "demanding"} else Act.ASSERT
    kind = "that" if following == "that" else "of" if following == "calling" else "bare"
    return _made(words, "issued a statement", [(start, stop_of(words, start, kind))], (at, paper + 1), who, act=act)


_OPENS = frozenset(
    ("saying", "that", "stating", "calling", "urging", "demanding", "declaring", "announcing", "confirming")
)


def _as_claimed(words: Words, at: int) -> Attribution | None:
    """As in ", as claimed by the army, …", ", as the ministry said, …": the clause around the aside is what is said."""
    if at == 0 or words.word[at - 1] != ",":
        return None
    stop = next((place for place in range(at + 1, min(words.last(), at + _NAMED)) if words.word[place] == ","), None)
    if stop is None:
        return None
    if words.low[at + 2 : at + 3] == ["by"] and words.low[at + 1] in _CLAIMED:
        who, cue = source.behind(words, at + 3, apposition=False), (at + 1, at + 3)
    elif words.low[stop - 1] in _CLAIMED:
        who, cue = (at + 1, stop - 1), (stop - 1, stop)
    else:
        return None
    if who is None or who[1] > stop or not speaks(words, *who):
        return None
    return _made(words, "as X said", [(clause_start(words, at - 1), at - 1), (stop + 1, words.last())], cue, who)


_CLAIMED = frozenset(("said", "says", "claimed", "claims", "reported", "alleged", "announced", "put"))


def _citing(words: Words, at: int) -> Attribution | None:
    """As in "…, citing the water board": what stands before it is told by who is cited."""
    if at < _FEW or words.word[at - 1] != ",":
        return None
    who = source.behind(words, at + 1, apposition=False)
    if who is None or who[1] < words.last() or not _can_be_cited(words, *who):
        return None
    return _made(words, "citing", [(clause_start(words, at - 1), at - 1)], (at, at + 1), who)


def _can_be_cited(words: Words, start: int, end: int) -> bool:
    """Whether the head of a phrase is a name, an office or a body: who cites "Oslo's violations" gives a reason, no source."""
    stop = next((place for place in range(start + 1, end) if words.low[place] in lex.PREPOSITIONS), end)
    return words.word[stop - 1][0].isupper() or words.low[stop - 1] in lex.ROLES


def _before_colon(words: Words) -> Attribution | None:
    """As in "Marek Tolland: “The bridge is closed.”": a name, a colon and a quotation to the end."""
    last, opening = len(words), words.word[:_NAMED]
    colon = opening.index(":") if ":" in opening else 0
    if not colon or colon + 2 >= last or words.word[colon + 1] not in MARKS or not words.quoted[colon + 1]:
        return None
    who = (0, colon)
    named = words.is_name(colon - 1) and all(words.word[at][0].isalnum() for at in range(colon)) and speaks(words, *who)
    if not named or any(is_verb(words, at) for at in range(colon)):
        return None
    return _made(words, "name and colon", [(colon + 1, stop_of(words, colon + 1, "quote"))], (colon, colon + 1), who)


FRAMES = {
    **dict.fromkeys(_VIEWS, (_view,)),
    **dict.fromkeys(_ISSUES, (_issued,)),
    "put": (_put_it, _issued),
    "per": (_per,),
    "as": (_as_saying, _as_claimed),
    "citing": (_citing,),
}
