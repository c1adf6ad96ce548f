"""Outlets of one newsroom under several names: what two of them print is one house reporting.

Own compilation, from the names that outlets give themselves. Newspapers of one owner with newsrooms of their own are not in it.
"""

from __future__ import annotations

_FAMILIES = {
    "ABC News": ("ABC News (Online)", "ABC News Online", "abcnews.go.com"),
    "Al Jazeera": ("Al Jazeera English", "AlJazeera", "aljazeera.com"),
    "Associated Press": ("AP", "The Associated Press", "Associated Press Fact Check", "apnews.com"),
    "BBC News": ("BBC", "BBC World", "BBC News Online", "BBC News (Online)", "bbc.com", "bbc.co.uk"),
    "CBS News": ("CBS News (Online)", "CBS News Online", "cbsnews.com"),
    "CNN": ("CNN (Web News)", "CNN (Online News)", "CNN International", "CNN (Opinion)", "cnn.com"),
    "Deutsche Welle": ("DW", "dw.com"),
    "Fox News": ("Fox Online News", "Fox News (Online)", "Fox News Digital", "FOX News", "foxnews.com"),
    "HuffPost": ("Huffington Post", "The Huffington Post", "huffpost.com"),
    "NBC News": ("NBCNews.com", "NBC News (Online)", "NBC News Digital", "nbcnews.com"),
    "New York Times": ("The New York Times", "New York Times (News)", "New York Times (Online)", "nytimes.com"),
    "NPR": ("NPR News", "NPR Online News", "npr.org"),
    "Reuters": ("Thomson Reuters", "Reuters UK", "reuters.com"),
    "USA Today": ("USA TODAY", "usatoday.com"),
    "Wall Street Journal": ("The Wall Street Journal", "Wall Street Journal (News)", "wsj.com"),
    "Washington Post": ("The Washington Post", "washingtonpost.com"),
}
_HOUSE = {name: house for house, names in _FAMILIES.items() for name in names}


def house_of(outlet: str) -> str:
    """Return the name under which an outlet's newsroom is counted: its own where no other is known."""
    return _HOUSE.get(outlet, outlet)
