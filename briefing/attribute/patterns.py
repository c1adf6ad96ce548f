"""The patterns of attribution inside one sentence, in the order in which they are tried.

Each gives source, cue and content as places; who the source is, and whose side, is decided elsewhere. Terms and the
three-part scheme: PARC 3.0 (Pareti 2016) and PolNeAR (Newell et al. 2018).
"""

from __future__ import annotations

from briefing.attribute import source
from briefing.attribute.content import over_adjuncts, phrase_of, start_behind, stop_of
from briefing.attribute.cue_forms import is_cue
from briefing.attribute.framed import FRAMES, framed
from briefing.attribute.grammar import MARKS, Words
from briefing.attribute.phrases import Phrase, has_verb
from briefing.attribute.reported import (
    ACCORDING,
    NOUNS,
    Attribution,
    according,
    answered,
    clause_start,
    nominal,
    passive,
)
from briefing.lexicon import grammar_words as lex
from briefing.lexicon.cues import Cue, cues
from briefing.model import Act, Span

_SAYING = frozenset(
    ("say", "tell", "warn", "announce", "confirm", "report", "deny")
)  # what stands behind them is said, verb or not
_FINITE = lex.AUXILIARIES | lex.MODALS - {"to"} | lex.VERBS
_GOES_ON = lex.AUXILIARIES | lex.MODALS | lex.VERBS | lex.ADVERBS
_CLAUSE = 24  # words in which a reported clause shows its verb
_FEW = 3  # words a reported clause has at least: shorter ones are adverbials ("On Friday, he said …")


# Words without which no pattern finds anything but a name and a colon.
_CUES = cues()
_NO_VERBS = frozenset((*NOUNS, *FRAMES, ACCORDING))  # some are verbs as well
_SIGNS = _NO_VERBS.union(_CUES)


def attributions(words: Words) -> list[Attribution]:
    """Return the attributions of a sentence, outer before inner, left to right."""
    if _SIGNS.isdisjoint(words.low):
        return list(framed(words, ()))
    signs = [at for at, low in enumerate(words.low) if low in _SIGNS]
    others = [at for at in signs if words.low[at] in _NO_VERBS]
    found = [*according(words, others), *nominal(words, others)] if others else []
    found.extend(framed(words, others))
    for at in signs:
        cue = _CUES.get(words.low[at])
        if cue is None or words.quoted[at]:
            continue
        if one := passive(words, at, cue):
            found.append(one)
            continue
        if not is_cue(words, at, cue):
            continue
        one = (
            answered(words, at, cue, found)
            or _participle(words, at, cue, found)
            or _behind(words, at, cue, found)
            or _ahead(words, at, cue)
        )
        if one is not None:
            found.append(one)
    return found


def _participle(words: Words, at: int, cue: Cue, found: list[Attribution]) -> Attribution | None:
    """As in ", adding that …", "…, accusing Kyiv of …": the source is that of the sentence."""
    if cue.form != "ing":
        return None
    before = words.low[at - 1] if at else ""
    if before not in {",", "and", "while", "—", "–"} and not (
        before in lex.ADVERBS and at > 1 and words.word[at - 2] == ","
    ):
        return None
    begin = start_behind(words, at, cue)
    if begin is None:
        return None
    spoken = found[0].source if found else None
    if spoken is None:
        phrase = source.leading(words)
        if phrase is None or phrase[1] > at:
            return None
        spoken = words.span(*phrase)
    content = phrase_of(words, begin[0], stop_of(words, begin[0], begin[1]))
    if content is None or spoken.overlaps(words.span(*content)):
        return None
    return Attribution(
        f"participle {begin[1]}", (words.span(*content),), words.span(at, at + 1), spoken, cue.act, cue.lemma
    )


def _behind(words: Words, at: int, cue: Cue, found: list[Attribution]) -> Attribution | None:
    """Content behind the cue: "X said (that) …", "X accused Y of …"."""
    begin = start_behind(words, at, cue) if cue.form != "ing" else None
    if begin is None:
        return None
    phrase = source.before(words, at)
    if phrase is None:
        return _relative(words, at, cue, begin) or _coordinated(words, at, cue, begin, found)
    inverted = phrase[0] > 0 and _quote_ends(words, phrase[0])
    start, kind = begin
    if words.low[0] in {"had", "were", "should"} and phrase[0] == 1:
        return None  # "Had the captain warned …" is a condition
    if kind == "bare" and not _clause(words, start, phrase, cue.lemma):
        return None
    parts = []
    if inverted:
        ahead = phrase_of(words, clause_start(words, phrase[0]), phrase[0])
        if ahead:
            parts.append(words.span(*ahead))
    content = phrase_of(words, start, stop_of(words, start, kind))
    if content is None:
        return None
    parts.append(words.span(*content))
    spoken = words.span(*phrase)
    if any(spoken.overlaps(part) for part in parts):
        return None
    return Attribution(f"source cue {kind}", tuple(parts), words.span(at, at + 1), spoken, _act(cue, kind), cue.lemma)


def _relative(words: Words, at: int, cue: Cue, begin: tuple[int, str]) -> Attribution | None:
    """As in "the ministry, which denies any loss, …": what is said ends with the relative clause."""
    phrase = source.antecedent(words, at)
    if phrase is None:
        return None
    last = words.last()
    stop = next(
        (place for place in range(begin[0], last) if words.word[place] == "," and not words.quoted[place]), last
    )
    content = phrase_of(words, begin[0], stop)
    if content is None:
        return None
    return Attribution(
        "relative clause", (words.span(*content),), words.span(at, at + 1), words.span(*phrase), cue.act, cue.lemma
    )


