"""Where the source of an attribution begins and ends: the noun phrase before or behind the cue.

There is no parser here. A phrase is walked word by word until a word of a closed class, a verb or a mark ends it; what is
left must look like somebody who speaks (a name, a pronoun, a role), otherwise there is no source.
"""

from __future__ import annotations

from briefing.attribute.grammar import MARKS, Words
from briefing.attribute.phrases import APPOSITION, LONGEST, Phrase, is_verb, speaks
from briefing.lexicon import grammar_words as lex

_AUXILIARY_LIKE = lex.ADVERBS | lex.AUXILIARIES
_PARTING = lex.CONJUNCTIONS - {"and"}
_LEADING = lex.CONJUNCTIONS - {"that"}


def before(words: Words, cue: int) -> Phrase | None:
    """Return the phrase that is the subject of the cue at `cue` and stands before it, apposition included; or None."""
    end = _over_adverbs(words, cue)
    if end <= 0:
        return None
    if words.word[end - 1] in _DASHES:
        head = next((at for at in range(end - 2, max(0, end - LONGEST), -1) if words.word[at] in _DASHES), None)
        if head is None or not _is_somebody(words, head - 1):
            return None
        start, end = _walk_left(words, head), head
    elif words.word[end - 1] == ",":
        head = _over_apposition(words, end - 1)
        if head is None:
            return None
        start = _walk_left(words, head)
    else:
        start = _walk_left(words, end)
        head = end
    if (who := _relative(words, end)) is not None:
        start = who
    start = _trim(words, start, head)
    return (start, end) if start < head and speaks(words, start, head) and end - start <= LONGEST else None


_DASHES = frozenset(("–", "—", "-"))  # an aside between dashes: "Marsh – who was in Tarsa – said"


def _relative(words: Words, end: int) -> int | None:
    """As in "A commander in Helmand who declined to be named said": the phrase before "who", where no comma parts them."""
    for place in range(end - 2, max(0, end - _CLAUSE), -1):
        if words.is_stop(place) or words.quoted[place]:
            return None
        if words.low[place] == "who" and place > 0 and not words.is_stop(place - 1):
            return _walk_left(words, place)
    return None


_CLAUSE = 14  # words of a relative clause inside the name of a speaker


def antecedent(words: Words, cue: int) -> Phrase | None:
    """Return the phrase that a relative clause with the cue belongs to: "Ilo Marsh, who said the road was open, …"."""
    at = _over_adverbs(words, cue)
    if at < 3 or words.low[at - 1] not in {"who", "which"} or words.word[at - 2] != ",":  # noqa: PLR2004 - somebody, comma, who
        return None
    start = _trim(words, _walk_left(words, at - 2), at - 2)
    # "a surprise to the Kremlin, which denied …": what stands behind the last preposition but "of" is what "which" means.
    inner = next((place + 1 for place in range(at - 3, start, -1) if words.low[place] in _TOWARDS), start)
    start = inner if inner < at - 2 and speaks(words, inner, at - 2) else start
    return (start, at - 2) if start < at - 2 and speaks(words, start, at - 2) else None


_TOWARDS = frozenset(("to", "by", "from", "against", "with", "between"))


def _over_adverbs(words: Words, cue: int) -> int:
    """Step left over auxiliaries, adverbs and days: "has repeatedly", "on Saturday", "late Friday"."""
    at = cue
    while at > 0:
        low = words.low[at - 1]
        if low in _AUXILIARY_LIKE or (
            low.endswith("ly")
            and words.word[at - 1].islower()
            and low not in {"fly", "only", "family", "july", "ally", "italy"}
        ):
            at -= 1
        elif low in lex.WEEKDAYS and at > 1:
            at -= 1
            while at > 0 and words.low[at - 1] in {"on", "late", "early", "last"}:
                at -= 1
        else:
            break
    return at


def _over_apposition(words: Words, comma: int) -> int | None:
    """Return where the head phrase ends whose apposition (or relative clause, or aside) ends at `comma`.

    The head is somebody: its last word is a name or a role. Of several commas the leftmost that has such a head counts.
    """
    found = None
    commas = 0
    quoted = False
    for at in range(comma - 1, max(0, comma - LONGEST), -1):
        if words.quoted[at]:
            quoted = True
            continue
        if words.word[at] in ";:—" or commas == _COMMAS:
            break
        if words.word[at] == ",":
            commas += 1
            following = words.low[at + 1]
            if quoted and following not in {"who", "which"}:
                break  # quoted words may stand in a relative clause, not in a name
            opens = following in APPOSITION or following in lex.ROLES or following.isdigit()
            if (opens or (words.word[at + 1][0].isupper() and commas == 1)) and _is_somebody(words, at - 1):
                found = at
    return found


_COMMAS = 3  # a list inside an apposition has few


def _is_somebody(words: Words, at: int) -> bool:
    if words.low[at] in lex.ROLES or words.low[at] in lex.PRONOUNS:
        return True
    if words.word[at][0].isupper() and words.low[at] not in lex.TIME:
        return True
    return any(
        low in lex.ROLES for low in words.low[_walk_left(words, at + 1) : at]
    )  # "the head of the commission on prisoners"


