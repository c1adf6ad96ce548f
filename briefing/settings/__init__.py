"""TOML becomes a frozen Profile made of the stages' own settings; a sides file becomes declared sides.

Every key is checked: an unknown one is an error that names the nearest right one. It reads no environment and no clock.
"""

from briefing.settings.profile import Profile, read_profile
from briefing.settings.review import read_review, review_rows
from briefing.settings.secret import password
from briefing.settings.sides import read_sides, sides_as_toml
from briefing.settings.starter import starter

__all__ = [
    "Profile",
    "password",
    "read_profile",
    "read_review",
    "read_sides",
    "review_rows",
    "sides_as_toml",
    "starter",
]
