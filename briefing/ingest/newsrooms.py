"""Agencies and datelines: who is credited in print, and which words stand before the dash. Tables, no logic."""

from __future__ import annotations

import re

# Agencies by every form in which credits name them. Source: the agencies' own style of credit.
AGENCIES = {
    form: name
    for name, forms in {
        "Reuters": "Reuters|Thomson Reuters|Thomson Reuters Foundation",
        "AP": "AP|The Associated Press|Associated Press|The AP",
        "AFP": "AFP|Agence France-Presse|Agence France Presse|Agence-France Presse|AFP News",
        "TASS": "TASS|ITAR-TASS|Itar-Tass",
        "Interfax": "Interfax|Interfax-Ukraine",
        "dpa": "dpa|DPA|Deutsche Presse-Agentur",
        "Xinhua": "Xinhua|Xinhua News Agency",
        "Anadolu": "AA|Anadolu|Anadolu Agency",
        "UPI": "UPI|United Press International",
        "EFE": "EFE|Agencia EFE",
        "ANSA": "ANSA",
        "PA": "PA|PA Media|Press Association|PA Wire",
        "RIA": "RIA|RIA Novosti|Sputnik",
        "IRNA": "IRNA",
        "ISNA": "ISNA",
        "Tasnim": "Tasnim|Tasnim News Agency",
        "Fars": "Fars|FNA",
        "SANA": "SANA",
        "WAFA": "WAFA",
        "NNA": "NNA",
        "MENA": "MENA",
        "SPA": "SPA",
        "WAM": "WAM",
        "Petra": "Petra",
        "Kyodo": "Kyodo|Kyodo News",
        "Jiji": "Jiji|Jiji Press",
        "Yonhap": "Yonhap|Yonhap News Agency",
        "KCNA": "KCNA",
        "PTI": "PTI|Press Trust of India",
        "ANI": "ANI",
        "IANS": "IANS",
        "APP": "APP|Associated Press of Pakistan",
        "Antara": "Antara",
        "Bernama": "Bernama",
        "VNA": "VNA",
        "CNA": "CNA",
        "Ukrinform": "Ukrinform",
        "Unian": "UNIAN|Unian",
        "BelTA": "BelTA|BELTA",
        "Armenpress": "Armenpress|ARMENPRESS",
        "Azertac": "Azertac|AZERTAC|AzerTAc",
        "APA": "APA",
        "Trend": "Trend",
        "BTA": "BTA",
        "Tanjug": "Tanjug|TANJUG",
        "PAP": "PAP",
        "CTK": "CTK|ČTK",
        "MTI": "MTI",
        "Belga": "Belga",
        "ANP": "ANP",
        "TT": "TT|TT News Agency",
        "NTB": "NTB",
        "Ritzau": "Ritzau",
        "AAP": "AAP|Australian Associated Press",
        "The Canadian Press": "The Canadian Press|Canadian Press|CP",
        "Bloomberg": "Bloomberg|Bloomberg News",
        "CNN": "CNN|CNN Wire",
        "RFE/RL": "RFE/RL|RFE|RFERL",
        "VOA": "VOA|Voice of America",
        "IPS": "IPS",
        "Prensa Latina": "Prensa Latina",
        "Notimex": "Notimex",
        "MAP": "MAP",
        "APS": "APS",
        "TAP": "TAP",
        "GNA": "GNA",
        "NAN": "NAN",
        "SAPA": "SAPA",
    }.items()
    for form in forms.split("|")
}

