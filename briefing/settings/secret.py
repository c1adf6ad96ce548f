"""The password of the mail server: from a variable, or from a file that nobody else can read. It is handed on, never kept."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping

from briefing.deliver import ServerSettings
from briefing.model import SettingsError

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def password(server: ServerSettings, environment: Mapping[str, str]) -> str | None:
    """Return the password, None where nobody logs in; the variable wins over the file. Raises SettingsError.

    No message holds any part of it.
    """
    if not server.user:
        return None
    found = environment.get(server.password_env)
    if not found and server.password_file is not None:
        found = _read(str(server.password_file))
    if not found:
        raise SettingsError(
            f"no password for the mail server: {server.user} at {server.host} – put it into the variable"
            f" {server.password_env}, or into the password_file of [server]"
        )
    return found


def _read(name: str) -> str:
    try:
        with open(name, encoding="utf-8") as file:  # noqa: PTH123 - the handle that is checked must be the one that is read
            mode = os.fstat(file.fileno()).st_mode
            if mode & _OTHERS:
                raise SettingsError(
                    f"others can read the password: {name} has the permissions {stat.S_IMODE(mode):04o} – chmod 600 it"
                )
            lines = file.read(4096).splitlines()
    except (OSError, UnicodeDecodeError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) else "it is not UTF-8"
        raise SettingsError(f"cannot read the password: {name}: {reason} – check the name and the encoding") from None
    return lines[0].strip() if lines else ""
