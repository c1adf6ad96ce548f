"""The words by which furniture is known: tables, no logic. English first; other languages where they were met.

Every pattern is anchored at the start of a paragraph and bounded, so that matching is linear. A pattern stands here
because it was seen in saved pages and news collections; the cases under tests/cases/ingest show what each must not touch.
"""

from __future__ import annotations

import re


def _starts(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


# "OPEN" patterns are believed only where the paragraph has no end mark, as headlines and links have none.
LINKS = _starts(
    r"(?i:(?:read|see) more\s*[:»>…|]|(?:read|see|watch) also\b|also read\b\s*[:»>|-])",
    r"(?i:related(?: (?:stories|articles?|content|news|links?|coverage|topics?|video))?\s*[:»>|])\s?[^\W_a-z\d]|(?i:related\s*:)\s?[\"“‘']",
    r"(?i:also on\b[^.]{1,30}:)",
    r"(?i:\(\s*(?:also on|photos?|videos?|watch|read|see|related|more|listen|full coverage|graphic|map|pdf|live|poll|story|stories)\b[^.()]{0,30}:.{0,200}\)$)",
    r"(?i:\[\s*(?:watch|read|see|related|more|click|listen|video|photos?|pullquote)\b.{0,200}\]$)",
    r"JUST WATCHED\b|MUST WATCH\b|(?i:just watched\b.{0,200}must watch\b)",
    r"(?i:(?:story|article)\s+continue[sd]?\s+(?:below|after)\b.{0,60}$)",
    r"(?i:this (?:article|story|post) (?:is |was )?(?:tagged|filed)\s+(?:under|in)\b.{0,160}$)",
    r"(?i:(?:read or )?share this (?:story|article)\s*:\s*https?://\S+$)",
    r"(?i:more on this(?: story)?\.{3}$)",
    r"(?i:click (?:here|to (?:read|watch|see|view|listen|subscribe|enlarge|share))\b.{0,120}$|click for more\b.{0,60}$)",
    r"(?i:(?:continue|keep) reading\b.{0,80}$|(?:jump|skip) to (?:main )?(?:content|comments|navigation)$|back to top$|scroll down\b.{0,60}$)",
    r"(?i:read the full (?:story|article|text|report|transcript|statement|interview)\b(?: (?:here|at|on)\b.{0,80})?\.?$)",
    r"(?i:(?:lesen sie (?:auch|mehr)|mehr zum thema|lire aussi|à lire aussi|voir aussi|lea también|lee también|leia também|leia mais|leggi anche|lees ook"
    r"|читайте также|читать также|также читайте|ilgili haber)\b\s*[:»>]?.{0,200}$)",
)
LINKS_OPEN = _starts(
    r"(?i:(?:read|see|watch|listen|view)\s+(?:more|next)\b.{0,100}$)",
    r"(?i:(?:related|recommended|more|read|watch|see|videos?|photos?|gallery|pictures|in pictures|graphic|infographic|maps?|audio|podcast|story|stories"
    r"|analysis|opinion|explainer|timeline|quiz|poll|transcript|full coverage|special (?:report|coverage)|live(?: updates)?|must read|up next"
    r"|editors?['’]? picks?|don['’]t miss|you (?:may|might) also like|most (?:read|popular|viewed|shared)|trending|latest(?: news| stories| headlines)?"
    r"|top stories|topics|tags|keywords|categories|filed under|tagged|further reading|more (?:stories|news|coverage|from [^.:]{1,30}))\s*[:»>|]\s?\S)",
    r"(?i:(?:related|recommended|related (?:stories|articles?|content|news|links?|coverage|topics?)|more (?:stories|news|coverage)|most (?:read|popular|viewed)"
    r"|you (?:may|might) also like|editors?['’]? picks?|read more|read also|see also|more on (?:this(?: story)?|the story)?|further reading|top stories"
    r"|latest (?:news|stories|headlines)|up next|trending(?: now)?|in this (?:story|article)|topics|tags|enlarge(?: this)? image)\s*[.…:]*$)",
    r"(?i:more\s+(?:on|from|about)\s+(?:this|the)\s+(?:story|topic|author|conflict|war|crisis)\b.{0,40}$)",
    r"(?i:(?:map|video|photo|photos|gallery|slideshow|interactive|audio|graphic|photograph|image|videos|watch|listen|play|replay|print|comments?|close|menu|search|home)$)",
)
# Headings after which a list of other stories stands, until prose goes on.
LINK_LIST = re.compile(
    r"(?i:related(?: (?:stories|articles?|content|news|links?|coverage|topics?))?|recommended|more (?:stories|news|coverage|on this(?: story)?|on this\.{3})"
    r"|most (?:read|popular|viewed)|you (?:may|might) also like|editors?['’]? picks?|read also|see also|further reading|top stories|latest (?:news|stories)|up next|trending(?: now)?)\s*[.…:]*$"
)
NOTICES = _starts(
    r"©|(?i:copyright\s*(?:©|\(c\)|\d{4}))|(?i:\(c\)\s*\d{4})",
    r"(?i:this material may not be published\b.{0,120}$)",
    r"(?i:(?:advertisement|sponsored content|anzeige|publicité|publicidad|реклама|reklam|paid post)\.?(?:\s*[-:—]?\s*(?:continue|story|article|scroll)\b.{0,60})?$)",
    r"(?i:(?:sign up|subscribe)\s+(?:now|today|here|for|to|below|free)\b.{0,200}$|register (?:now|for free|here|to (?:read|continue))\b.{0,120}$)",
    r"(?i:(?:get|receive)\s+(?:our|the|your|daily|breaking|more)\b.{0,80}\b(?:newsletters?|inbox|e-?mail alerts?)\b.{0,100}$)",
    r"(?i:by (?:signing up|subscribing|clicking|submitting|entering your|providing your|using this|continuing to (?:use|browse))\b.{0,80}\byou (?:agree|consent|accept|acknowledge)\b)",
    r"(?i:(?:we|this (?:web)?site|our (?:web)?site|we and our partners)\b.{0,30}\buses? cookies\b)",
    r"(?i:(?:accept|manage|reject|allow)\s+(?:all\s+)?(?:cookies|consent)\b.{0,60}$)",
    r"(?i:(?:share|tweet|email|e-mail|print|pin|save|whatsapp|facebook|twitter|linkedin|reddit|telegram|copy link|mail)"
    r"(?:[\s|/,·•]+(?:on|via|this|the|with|us|to|or|and|article|story|page|friends?|share|tweet|email|e-mail|print|pin|save|comments?|mail|copy|link"
    r"|whatsapp|facebook|twitter|linkedin|reddit|telegram|pinterest|messenger|x|now)){1,14}[.!:]?$)",
    r"(?i:[-–—]?\s*(?:follow|like|find|join|connect with|add)\b[^.]{0,60}?(?:@\s?\w|\b(?:on|via|at)\s+(?:twitter|facebook|x|instagram|telegram|youtube|linkedin|social media)\b).{0,120}$)",
    r"(?i:join us on\b.{0,60}$)",
    r"(?i:[\[(]?\s*(?:editor['’]?s?['’]?\s+note|ed\.\s+note|publisher['’]?s note)\b)",
    r"(?i:(?:disclaimer|clarification|correction)s?\s*:)",
    r"(?i:the (?:opinions|views)(?: and opinions)? expressed (?:(?:in|by) (?:this|the (?:article|author|column|commentary|piece|writer))|here|are)\b)",
    r"(?i:this is a (?:developing|breaking)(?: news)? story\b|this story (?:is|was) (?:developing|being updated)\b)",
    r"(?i:this (?:article|story|post|page) (?:has been|was|will be) (?:last )?(?:updated|corrected|amended)\b)",
    r"(?i:this (?:article|story|post|piece|content) (?:was|is) (?:originally |first )?(?:published|produced|republished|reprinted|translated|distributed|generated) (?:on|in|by|from|with|at)\b)",
    r"(?i:\(?we (?:(?:most|last) recently|last) updated this (?:post|story|page)\b)",
    r"(?i:to contact the (?:reporters?|editors?|author|writer)\b)",
    r"(?i:(?:write to|e-?mail|contact|reach)\b.{0,80}\s[\w.+-]{1,40}@[\w.-]{1,60}\.?$)",
    r"(?i:(?:please )?(?:enable|turn on|activate) (?:javascript|cookies)\b)",
    r"(?i:(?:log ?in|sign in)\b.{0,60}$|create an? (?:free )?account\b|already (?:a|have an?) (?:subscriber|member|account)\b|forgot(?:ten)? (?:your )?password\b)",
    r"(?i:(?:download|get|install)\s+(?:the|our)\b.{0,30}\bapp\b.{0,80}$)",
    r"(?i:support (?:our|independent|quality) (?:work|journalism|reporting|newsroom)\b|become a (?:member|subscriber|supporter|patron)\b.{0,80}$)",
    r"(?i:(?:thank you|thanks) for (?:reading|subscribing|signing up)\b)",
    r"(?i:view (?:this (?:email|e-mail|message|newsletter)|(?:it )?in (?:your )?browser|online|comments)\b|unsubscribe\b|update your preferences\b|forward (?:this )?to a friend\b"
    r"|manage (?:your )?(?:subscription|preferences)\b|you (?:are|have) receiv(?:ing|ed) this (?:e-?mail|message|newsletter)\b|this (?:e-?mail|message|newsletter) was sent\b)",
    r"(?i:(?:privacy policy|terms (?:of (?:use|service)|and conditions)|cookie policy|contact us|about us|advertise with us)\s*(?:$|[|·•,/&]))",
    r"(?i:(?:estimated )?reading time\b.{0,30}$|\d{1,3}\s?[- ]?min(?:ute)?s?\s+read$)",
    r"(?i:(?:image|photo|video|audio|media) (?:unavailable|not available|could not be loaded)\b)",
    r"(?i:your browser does not support\b)",
    r"ANALYSIS\s?/\s?OPINION\s*:?$",
    r"(?i:scroll carousel\b)",
)
# Words that no sentence of news contains, anywhere in a short paragraph.
NOTICE_PHRASES = (
    "all rights reserved",
    "to your inbox",
    "manage newsletters",
    "privacy policy and terms",
    "reprint permission",
    "sign up here",
    "sign up for our",
)
NOTICES_OPEN = _starts(
    r"(?i:(?:sign up|subscribe|register|newsletters?|donate|support us|follow|share|tweet|email|print|sponsored|advertising|promoted|ad)\b(?: (?:now|today|here|us))?$)",
    r"(?i:follow @?\w+.{0,60}$)",
)
CAPTIONS = _starts(
    r"(?i:file (?:photo|picture|image|pic)\b|file\s?[-–—]\s)",
    r"(?i:(?:photos?|picture|image|foto|photograph|caption|pictured|photo caption|illustration|photo credit|image credit|фото|bild)\s*(?:\d{1,3}\s*(?:of|/)\s*\d{1,3}\s*)?[:|]\s)",
    r"(?i:image (?:source|caption|copyright)\b)",
    r"(?i:enlarge(?: this)? image\b.{0,20}\btoggle caption\b|(?:toggle|hide) caption\b)",
    r"CLOSE [A-Z]",
    r".{0,400}\bHide [Cc]aption \d{1,3} of \d{1,3}\b",
    r".{0,400}\s\|\s(?:REUTERS|AP Photo|AP|AFP|Getty(?: Images)?|EPA)\b[^.!?]{0,200}$",
)
CAPTIONS_OPEN = _starts(
    r"(?i:(?:photos?|photograph|picture|image|illustration|graphic)s?\s+(?:by|courtesy of)\s+\S)",
    r"(?i:credit\s*:)",
)
# How a caption ends: "(AP Photo/Jane Doe)", "/Getty Images", "REUTERS/Jane Doe".
CAPTION_END = re.compile(
    r"(?:\((?:AP |File |Courtesy |Handout |AFP |EPA )?(?:[Pp]hoto|PHOTO|Image|Picture)s?(?:\s?(?:by|courtesy of)\b[^()]{0,80}|\s?[:/][^()]{0,80})?\)"
    r"|\([^()]{0,60}(?:/\s?(?:AP|AFP|Reuters|EPA|Getty Images|Shutterstock|Anadolu|Xinhua|TASS)|via (?:AP|AP Images|Reuters|Getty Images|Flickr))\)"
    r"|/\s?(?:AP|AFP|EPA|Reuters|Getty(?: Images)?|Landov|Shutterstock|Anadolu Agency)(?:(?:\s?/\s?|\s+via\s+)(?:Getty(?: Images)?|AP|Reuters|Landov))?"
    r"|\bREUTERS/[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+){0,3}"
    r"|\b(?:Photograph|Photo|Picture)s?: [A-Z][\w’'. /&-]{1,70}"
    r"|\bvia (?:Getty Images|AP Images)|\bAP Photo/[\w’'. -]{3,40})[.)\]]{0,2}$"
)
HIGHLIGHTS = re.compile(r"(?ai:story highlights)\b")
HIGHLIGHTS_ALONE = frozenset(
    ("highlights", "key points", "key takeaways", "at a glance", "the main points", "in brief", "in short", "tl;dr")
)
# Live pages head their entries so.
ENTRY_HEADS = re.compile(
    r"(?i:updated?\s+(?:at\s+)?\d{1,2}[:.]\d{2}\b.{0,120}:$|(?:update\s+)?\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?\s*:$)"
)
CREDITS = _starts(
    r"[—–-]{1,2}\s?[^()]{1,60} \(@\w{1,20}\)(?:\s\w{3,9} \d{1,2}, \d{4})?$",  # who wrote the message on a network above
    r"[\[(]?\s*(?i:(?:additional |further )?reporting(?: and (?:writing|editing))?) (?i:by|from) [^\W\d_a-z]",
    r"(?i:\(?with (?:additional |further )?(?:reporting|files|inputs?|contributions) (?:by|from)\b)",
    r"(?i:[•*]?\s*this (?:article|report|story) (?:is|was) based (?:in part |partly )?on (?:wire|agency|news agency))",
    r"(?i:\(?with .{0,30}\bwires?\)?\.?$)",
    r"(?i:\(?with agenc(?:y|ies)\b(?: inputs?)?\)?\.?$)",
)
# Believed at the end of an article only, or without an end mark.
CREDITS_LAST = _starts(
    r"[\[(]?\s*(?i:writing|editing|compiled|reported|written|edited|translated|produced|research)\b[^.;]{0,30}\b(?i:by) [^\W\d_a-z]",
)
CREDITS_OPEN = _starts(r"(?i:\(?(?:sources?|agenc(?:y|ies)|contributing|contributors?)\s*:\s*\S)")
CREDIT_TAIL = re.compile(
    r"\s*\((?i:(?:additional |further |with )?(?:reporting|writing|editing|compiled|reported|written|edited))\b[^()]{0,40}\b(?i:by)\b[^()]{0,400}\)\s*$"
)
CONTRIBUTED = re.compile(
    r"\bcontributed (?:(?:\w+ )?(?:reporting|research|material) )?(?:to|for) this (?:report|story|article|post|piece|dispatch)\b|\bcontributed reporting\b"
)
REPORTED_FROM = re.compile(r"\breported from [A-Z]|\breporting from [A-Z]|\breported on this story\b")
NO_CREDIT = re.compile(r"\b(?:that|saying|said|says)\b")
BYLINES = re.compile(
    r"(?:(?i:story|written|reported|report|text|words|posted|analysis|opinion|review|interview) [Bb][Yy]|[Bb]y|BY|(?i:authors?\s*:))\s*:?\s+"
)
# What may stand beside the names in a byline.
ROLES = frozenset(
    ["in", "of", "for", "at", "the", "and", "with", "correspondent", "correspondents", "staff", "writer", "writers", "reporter", "reporters", "editor", "editors", "special", "to", "contributor", "contributors", "columnist", "bureau", "chief", "senior", "chief", "foreign", "diplomatic", "defence", "defense", "political", "national", "news", "agencies", "agency", "wire", "desk", "team"]
)  # fmt: skip
PARTICLES = frozenset(
    [
        "de",
        "del",
        "da",
        "di",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "bint",
        "ibn",
        "al",
        "el",
        "ben",
        "y",
        "e",
        "do",
        "dos",
        "du",
    ]
)
CALENDAR = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "today", "tomorrow", "yesterday", "tonight", "morning", "evening", "noon", "midnight"]
)  # fmt: skip

