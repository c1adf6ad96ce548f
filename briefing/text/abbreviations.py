"""Abbreviations of English news prose, and what may follow them. Data only; how they are used stands in `sentences`.

Written without the final stop; capitals count ("Co." is a company, "co" a syllable). Dotted capitals ("U.S.", "D.C.",
"Ph.D.") are not listed: their shape tells. Source: the titles, months, states and companies that the AP Stylebook
abbreviates (entries "military titles", "legislative titles", "months", "state names", "company names"), NATO
STANAG 2116 ranks as papers print them, and what disagreed with hand-split news while this table was made.
"""

from __future__ import annotations

from briefing.text.listed import listed

# A name follows: never the end of a sentence before a capital letter.
TITLES = frozenset(
    listed("""
    Adm Amb Archbp Asst Atty Bp Brig Capt Card Cdr Cmdr Cmdre Col Comdr Cpl Cpt Cst Dep Det Dir Dr Drs Ens Esq Fr Gen
    Gov Hon Insp Lcdr Lieut Lt Ltc Maj Messrs Mgr Mme Mlle Mr Mrs Ms Msgr Mx Ofc Pfc Pres Prof Pvt RAdm Rear Rep Reps
    Ret Rev Rt Sec Sen Sens Sgt Sgts Spc Spec Sr Sra Srta Ssgt Supt Tech Treas VAdm Visc
    Mt Ft Ste Pt Pte
    """)
)

# A figure follows: the end of a sentence only before a word.
NUMBERED = frozenset(
    listed(
        "No Nos no nos Art Arts Sec Secs Ch Fig Figs Para Vol Vols vol Res Rev Rul p pp par para paras approx Approx ca c est Est "
        "Tel tel Ext ext Rs Op Sq"
    )
)

# Something of the same sentence always follows.
INSIDE = frozenset(
    listed("vs Vs VS v e.g E.g i.e I.e cf Cf viz approx Approx ca incl excl esp ed eds trans a.k.a f.k.a d.b.a")
)

# The end of a sentence only when the next word can begin one.
EITHER = frozenset(
    listed("""
    Inc Corp Co Cos Ltd Bros Jr Sr Assn Dept Govt Univ Intl Natl Mfg Met Assoc Acad Inst Admin Min St Ave Blvd Rd Hwy Pkwy Sq Bldg Apt Dist Mtn
    Mon Tue Tues Wed Thu Thur Thurs Fri
    Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Kans Ky La Md Mass Mich Minn Miss Mo Mont Neb Nebr Nev Okla Ont
    Ore Pa Penn Que Tenn Tex Va Vt Wash Wis Wisc Wyo
    al Esq PhD MD Bn Bde Div Inf Armd Mech Regt Sqn Batt
    """)
)

# A day follows, else the sentence ends before a capital letter: "It was put off until Sept."
MONTHS = frozenset(listed("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"))

# Times of day: the end of a sentence unless the rest of the time follows.
CLOCK = frozenset(("a.m", "p.m", "A.M", "P.M", "am", "pm"))
REST_OF_TIME = frozenset(
    listed("""
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat Sun
    January February March April May June July August September October November December
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
    EST EDT ET CST CDT CT MST MDT MT PST PDT PT GMT UTC BST CET CEST EET EEST MSK IST Eastern Central Pacific Mountain
    Greenwich
    """)
)

# Words that begin sentences and hardly ever continue a name in capitals.
STARTERS = frozenset(
    listed("""
    A An The This That These Those There Here It Its He His Him She Her They Their Them We Our You Your I My One
    Some Many Most Several Few Both Each Every Any All None Nobody Nothing Neither Either Another Other Others Such
    And But Or Nor So Yet For If When While Where Whether Although Though Because Since As Until Unless Once Before
    After During Despite With Without Within Among Amid Between Under Over Against Across Behind Beyond Following
    According In On At By From To Of Through Throughout Toward Towards Upon About Around Besides Like Unlike Instead
    However Meanwhile Moreover Furthermore Nevertheless Nonetheless Still Also Then Now Later Earlier Afterward
    Afterwards Again Already Even Just Only Perhaps Maybe Indeed Thus Therefore Hence Rather Today Tonight Yesterday
    Tomorrow Overnight Recently Currently Finally Eventually Asked Speaking What Who Whom Whose Which Why How Not Never
    Is Are Was Were Do Does Did Has Have Had Can Could Will Would Should May Might Must Let Yes
    Mr Mrs Ms
    Officials Residents Witnesses Analysts Critics Experts Lawmakers Diplomats Doctors Protesters Reporters Survivors
    Aides Relatives Investigators Negotiators Observers Rescuers Hundreds Thousands Dozens Two Three Four Five Six
    Seven Eight Nine Ten
    """)
)

# Those of them that are nobody's name.
PLAIN_STARTERS = frozenset(listed("He She They It We I You The A This That These Those His Her Their But And"))

# What single letters label: after "plan B" the stop ends the sentence, after "George W" it does not.
LETTERED = frozenset(
    listed(
        "plan vitamin letter type hepatitis block group zone grade gate annex point section article unit option phase class "
        "exhibit appendix sector area terminal wing team version checkpoint camp"
    )
)

# Names that carry their own mark.
MARKED_NAMES = frozenset(("Yahoo", "Jeopardy", "Yum", "Jeb"))

# Verbs that bind a quotation ending in "?" or "!" to the name after it.
SAYING = frozenset(
    listed("""
    said says asked asks told tells replied replies wrote writes added adds cried shouted yelled exclaimed tweeted
    responded answered wondered demanded declared insisted joked quipped screamed began continued recalled remarked
    warned announced thundered retorted inquired pleaded
    """)
)

# Last parts of host names: "Example.Com" is no missing space.
DOMAINS = frozenset(listed("com org net gov edu mil int info uk us ru ua ir il eu fr de tr am az ge js io co html php"))