def _walk_left(words: Words, end: int) -> int:
    """Return where the phrase that ends at `end` begins."""
    at = end
    while at > 0 and end - at < LONGEST:
        place = at - 1
        low, word = words.low[place], words.word[place]
        if words.quoted[place] or (words.is_stop(place) and not _lists(words, place, end)):
            break
        if low in {"and", "or", "&"}:
            if place == 0 or end - place < 2 or not _joins(words, place, end):  # noqa: PLR2004 - nothing behind it
                break
        elif (
            low in lex.CONJUNCTIONS
            or (low in lex.PRONOUNS and place != end - 1)
            or (word.islower() and is_verb(words, place))
        ) or (low in lex.PREPOSITIONS and low not in lex.LINKS):
            break
        at = place
        if low in lex.PRONOUNS:
            break
    return at


def _lists(words: Words, comma: int, end: int) -> bool:
    """Whether a comma stands in a list of speakers: "Norway, Chile and Nepal said"."""
    if words.word[comma] != "," or comma == 0 or "and" not in words.low[comma:end] or not words.is_name(comma + 1):
        return False
    return words.is_name(comma - 1) and "and" in words.low[comma : comma + _LISTED]


_LISTED = 7  # words between a comma of a list and its "and"


def _joins(words: Words, place: int, end: int) -> bool:
    """Whether an "and" joins two speakers ("Putin and Macron said") rather than two clauses."""
    left, right = place - 1, place + 1
    if not words.word[left][0].isalnum() or right >= end:
        return False
    # Left of it a name or role, and no verb between it and the beginning of the phrase.
    at = left
    while at >= 0 and not words.is_stop(at) and words.low[at] not in _PARTING:
        if words.word[at].islower() and is_verb(words, at):
            return False
        if words.low[at] in {"at", "on", "with", "against", "by", "into", "over"}:
            return False
        at -= 1
    return words.is_name(left) or words.low[left] in lex.ROLES


def _trim(words: Words, start: int, end: int) -> int:
    """Drop what stands in front of the phrase and does not belong to it: "On Thursday", "Earlier", "In Baku"."""
    at = start
    while at < end:
        low = words.low[at]
        if (
            low in lex.ADVERBS
            or low in _LEADING
            or (low in lex.TIME and at + 1 < end and low != "may")
            or low in {"and", "or", "&", ",", "-", "–", "for"}
        ):
            at += 1
        elif low in lex.PREPOSITIONS:
            following = at + 1
            while (
                following < end
                and (
                    words.low[following] in lex.TIME
                    or words.low[following].isdigit()
                    or words.low[following] in {"the", "a"}
                )
                and not (
                    words.low[following] in {"the", "a"}
                    and following + 1 < end
                    and words.low[following + 1] not in lex.TIME
                )
            ):
                following += 1
            if following == at + 1:  # "In Baku the ministry said": the phrase after the name of a place
                while following < end and words.word[following][0].isupper():
                    following += 1
                if following == at + 1 or following >= end:
                    return end
            at = following
        else:
            break
    return at


def behind(words: Words, at: int, *, apposition: bool = True) -> Phrase | None:
    """Return the phrase that begins at word `at`, apposition included: "said X, a spokesman for Y"; or None."""
    if at >= len(words) or words.is_stop(at) or words.quoted[at]:
        return None
    end = _walk_right(words, at)
    if end == at or not speaks(words, at, end):
        return None
    if (
        apposition
        and end + 1 < len(words)
        and words.word[end] == ","
        and (words.low[end + 1] in APPOSITION or words.low[end + 1] in lex.ROLES)
    ):
        stop = end + 1
        while (
            stop < len(words)
            and not words.quoted[stop]
            and words.word[stop] not in {";", ":", "—"}
            and stop - at < LONGEST
        ):
            if words.word[stop] == ",":
                break
            if words.low[stop] in {"who", "which"} and stop > end + 1:
                break
            if words.is_stop(stop) and words.word[stop] == "." and stop == words.last():
                break
            stop += 1
        if stop > end + 1:
            return (at, min(stop, max(words.last(), end)))
    return (at, end)


def _walk_right(words: Words, start: int) -> int:
    at = start
    while at < len(words) and at - start < LONGEST:
        low, word = words.low[at], words.word[at]
        if words.quoted[at] or words.is_stop(at) or word in MARKS:
            break
        if low in lex.PRONOUNS:
            return at + 1 if at == start else at
        if low == "and":
            if at + 1 >= len(words) or not words.word[at + 1][0].isupper():
                break
        elif (
            low in lex.CONJUNCTIONS
            or (word.islower() and is_verb(words, at))
            or low in lex.ADVERBS
            or low in lex.WEEKDAYS
            or (low in lex.PREPOSITIONS and low not in {"of", "for", "from"} and not _names_place(words, at))
        ):
            break
        at += 1
    while at > start and words.low[at - 1] in {"of", "for", "from", "late", "early", "the", "a"}:
        at -= 1
    return at


def _names_place(words: Words, at: int) -> bool:
    """Whether "in", "at", "to" leads to a name that belongs to the speaker: "officials in Kyiv"."""
    return (
        words.low[at] in {"in", "at", "to"}
        and at + 1 < len(words)
        and words.word[at + 1][0].isupper()
        and words.low[at + 1] not in lex.TIME
    )


def leading(words: Words) -> Phrase | None:
    """Return the phrase a sentence begins with, if it looks like its subject."""
    at = 0
    while at < len(words) and (words.low[at] in lex.ADVERBS or words.low[at] in {"but", "and", ","}):
        at += 1
    return behind(words, at)