def _coordinated(
    words: Words, at: int, cue: Cue, begin: tuple[int, str], found: list[Attribution]
) -> Attribution | None:
    """As in "X called it a crime and said …": a second verb of the same subject."""
    place = at
    while place > 0 and (words.low[place - 1] in lex.ADVERBS or words.low[place - 1] in {"has", "have", "had"}):
        place -= 1
    if place < 2 or words.low[place - 1] not in {"and", "but"} or words.quoted[place - 1] or cue.form == "base":  # noqa: PLR2004 - a subject and a verb
        return None
    spoken = found[-1].source if found else None
    if spoken is None:
        phrase = source.leading(words)
        if phrase is None or phrase[1] >= place - 1:
            return None
        spoken = words.span(*phrase)
    content = phrase_of(words, begin[0], stop_of(words, begin[0], begin[1]))
    if content is None or spoken.overlaps(words.span(*content)):
        return None
    return Attribution(
        f"coordinated {begin[1]}",
        (words.span(*content),),
        words.span(at, at + 1),
        spoken,
        _act(cue, begin[1]),
        cue.lemma,
    )


def _act(cue: Cue, kind: str) -> Act:
    """The act of a cue; "called it a crime" is no demand."""
    return Act.REACT if cue.lemma == "call" and kind == "quote" else cue.act


def _quote_ends(words: Words, at: int) -> bool:
    """Whether a quotation ends right before word `at`."""
    return words.word[at - 1] in MARKS and bool(words.quoted[at - 1])


def _clause(words: Words, start: int, phrase: Phrase, lemma: str) -> bool:
    """Whether what stands behind the cue without "that" can be a clause."""
    last = words.last()
    if last - start < _FEW - 1:
        return any(words.quoted[start:last])
    if (
        lemma not in _SAYING
        and not any(words.quoted[start:last])
        and not has_verb(words, start, min(last, start + _CLAUSE))
    ):
        return False  # "wrote a book", "recalled its ambassador"
    return words.low[start] not in {"and", "or", "but"} and phrase[1] <= start


def _ahead(words: Words, at: int, cue: Cue) -> Attribution | None:
    """Content before the cue: "…, X said", "…, said X", "“…,” X said"."""
    if not cue.takes & {"bare", "quote"} or cue.form == "ing":
        return None
    phrase = source.before(words, at)
    pattern = "content source cue"
    if phrase is not None and phrase[0] > 0 and (words.word[phrase[0] - 1] == "," or _quote_ends(words, phrase[0])):
        stop = phrase[0]
    elif at > 0 and (words.word[at - 1] == "," or _quote_ends(words, at)):
        phrase, stop, pattern = source.behind(words, at + 1), at, "content cue source"
        if phrase is None or _says_on(words, phrase[1]):
            return None
    else:
        return None
    content = phrase_of(words, clause_start(words, stop), stop)
    if content is None:
        return None
    quoted = any(words.quoted[content[0] : content[1]])
    if inside := _parenthesis(words, max(at + 1, phrase[1])):
        parts = [words.span(*content), words.span(*inside)]
        spoken = words.span(*phrase)
        if "bare" in cue.takes and not any(spoken.overlaps(part) for part in parts):
            return Attribution(
                "content source cue content", tuple(parts), words.span(at, at + 1), spoken, cue.act, cue.lemma
            )
    if not quoted and (
        content[1] - content[0] < _FEW + 1
        or "bare" not in cue.takes
        or words.low[content[0]] in lex.PREPOSITIONS & {"on", "after", "before", "since", "during"}
    ):
        return None
    parts = [words.span(*content), *_rest(words, max(at + 1, phrase[1]))]
    spoken = words.span(*phrase)
    if any(spoken.overlaps(part) for part in parts):
        return None
    return Attribution(
        pattern + (" quote" if quoted else ""), tuple(parts), words.span(at, at + 1), spoken, cue.act, cue.lemma
    )


def _says_on(words: Words, at: int) -> bool:
    """Whether behind "said the army" a clause goes on: then the army is what is spoken of, and somebody else speaks."""
    if at >= words.last():
        return False
    return bool(words.quoted[at]) or words.low[at] in _FINITE


def _parenthesis(words: Words, at: int) -> Phrase | None:
    """The rest of a clause that the cue interrupts: "No country, she said, acted …"."""
    at = over_adjuncts(words, at)
    last = words.last()
    if at + _FEW >= last or words.word[at] != "," or words.quoted[at + 1]:
        return None
    following = words.low[at + 1]
    verbal = following in _GOES_ON or (following.endswith("ed") and words.word[at + 1].islower())
    return phrase_of(words, at + 1, last) if verbal else None


def _rest(words: Words, at: int) -> list[Span]:
    """The second half of a broken quotation: "“…,” he said, “…”"."""
    at = over_adjuncts(words, at)
    last = words.last()
    while at < last and words.word[at] in {",", ":"} and not words.quoted[at]:
        at += 1
    if at < last and words.quoted[at]:
        stop = at
        while stop < len(words) and words.quoted[stop]:
            stop += 1
        piece = phrase_of(words, at, stop)
        return [words.span(*piece)] if piece else []
    return []
