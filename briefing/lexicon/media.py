"""Names of news media. What "Reuters reported" is news told by an outlet, not the statement of a party.

Own compilation. State media of a party ("Iranian state media", "Syrian state television") are not in it: they speak for it.
"""

from __future__ import annotations

import re
from functools import lru_cache

_NAMES = (
    "Reuters", "Associated Press", "The AP", "the AP", "AP", "Agence France-Presse", "AFP", "dpa", "UPI", "Bloomberg", "BBC", "CNN", "NBC", "CBS", "ABC News", "Fox News", "MSNBC", "NPR", "PBS", "Sky News",
    "Al Jazeera", "Al-Jazeera", "Al Arabiya", "Al-Arabiya", "Haaretz", "Ha’aretz", "Politico", "POLITICO", "BuzzFeed", "Buzzfeed", "Vox", "Axios", "USA TODAY", "USA Today", "Time magazine", "Newsweek", "Der Spiegel", "Le Monde",
    "Le Figaro", "El Pais", "Die Welt", "Bild", "Kyodo", "Yonhap", "Breitbart", "Huffington Post", "HuffPost", "Daily Beast", "The Hill", "ProPublica", "McClatchy", "CBC", "CTV", "Deutsche Welle", "DW", "RFE/RL", "Radio Free Europe", "Voice of America", "VOA", "Ynet", "Jiji", "Interfax", "EFE", "ANSA", "PTI", "Dawn", "Middle East Eye", "Kyiv Independent", "The Economist", "The Independent", "The Atlantic", "Foreign Policy",
)  # fmt: skip
_KINDS = r"(?:Times|Post|Journal|Guardian|Telegraph|Tribune|Herald|Gazette|Mail|Examiner|Chronicle|Monitor|Courier|Dispatch|Inquirer|Observer|Globe|Sun|Star|News|Daily|Press|Magazine|Review|Channel \d+|TV|newspaper|news agency|news service|magazine|broadcaster|radio|wire service|website)"
_PATTERN = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(map(re.escape, _NAMES))
    + r")(?!\w)|\b(?:[A-Z][\w’'&.-]*\s+)+"
    + _KINDS
    + r"\b|^(?:the|a)\s+(?:\w+\s+){0,3}(?:newspaper|news agency|broadcaster|magazine|daily|website)\b|^(?:(?:local|news|other|media|some|several|pool|press|early|initial) )?(?:media|reports?)$",
    re.UNICODE,
)
_STATE = re.compile(r"\bstate(?:-run|-owned|-controlled)?\b|\bofficial news\b|\bgovernment\b", re.IGNORECASE)
_REMEMBERED = 1 << 12  # sources, as printed: few are printed once


@lru_cache(maxsize=_REMEMBERED)
def is_media(source: str) -> bool:
    """Whether a source, as printed, is a news outlet and not a person who works or speaks there."""
    head = source.split(",", maxsplit=1)[0]
    if _STATE.search(head):
        return False
    found = _PATTERN.search(head)
    if found is None or _STAFF.search(head):
        return False
    return len(head) - len(found[0]) <= _MORE


# Agencies and channels that a state owns or runs: they pass words on as others do, and speak for it where they tell by themselves.
_STATE_NAMES = re.compile(
    r"\b(?:TASS|Tass|Itar-Tass|RIA Novosti|Ria Novosti|RIA|Sputnik|RT|Rossiya|IRNA|ISNA|IRIB|Fars|Tasnim|Mehr|Press TV|SANA|Xinhua|CCTV|CGTN|Global Times|People's Daily|"
    r"KCNA|Anadolu|TRT|WAFA|Wafa|MENA|Saudi Press Agency|SPA|WAM|QNA|Petra|BelTA|Belta|Azertac|Armenpress|Ukrinform|Kabar|TeleSUR|Telesur|Prensa Latina|Granma)\b"
    r"|\bstate(?:[- ](?:run|owned|controlled))? (?:media|television|TV|radio|broadcaster|news agency|newspaper|outlet)\b|\bofficial news agency\b"
)


@lru_cache(maxsize=_REMEMBERED)
def is_state_media(source: str) -> bool:
    """Whether a source, as printed, is an outlet of a state and not a person who works or speaks there."""
    head = source.split(",", maxsplit=1)[0]
    return bool(_STATE_NAMES.search(head)) and not _STAFF.search(head)


_STAFF = re.compile(r"\b(?:told|reporter|correspondent|editor|anchor|columnist|host)\b")
_MORE = 20  # code points a source may have beside the name of the outlet: "the", "newspaper", "on Friday"