# The first words of all patterns above that are believed in spite of an end mark, so that prose is let pass at a glance.
FIRST_WORDS = frozenset(
    ["accept", "activate", "add", "additional", "all", "allow", "already", "also", "anzeige", "article", "articles", "at", "audio", "author", "authors", "back", "based", "bild", "by", "caption", "click", "close", "clarification", "clarifications", "compiled", "connect", "contact", "contributing", "contributor", "contributors", "cookie", "copy", "copyright", "correction", "corrections", "create", "credit", "disclaimer", "download", "ed", "edited", "editing", "editor", "editor's", "editor’s", "editors", "e-mail", "email", "enable", "enlarge", "estimated", "facebook", "file", "find", "follow", "forgot", "forgotten", "forward", "foto", "further", "get", "graphic", "hide", "highlights", "illustration", "image", "install", "join", "jump", "just", "keep", "lea", "leggi", "lees", "leia", "lee", "lesen", "like", "linkedin", "lire", "listen", "live", "log", "login", "mail", "manage", "map", "media", "mehr", "more", "must", "our", "paid", "pdf", "photo", "photograph", "photos", "picture", "pictured", "pin", "please", "poll", "print", "privacy", "produced", "publicidad", "publicité", "publisher's", "publisher’s", "publishers", "reklam", "реклама", "read", "receive", "reddit", "register", "reject", "related", "report", "reported", "reporting", "research", "save", "scroll", "see", "share", "sign", "skip", "source", "sources", "sponsored", "stories", "story", "subscribe", "support", "telegram", "terms", "thank", "thanks", "the", "this", "toggle", "translated", "turn", "tweet", "twitter", "unsubscribe", "update", "updated", "video", "videos", "view", "voir", "à", "watch", "we", "whatsapp", "with", "write", "writing", "written", "you", "your", "читайте", "читать", "также", "фото", "ilgili"]
)  # fmt: skip
# Those of the patterns that are believed without an end mark or at the end of an article only.
OPEN_WORDS = frozenset(
    ["about", "ad", "advertise", "advertisement", "advertising", "agency", "agencies", "analysis", "become", "categories", "comment", "comments", "continue", "don't", "donate", "explainer", "filed", "full", "gallery", "home", "in", "infographic", "interactive", "keywords", "latest", "menu", "most", "must", "newsletter", "newsletters", "next", "opinion", "play", "podcast", "promoted", "quiz", "reach", "recommended", "replay", "search", "slideshow", "special", "tagged", "tags", "timeline", "to", "top", "topics", "transcript", "trending", "up"]
)  # fmt: skip
# Words at which no headline ends: the next line goes on with it.
UNFINISHED = frozenset((
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "over", "the", "to", "with", "after", "amid",
))  # fmt: skip
# A credit for help with a report, not for the report.
HELPED = re.compile(r"\bcontribut|\bwith (?:additional |further )?(?:reporting|files|inputs?)\b", re.IGNORECASE)
