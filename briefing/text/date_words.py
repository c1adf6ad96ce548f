"""The words of dates in English news prose: expressions by kind, and the words around them that decide. Data only.

Source: the conventions of wire style (AP Stylebook, entries "days of the week", "months", "time of day"); what is
recognised and what is left alone follows the case table under tests/cases/dates.
"""

from __future__ import annotations

import re

from briefing.text.listed import listed

WEEKDAYS = {
    name: number
    for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
_MONTH_NAMES = listed("january february march april may june july august september october november december")
MONTHS = {key: number for number, name in enumerate(_MONTH_NAMES, 1) for key in (name, name[:3])} | {"sept": 9}
NUMBERS = {
    name: number
    for number, name in enumerate(listed("one two three four five six seven eight nine ten eleven twelve"), 1)
} | {"a": 1, "an": 1}
SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}

_WD = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_LONG = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_SHORT = r"(?:(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_MONTH = f"(?:{_LONG}|{_SHORT})"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[:.,]\d)"
_YEAR = r"(?:19|20)\d\d(?![\d%]|[.,]\d)"
_PART = "(?:morning|afternoon|evening|night)"
_ZONE = r"(?:\s(?:local time|[A-Z][a-z]+ time|GMT|UTC|E[DS]?T|C[DS]?T|P[DS]?T|EEST|EET|CET|CEST|BST|MSK))?"
_SIZE = (
    r"(?:(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly|[Mm]id|the middle of|the end of|the start of|the beginning of)[\s-])"
)

# Alternatives in the order in which they are tried at one place; the first that fits wins.
_KINDS = {
    "iso": r"(?:19|20)\d\d-[01]\d-[0-3]\d",
    "full": rf"(?:{_WD}(?:\s{_PART})?,?\s)?(?:{_MONTH}\s{_DAY},?\s{_YEAR}|{_DAY}\s(?:of\s)?{_MONTH},?\s{_YEAR})",
    "span": rf"{_MONTH}\s{_DAY}\s?[-–]\s?{_DAY}(?:,\s{_YEAR})?|{_DAY}\s?[-–]\s?{_DAY}\s{_MONTH}(?:,?\s{_YEAR})?",
    "month_day": rf"(?:{_WD}(?:\s{_PART})?,?\s)?(?:{_MONTH}\s{_DAY}|{_DAY}\s(?:of\s)?{_MONTH})",
    "month_year": rf"{_SIZE}?{_MONTH}(?:\sof|,)?\s{_YEAR}",
    "year": rf"(?<=\b[Ii]n\s){_YEAR}|(?<=[Ss]ince\s){_YEAR}|(?<=[Uu]ntil\s){_YEAR}",
    "before_yesterday": r"[Tt]he day before yesterday",
    "overnight": rf"[Oo]vernight(?:\s(?:(?:on|from|into|to)\s)?{_WD}(?:\s(?:into|to)\s{_WD})?)?|{_WD}\sovernight",
    "week_day": rf"{_WD}(?:\s{_PART})?\s(?:of\s)?(?:last|this|next)\sweek",
    "weekday": (
        r"(?:[Ee]arl(?:y|ier)\s(?:on\s)?|[Ll]ate[r]?\s(?:on\s)?|(?:[Tt]he\s)?early hours of\s|as (?:early|soon) as\s)?"
        rf"(?:(?:[Ll]ast|[Nn]ext|[Tt]his(?:\s(?:past|coming))?)\s)?{_WD}(?:\s(?:early\s|late\s)?{_PART})?"
    ),
    "day": (
        rf"(?:[Ee]arl(?:y|ier)\s|[Ll]ater?\s)?(?:(?:[Yy]esterday|[Tt]omorrow)(?:\s{_PART})?|[Tt]oday|[Tt]onight"
        r"|[Tt]his (?:morning|afternoon|evening)|[Ll]ast night)"
    ),
    "year_ago_month": r"(?:a|one) year ago this month",
    "ago": rf"(?:(?<![\w-])(?:{'|'.join(NUMBERS)}|\d{{1,3}})|(?:{'|'.join(n.title() for n in NUMBERS)}))"
    r"\s(?:day|week|month|year)s?\sago",
    "weekend": r"(?:(?:[Oo]ver|[Aa]t|[Dd]uring)\s(?:the|this|last)\s|(?:[Tt]he|[Tt]his(?:\s(?:past|coming))?|[Ll]ast)\s)?weekend(?!s)",
    "period": rf"{_SIZE}?(?:of\s)?(?:[Ll]ast|[Tt]his|[Nn]ext)\s(?:week|month|year|spring|summer|fall|autumn|winter)",
    "named_month": rf"{_SIZE}?(?:[Ll]ast|[Tt]his(?:\spast|\scoming)?|[Nn]ext)\s{_LONG}",
    "month": rf"{_SIZE}?{_LONG}|{_SIZE}{_SHORT}",
    "before": r"[Tt]he (?:previous|preceding) day|[Tt]he day before|[Aa] day earlier",
    "after": r"[Tt]he (?:following|next) day|[Aa] day later",
    "same": r"[Tt]he same day|[Tt]hat (?:same )?day|[Ee]arlier in the day|[Ll]ater in the day",
    "days_from": rf"(?:{'|'.join(NUMBERS)}|{'|'.join(n.title() for n in NUMBERS)}|\d{{1,3}})\sdays?\s(?:later|earlier)",
    "clock": rf"(?<=[Bb]y )noon|(?<=[Aa]t )noon|(?:[Aa]bout\s|[Aa]round\s)?(?:1[0-2]|[1-9])(?:[:.][0-5]\d)?\s?[ap]\.?m\b\.?{_ZONE}",
}
_UNIT = "(?:day|week|month|year)"
_COUNTED = "|".join(form for name in NUMBERS if len(name) > len("an") for form in (name, name.title()))
# How an expression of any kind begins, so that most words cost one look and not one for each kind.
STARTS = (
    rf"(?=\d|{_WD}|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|[Ee]arl(?:y|ier)[\s-]|[Ll]ast\s|[Ll]ater?[\s-]|[Mm]id[\s-]|[Nn](?:ext\s|oon)|[Oo]ver(?:night|\s)|of\s[LlTtNn]|as\s[es]"
    r"|[Yy]esterday|weekend|[Tt](?:o(?:day|morrow|night)|h(?:is|at)\s|he\s(?:day|weekend|previous|preceding|following|next|same"
    r"|early|middle|end|start|beginning))"
    rf"|[Aa](?:t\s[tl]|n?\s{_UNIT}|(?:bout|round)\s\d)|[Dd]uring\s|(?:{_COUNTED})\s{_UNIT})"
)
GRAMMAR = re.compile(
    rf"(?<![\w@#/.-]){STARTS}(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()) + r")(?!\w)"
)
WORDS = re.compile(r"[a-z]+|\d+")

