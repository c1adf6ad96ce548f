"""Words that tell which section a sentence belongs to, and words that tell it belongs to none.

Own compilation; the diplomatic verbs follow the classes CONSULT, ENGAGE IN DIPLOMATIC COOPERATION and APPEAL of CAMEO.
"""

from __future__ import annotations

import re

from briefing.text.listed import listed


def _any(words: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(words.split()).replace("_", r"[\s-]") + r")", re.IGNORECASE)


DIPLOMACY = _any(
    r"talks\b negotiat mediat\w* cease-?fires?\b truce\b armistice\b peace_(?:plan|deal|process|agreement|accord|conference|proposal) summit\b envoys?\b diplomac\w* diplomats?\b "
    r"foreign_ministers?_(?:met|meet|held|of) joint_statement Security_Council General_Assembly resolution\b sanctions?\b treat(?:y|ies)\b accords?\b agreement\b "
    r"(?:expel|recall)\w*_(?:its|the|his)?_?ambassador ambassadors?_(?:to|for) embass(?:y|ies)\b phone_call telephone_call spoke_by (?:held|holding)_(?:talks|a_call) de-?escalat\w* "
    r"brokered\b peacekeep\w* monitors\b observers\b inspectors\b international_community UN_chief Secretary-General memorandum\b Minsk_Group co-?chairs?\b delegations?\b "
    r"restraint\b proposal\b roadmap\b summoned\b condemn\w*_by diplomatic"
)
EVENT = _any(
    r"kill\w* wound\w* injur\w* dead\b died\b die\b deaths?\b casualt\w* attack\w* str[iu]ck\b strikes?\b airstrikes?\b air_strikes? shell\w* bomb\w* explo\w* blast\w* rockets?\b missiles?\b "
    r"fir(?:ed|ing)\b fight\w* fought\b clash\w* troops?\b forces\b tanks?\b drones?\b captur\w* seized?\b advanc\w* withdr\w* evacuat\w* fled\b flee\b displac\w* arrest\w* detain\w* siren\w* "
    r"shot\b downed\b destroy\w* damag\w* offensive\b raid\w* ambush\w* blockad\w* mobili[sz]\w* deploy\w* suspend\w* expel\w* clos(?:ed|ing)\b cut\b halted\b entered\b crossed\b landed\b launched\b ordered\b sank\b sunk\b aground\b crash\w* collaps\w*"
)
STANDING = _any(
    r"decades?\b centur(?:y|ies)\b years_ago since_(?:the|19\d\d|20\d\d|its|then) founded\b established_in independence\b Soviet\b long(?:time|standing|-standing|-running)?\b historic\w* "
    r"internationally_recogni[sz]ed former\b previously\b traditionally\b the_first_(?:time|such)_since the_(?:heaviest|worst|deadliest|biggest|most_serious)\b predominantly\b population\b ethnic\w* "
    r"began_in broke_out_in erupted_in ended_in came_to_power annexed was_elected in_the_(?:early|late|mid)?_?(?:1|2)\d\d\ds last_(?:year|summer|winter|spring|autumn|fall|month) for_years over_the_years"
)
# What is no news of the world: the outlet about itself, advertisements, calls to the reader.
JUNK = _any(
    r"advertisement\b click_here subscribe\b newsletter\b sign_up contributed_to_this (?:read|see|watch|find)_(?:more|also|full) follow_(?:us|him|her|\S+_on_twitter) photo(?:s|graph)?_(?:by|:) "
    r"copyright\b all_rights_reserved associated_press_writers? this_story_(?:was|has) editor.s_note cookies?\b share_this comments?_(?:below|section) download_(?:the|our) app\b "
    r"daily_(?:summary|roundup|briefing)\b transcript\b listen_to podcast\b what_you_need_to_know key_points opinions?_expressed I_think in_my_view poll\b polls\b pollster\w* voters?\b midterm\w* primary\b stocks?\b shares?_(?:fell|rose) investors?\b "
    r"market(?:s|_reaction)?\b Dow\b Nasdaq\b"
)
# Parliament, parties and elections, as papers of the United States and Britain name their own.
HOME = re.compile(
    r"\b(?:Senate|House of Representatives|Congress|senators?|congress(?:man|woman)|Republicans?|Democrats?|GOP|lawmakers?|Capitol|voters?|election|campaign|poll|Labour|Tory|MPs)\b"
)
OPINION_TITLE = re.compile(
    r"^\s*(?:opinion|op-?ed|editorial|column|commentary|analysis|review|letters?|voices|perspective|cartoon|quiz|podcast|watch|video|photos?|gallery)\b\s*[:|–-]",
    re.IGNORECASE,
)
OPINION_URL = re.compile(
    r"/(?:opinions?|op-?eds?|editorials?|columns?|columnists?|commentary|contributors?|views|voices)/",
    re.IGNORECASE,
)
# Leading words that tie a sentence to the one before it and can be left out without altering what it says.
CONNECTIVES = re.compile(
    r"^(?:(?:But|And|Yet|Still|So|Or|Meanwhile|However|Nevertheless|Nonetheless|Moreover|Furthermore|Also|Instead|Indeed|Separately|In addition|At the same time|For (?:his|her|its|their) part|In turn|As a result|On the other hand|Besides|Additionally|Similarly|Likewise)\b,?)\s+"
)
# First words that point back to a sentence before.
DEPENDENT = frozenset(
    listed(
        "he she they it this these those that such his her their its him them here there then neither other others another"
    )
)
