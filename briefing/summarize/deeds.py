"""Whether somebody who speaks tells a deed of his own side: "said it was suspending flights" announces an action, it claims nothing of another."""

from __future__ import annotations

import re
from collections.abc import Sequence

_DOING = (
    r"(?:suspend|halt|stopp?|clos|withdraw|pull|remov|recall|expel|bann?|freez|order|launch|strik|deploy|send|sign|releas|mobili[sz]|impos|lift|cutt?|end|begin|start|"
    r"join|leav|evacuat|arrest|detain|captur|seiz|accept|resum|cancel|reopen|open|evict|shut|mov|declar|buy|carry)"
)
_DONE = (
    r"(?:suspended|halted|stopped|closed|withdrawn|pulled|removed|recalled|expelled|banned|frozen|ordered|launched|struck|deployed|sent|signed|released|mobili[sz]ed|imposed|"
    r"lifted|cut|ended|begun|started|joined|left|evacuated|arrested|detained|captured|seized|accepted|resumed|cancell?ed|reopened|opened|shut|moved|declared|bought|carried\sout)"
)
# What somebody has done, is doing or will do: "was suspending flights", "had left", "will be sent".
_DEED = re.compile(
    rf"\s(?:(?:has|have|had)\s(?:also\s|already\s|now\s)?(?:been\s)?{_DONE}|(?:is|are|was|were)\s(?:also\s|now\s)?(?:{_DOING}ing|being\s{_DONE})|"
    rf"(?:will|would)\s(?:also\s|now\s|no\slonger\s|soon\s|immediately\s)?(?:be\s{_DONE}|{_DOING}e?))\b"
)
# Who does it, where it is the speaker or what is his: "it", "its soldiers", "all of its ground forces", "the president", "the Navy".
_OWN = re.compile(
    r"\b(?:it|they|he|she|(?:its|their|his|her)(?:\s[\w-]+){1,3}|the\s(?:president|prime\sminister|government|army|military|navy|air\sforce|ministry|cabinet))$",
    re.IGNORECASE,
)


def of_its_own(text: str, own: Sequence[str]) -> bool:
    """Whether a sentence tells a deed of the speaker's own side: of itself, or by a word that stands for it."""
    return any(
        _OWN.search(text[: deed.start()]) or any(text.endswith(word, 0, deed.start()) for word in own)
        for deed in _DEED.finditer(text)
    )