# What goes before or after an expression that is a name, a habit, or no date of this article. Read on lower case.
HABIT_BEFORE = re.compile(
    r"\b(?:every|each|any|per|happy|ordinary|black|bloody|good|easter|palm|super|holy|ash|cyber|maundy|fox news)\s+$"
)
INDEFINITE_BEFORE = re.compile(r"\b(?:a|an|one|another|most|some|many|no|that|(?:week|month|year)s? ago(?: on)?)\s+$")
DEFINITE_BEFORE = re.compile(r"\bthe\s+$")
NAME_AFTER = re.compile(
    r"[”\"’']?\s*(?:times|telegraph|mail|express|mirror|herald|mercury|night live|night football|mosque|school|best|"
    r"(?:political |morning |night )?(?:talk )?shows?|movement|alliance|coalition|revolution|bloc|committee|commission|"
    r"camp|uprising|brigades?|pact|agreement of)\b"
)
SEPTEMBER_11 = re.compile(
    r"[’']?s?,?\s+(?:\w+\s+)?(?:attack|terror|hijack|commission|victim|memorial|anniversary|widow)"
)
APPROXIMATE = re.compile(r"\b(?:more than|less than|over|nearly|almost|about|around|some|roughly|at least|every)\s+$")
RUN_OF_DAYS = re.compile(r",?\s*(?:or\s+)?(?:today|tomorrow|next (?:week|month|year)|one (?:week|month))\b")
RUN_BEFORE = re.compile(r"\b(?:today|tomorrow|next week|next month),?\s+(?:or\s+)?$")
OVERNIGHT_NOUN = re.compile(
    r"\s+(?:curfew|stay|flight|success|bag|camp|shelter|train|bus|hour|temperature|low|shift|guest|sensation|trip|bus)"
)
MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|of|through|during|between|the|a|an|his|her|their|its|this|for|before|after|on|"
    rf"last|as early as|as soon as)|\b(?:{'|'.join(_MONTH_NAMES)})(?: and| or| to|,))\s+$"
)
# "the December election": planned things, of which a bare month does not say whether they are past.
PLANNED_AFTER = re.compile(
    r"\s+(?:\w+\s+)?(?:dates?|deadline|elections?|votes?|ballot|referendum|summit|polls?|meeting|talks|conference)\b"
)
FULL_TIME_AFTER = re.compile(rf"\s(?:on\s)?(?:{_WD}|{_MONTH}\s\d|\d{{1,2}}\s{_MONTH}|yesterday|today|tomorrow)")
EVENT_AFTER = re.compile(
    r"[’']s\s+(?:\w+\s+)?(?:attack|vote|meeting|announcement|hearing|talks|summit|statement|speech|decision|strike|"
    r"bombing|session|ruling|deal|news|rebound|briefing|violence|shelling|raid|protest|funeral)"
)

