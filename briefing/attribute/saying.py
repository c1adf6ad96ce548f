"""Whether a tagged attribution tells of words that were said, and by somebody who can speak.

What somebody wants to do, hopes, is expected to say or did not say is the outlet's telling: it is found, with its source, and
put into nobody's mouth.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.attribute.grammar import Words
from briefing.attribute.phrases import Phrase, has_verb, speaks
from briefing.attribute.tagger import fitted
from briefing.lexicon import grammar_words as lex
from briefing.lexicon.cues import Cue, speech
from briefing.model import Act

_HEDGES = (
    lex.NEGATIONS
    | {"decline", "declines", "refuse", "refuses", "fail", "fails"}
    | lex.MODALS - {"will", "'ll", "to"}
    | {"if"}
)
_BLAMED = frozenset(("accuse", "suspect", "convict"))  # "men accused of theft": a participle, nobody accuses
_SPEECH_NOUNS = frozenset(
    ("announcement", "assertion", "denial", "demand", "pledge", "promise", "threat", "warning", "blame", "clear")
)
_OTHER_CUES = lex.CLAIM_NOUNS | lex.OCCASIONS - lex.TIME | _SPEECH_NOUNS | {"according", "remarks", "words"}
_CLAUSES = frozenset(
    ("that", "bare", "quote")
)  # complements of a verb that takes no thing: "added two streets" is a deed
_PLACING = frozenset(("in", "at", "near", "outside", "of"))
_NOBODY = frozenset(("neither", "no", "nobody", "none"))
_VAGUE = (["we"], ["i"], ["you"], ["it"], ["who"], ["which"])  # the outlet, its reader, a thing, or a mere pointer


def is_saying(words: Words, cue: Phrase, content: Sequence[Phrase]) -> bool:
    """Whether the cue tells of words said; `content` are the parts of what is said that stand in the same sentence."""
    low = words.low[slice(*cue)]
    if low[0] == "to" or not _HEDGES.isdisjoint(low):
        return False  # "telephoned him to express his concern" tells of a purpose
    at, verb = _verb(low)
    if verb is None:
        return any(word in _OTHER_CUES for word in low)
    behind = [*low[at + 1 :], *words.low[cue[1] : cue[1] + 1]]
    being = any(word in lex.BE for word in low[:at])
    if verb.form == "ing":
        return being or any(word in _OTHER_CUES for word in low[:at])
    if verb.form in {"past", "participle"} and (being or (verb.lemma in _BLAMED and behind[:1] == ["of"])):
        return False
    quoted = any(any(words.quoted[slice(*part)]) for part in content)
    if verb.lemma == "call":
        return quoted or not {"for", "on"}.isdisjoint(behind)
    clause = not verb.takes or not verb.takes <= _CLAUSES or any(has_verb(words, *part) for part in content)
    return quoted or clause or not content


def act_of(cue: Sequence[str]) -> tuple[Act, str]:
    """Return the act of a cue and the lemma of its verb, the cue itself where it has none."""
    _, known = _verb(cue)
    return (known.act, known.lemma) if known else (Act.ASSERT, " ".join(cue))


def can_speak(words: Words, source: Phrase) -> bool:
    """Whether a tagged source is somebody who speaks."""
    first, last = source
    low = words.low[first:last]
    if first and words.low[first - 1] in _PLACING:
        return False  # "recruitment centres in Grozny": the place is not who speaks
    if low in _VAGUE or low[0] in _NOBODY:
        return False
    if first == 0 and low[0] not in lex.PRONOUNS and low[0] in fitted().words:
        first += not any(word in lex.ROLES for word in low)  # the capital of a first word makes no name of "Evidence"
    return first < last and speaks(words, first, last)


def _verb(cue: Sequence[str]) -> tuple[int, Cue | None]:
    verbs = speech()
    for at, low in enumerate(cue):
        if low in verbs:
            return at, verbs[low]
    return 0, None