# Upper-case words before a dash that are no places.
NO_PLACES = frozenset(
    [
        "NATO",
        "EU",
        "UN",
        "USA",
        "UK",
        "UAE",
        "OSCE",
        "CSTO",
        "ISIS",
        "ISIL",
        "OPEC",
        "IAEA",
        "WHO",
        "IMF",
        "FBI",
        "CIA",
        "NSA",
        "GOP",
        "NBC",
        "CBS",
        "ABC",
        "BBC",
        "CNN",
        "AFP",
        "TASS",
        "IDF",
        "PKK",
        "YPG",
        "SDF",
        "BREAKING",
        "UPDATE",
        "UPDATED",
        "URGENT",
        "ALERT",
        "FLASH",
        "EXCLUSIVE",
        "ANALYSIS",
        "OPINION",
        "CORRECTION",
        "CORRECTED",
        "CLARIFICATION",
        "EDITORIAL",
        "COMMENT",
        "WATCH",
        "VIDEO",
        "PHOTOS",
        "PHOTO",
        "LIVE",
        "FACTBOX",
        "EXPLAINER",
        "TIMELINE",
        "PROFILE",
        "INTERVIEW",
        "NEWSMAKER",
        "FEATURE",
        "INSIGHT",
        "SPECIAL",
        "REPORT",
        "NOTE",
        "WRAPUP",
        "RECAP",
        "BACKGROUND",
        "SUMMARY",
        "CAPTION",
        "ADVISORY",
        "READ",
        "MORE",
        "RELATED",
        "OK",
        "YES",
        "NO",
        "TV",
        "PDF",
        "FAQ",
        "CLOSE",
        "STORY",
        "HIGHLIGHTS",
    ]
)

# Cities that stand before a dash in mixed case, or before a colon; too few to be a gazetteer, enough for news.
# Source: capitals and seats of agencies' bureaus.
PLACES = frozenset(
    """Abu Dhabi|Abuja|Accra|Addis Ababa|Aden|Aleppo|Algiers|Almaty|Amman|Amsterdam|Ankara|Asmara|Astana|Athens|Baghdad|Baku|Bamako
    |Bangkok|Barcelona|Beijing|Beirut|Belfast|Belgrade|Benghazi|Berlin|Bern|Bishkek|Bogota|Bogotá|Brasilia|Bratislava|Brussels
    |Bucharest|Budapest|Buenos Aires|Cairo|Canberra|Caracas|Chicago|Chisinau|Colombo|Copenhagen|Dakar|Damascus|Delhi|Dhaka|Doha
    |Donetsk|Dubai|Dublin|Dushanbe|Erbil|Gaza|Gaza City|Geneva|Goma|Grozny|Guatemala City|Hanoi|Harare|Havana|Helsinki|Hong Kong
    |Idlib|Islamabad|Istanbul|Jakarta|Jerusalem|Johannesburg|Juba|Kabul|Kampala|Karachi|Kathmandu|Kharkiv|Khartoum|Kiev|Kigali
    |Kinshasa|Kuala Lumpur|Kuwait City|Kyiv|Lagos|Lahore|La Paz|Lima|Lisbon|Ljubljana|London|Los Angeles|Luanda|Luhansk|Lviv|Madrid
    |Manama|Manila|Maputo|Mariupol|Mexico City|Miami|Minsk|Mogadishu|Monrovia|Montreal|Moscow|Mumbai|Muscat|Nairobi|Naypyitaw
    |New Delhi|New York|Niamey|Nicosia|Odesa|Odessa|Oslo|Ottawa|Ouagadougou|Paris|Peshawar|Phnom Penh|Podgorica|Prague|Pretoria
    |Pristina|Pyongyang|Quetta|Quito|Rabat|Ramallah|Rangoon|Riga|Rio de Janeiro|Riyadh|Rome|San Francisco|San Salvador|Sanaa|Santiago
    |Sao Paulo|São Paulo|Sarajevo|Seoul|Sevastopol|Shanghai|Simferopol|Singapore|Skopje|Sofia|Srinagar|St. Petersburg|Stepanakert
    |Stockholm|Strasbourg|Sydney|Taipei|Tallinn|Tashkent|Tbilisi|Tegucigalpa|Tehran|Tel Aviv|The Hague|Tirana|Tokyo|Toronto|Tripoli
    |Tunis|Ulaanbaatar|United Nations|Vatican City|Vienna|Vientiane|Vilnius|Warsaw|Washington|Yangon|Yerevan|Zagreb|Zurich""".replace(
        "\n    ", ""
    ).split("|")
)

# In running credit lines; names that are also words or first names are looked for in brackets and bylines only.
_AMBIGUOUS = frozenset((
    "AA", "PA", "CP", "TT", "MAP", "TAP", "APA", "NAN", "SPA", "PAP", "ANI", "APP", "CNA", "Trend", "Petra", "Fars", "Belga", "Antara", "Sputnik", "CNN",
))  # fmt: skip
AGENCY = re.compile(
    "|".join(rf"\b{re.escape(form)}\b" for form in sorted(AGENCIES, key=len, reverse=True) if form not in _AMBIGUOUS)
)