_ARRANGED = "arriv|meet|travel|leav|visit|host|hold|head|fly|return|conven|vot|speak|launch|start|beginn"
# Verbs that are printed in the present tense of a plan ("Kerr heads to Orlen on Friday") as well as of a caption.
_PRESENT = (
    "head|leave|arrive|travel|return|meet|visit|host|convene|attend|address|speak|open|resume|begin|start|vote|gather"
)
# Tense cues: a group that matched says which. "hypothetical past" (would have) first, then what lies ahead.
CUES = re.compile(
    r"\b(?:(?P<past1>(?:would|could|may|might|should|must|will)\s+have)\b"
    r"|(?P<future>(?:(?:has|have|had)\s+(?:scheduled|planned|set)|(?:will|would|shall|could|may|might|should|can|must|won[’']t|cannot)|\w[’']ll)\b"
    r"(?:\s+(?:also|likely|not|then|now|still|probably|soon|again|only)\b)?(?:\s+(?:be|have to be|get)\b)?(?:\s+\w+)?"
    r"|to\s+be\s+\w+|(?:is|are|was|were|be|been|being)\s+(?:also\s+)?(?:to|due|set|scheduled|expected|likely|slated|planned|going|supposed)\b"
    r"(?:\s+to\b)?(?:\s+(?:be|have)\b)?(?:\s+\w+)?"
    r"|(?:scheduled|expected|slated|due|set|planned|ready|plan|plans|planning|hopes|hoping|intends|aims|vows|promises|"
    r"preparing|prepares|agreed|agrees|wants|supposed|tries)\s+(?:to|for|on)\b(?:\s+(?:be|have)\b)?(?:\s+\w+)?"
    r"|scheduled|(?<!than )expected|slated|looming|upcoming|deadline|ahead of|as early as|as soon as|no later than|expects"
    rf"|(?:is|are)\s+(?:{_ARRANGED})ing)\b"
    rf"|(?P<either>(?:[A-Z]\w+|he|she|it|who)\s+(?:{_PRESENT}|fli)(?:e?s)|(?:[Tt]alks|leaders|ministers|envoys|voters|they)\s+(?:{_PRESENT}|fly))\b"
    r"|(?P<perfect>(?:has|have)\s+(?:been|become|had|\w{2,}ed)|(?:is|are)\s+\w{2,}ed|says|say)\b"
    r"|(?P<past>said|told|was|were|had|did|came|went|took|met|made|gave|began|broke|left|got|saw|fell|fought|shot|"
    r"struck|hit|held|killed|led|lost|found|wrote|spoke|rose|ran|sent|put|won|brought|built|bought|caught|drove|flew|"
    r"grew|kept|knew|paid|sat|stood|swore|threw|withdrew|wounded|blew|burned|fled|laid|chose|drew|became|sought|"
    r"thought|taught|spent|sank|slept|overran|overthrew|declared|(?<! a )(?<! an )(?<! the )[a-z]{2,}(?<!ne)ed))\b",
)
