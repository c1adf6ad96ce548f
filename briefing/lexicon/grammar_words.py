"""Closed classes of English words that mark where a noun phrase or a clause ends, and nouns that name speakers.

Source: closed classes after Quirk et al., A Comprehensive Grammar of the English Language (1985), chapters 2 and 9; speaker
nouns are our own compilation.
"""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


BE = _set("is are was were be been being am 's 're")
AUXILIARIES = BE | _set("has have had having do does did 've 'd")
MODALS = _set("will would can could may might must shall should won't wouldn't can't couldn't cannot shouldn't 'll to")
NEGATIONS = _set("not n't never no didn't doesn't don't hasn't haven't hadn't nor neither declined refused failed")
PRONOUNS = _set("he she they we i it you who")
PERSONAL = _set("he she")
DETERMINERS = _set(
    "the a an this that these those his her their its our my your some many several most all both each every another any no one two three other"
)
ARTICLES = _set("the a an his her its their our my your")
PREPOSITIONS = _set(
    "of for in at from to on with by near against under over within inside outside about between among into during "
    "after before since until through across along around behind beyond despite without via amid per"
)
LINKS = _set(
    "of for in at from to with near within under on"
)  # prepositions that may stand inside the name of a speaker
CONJUNCTIONS = _set(
    "but while as when after before because if although though since whether than so until unless where which who whom "
    "whose what how why that and or nor yet however meanwhile"
)
ADVERBS = _set(
    "also later earlier then now again once still already often always repeatedly reportedly publicly privately previously "
    "recently meanwhile however therefore thus just only even too instead further separately jointly officially formally "
    "immediately quickly simply initially ago yesterday today tonight overnight flatly strongly vehemently long first himself herself themselves itself"
)
WEEKDAYS = _set("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = _set(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec"
)
TIME = (
    WEEKDAYS
    | MONTHS
    | _set(
        "yesterday today tonight overnight day days hours earlier later late early morning afternoon evening night noon midnight week month year last this previous"
    )
)
# What a statement is made in or at: the head of a phrase between the cue and its content.
OCCASIONS = (
    _set(
        "statement statements interview interviews conference conferences briefing briefings reporters journalists speech speeches "
        "letter tweet tweets twitter facebook telegram report reports telephone phone call post posts television tv radio address remarks message "
        "email e-mail comments news newspaper parliament lawmakers congress council assembly meeting meetings session visit hearing debate release summit forum "
        "channel agency media article blog video text note memo filing document documents website page account press hours morning evening afternoon "
        "night weekend week month year"
    )
    | WEEKDAYS
    | MONTHS
)
ROLES = _set(
    "some others many officer officers airline ranger rangers guard guards message agreement accord organisers organizers campaigners spokesman spokeswoman spokesperson spokespeople spokesmen official officials minister ministers ministry president premier chancellor king queen "
    "prince emir secretary secretary-general ambassador ambassadors envoy envoys diplomat diplomats leader leaders general colonel commander commanders "
    "chief chiefs chairman chairwoman chair head director adviser advisor aide aides lawmaker lawmakers senator senators congressman governor mayor judge "
    "prosecutor prosecutors police army military navy force forces troops soldiers government governments cabinet parliament council court commission "
    "committee agency agencies office department administration authorities authority party parties opposition group groups organization organisation "
    "rebels militants fighters separatists insurgents activists activist protesters demonstrators residents resident witnesses witness survivors refugees "
    "doctors doctor medics hospital analysts analyst experts expert observers monitors inspectors researchers scientists economists critics supporters "
    "opponents source sources people media reports report statement newspaper newspapers channel television radio study survey poll polls document documents "
    "letter memo company bank union federation kremlin pentagon sides side leadership regime coalition alliance mission embassy consulate foundation institute "
    "institution charity ngo observatory network association delegation negotiator negotiators mediator mediators foreigners mother father brother sister "
    "wife husband son daughter family families lawyer lawyers attorney teacher student students professor historian journalist journalists reporter reporters "
    "correspondent editor candidate campaign nominee democrat democrats republican republicans voters neighbor neighbors neighbour neighbours farmer worker workers "
    "woman man women men boy girl villagers commander-in-chief speaker undersecretary deputy representative representatives member members negotiators "
    "states nations countries country nation bloc body servicemen captain lieutenant sergeant major admiral pope bishop archbishop cleric imam ayatollah pastor"
)
# Lower-case words that look like verbs of the main clause: they end a noun phrase walked from the right.
VERBS = _set(
    "struck fell took made came went left began met gave held hit shot led lost won sent brought fought rose grew kept broke bought built caught chose drew drove ate "
    "felt flew forgot got hung knew laid let lay put ran saw sold set shook sat slept spoke spent stood stole stuck taught threw wore "
    "makes takes comes goes gives gets remains seems appears becomes needs wants"
)
# Participles that stand before a noun ("armed men", "unnamed officials") and therefore end nothing.
ADJECTIVE_ED = _set(
    "armed united unnamed wounded retired elected disputed occupied so-called unidentified named displaced injured detained jailed exiled besieged allied "
    "combined joint-led backed based led unified advanced related concerned outspoken ousted embattled divided red hundred sacred appointed controlled masked occupied"
)
CLAIM_NOUNS = _set(
    "claim claims accusation accusations charge charges allegation allegations report reports suggestion idea notion move statement"
)
# Words that may stand between a party and the name of its office holder, besides roles.
OFFICE_WORDS = _set(
    "supreme prime vice deputy foreign defence defense interior interim acting former then first senior top chief main military state "
    "finance justice information permanent un u.n. national security press public affairs opposition new longtime veteran ruling of for "
    "and the general lt gen col maj sen rep mr mrs ms dr ayatollah sheikh king prince crown house white emergencies health secretary- "
    "general communications armed central 's ’s"
)
# Prepositions that lead away from the speaker: "ambassador to", "talks with".
ELSEWHERE = _set("to with against on toward towards over about from between among")
# Those who speak for nobody but themselves, or for a house of learning.
PRIVATE = _set(
    "archbishop cardinal bishop pastor rabbi voters percent survey poll analyst analysts expert experts resident residents witness witnesses journalist journalists reporter reporters refugee refugees "
    "survivor survivors doctor doctors economist economists professor historian researcher researchers scholar student students "
    "activist activists author critics supporters protesters demonstrators editor fellow institute center centre university think-tank "
    "thinktank foundation brookings blogger strategist consultant voters farmer villagers lawyer lawyers neighbors neighbours newspaper "
    "newspapers"
)
# Those who speak for the place they sit in: "officials in Kyiv".
PUBLIC = _set(
    "officials official government ministry authorities police leaders army military leadership parliament commanders"
)
# Words with a capital that are titles or parts of the names of bodies, not of persons.
NO_PERSON = _set(
    "the a an ministry department council union nations states army forces agency committee commission house office party court "
    "university institute group republic administration republican democratic defence defense foreign security united general national "
    "international federal government president minister prime secretary spokesman spokeswoman spokesperson senator rep sen gen col lt "
    "maj dr mr mrs ms king prince state chancellor ambassador leader chief commander on in at but"
)
