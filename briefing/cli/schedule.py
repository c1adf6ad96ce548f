"""`briefing schedule`: what makes the machine run `briefing daily` when the profile says it is due.

It runs a quarter of an hour apart all day: a run with nothing to do changes nothing, and one that comes later sends what a
mail server put off, or catches up what a machine that slept has missed.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from briefing.cli.choices import profile_of
from briefing.cli.terminal import plain
from briefing.cli.write import write_all
from briefing.settings import Profile

_EVERY = 15  # minutes; every zone of today differs from UTC by a multiple of it, so that the due time is always met


def schedule(chosen: argparse.Namespace) -> int:
    """Print the timer, or write its two files into a folder."""
    profile, command = profile_of(chosen), _command(Path(chosen.profile).resolve())
    if chosen.cron:
        print(_cron(profile, command))
        return 0
    units = {"briefing.service": _service(profile, command), "briefing.timer": _timer(profile)}
    if chosen.output:
        for path in write_all(Path(chosen.output), {name: text.encode() for name, text in units.items()}):
            print(plain(path))
    else:
        print("\n".join(f"# {'-' * 8} {name}\n{text}" for name, text in units.items()), end="")
    return 0


def _command(profile: Path) -> list[str]:
    """Return the command that runs this very installation, in whole paths: a timer has no folder and no search path."""
    script = Path(sys.executable).with_name("briefing")
    start = [str(script)] if script.exists() else [sys.executable, "-m", "briefing"]
    return [*start, "daily", "--profile", str(profile), "--quiet"]


def _minutes(profile: Profile) -> list[int]:
    return [profile.due.minute % _EVERY + shift for shift in range(0, 60, _EVERY)]


def _cron(profile: Profile, command: list[str]) -> str:
    line = shlex.join(command).replace("%", "\\%")  # Source: crontab(5): an unescaped % ends the command
    return (
        f"# {profile.due:%H:%M} {profile.timezone} is among these minutes, whatever the zone of this machine. Add with: crontab -e\n"
        f"{','.join(map(str, _minutes(profile)))} * * * * {line}"
    )


def _service(profile: Profile, command: list[str]) -> str:
    title = " ".join(plain(profile.title).split()).replace("%", "%%")
    server = profile.server
    secret = ""
    if server and server.user and not server.password_file:
        secret = f"# One line, {server.password_env}=…, in a file that only you can read (chmod 600).\nEnvironmentFile=-%h/.config/briefing.env\n"
    return f"""# Save as ~/.config/systemd/user/briefing.service
[Unit]
Description=briefing: {title}

[Service]
Type=oneshot
ExecStart={" ".join(map(_word, command))}
# Nothing to brief yet (3), or another run at work (7): a later one does it, nobody need be woken.
SuccessExitStatus=3 7
{secret}NoNewPrivileges=yes
"""


def _timer(profile: Profile) -> str:
    return f"""# Save as ~/.config/systemd/user/briefing.timer, then:
#   systemctl --user daemon-reload && systemctl --user enable --now briefing.timer
#   loginctl enable-linger        (so that it runs while you are not logged in)
[Unit]
Description=briefing: due at {profile.due:%H:%M} {profile.timezone}

[Timer]
OnCalendar=*-*-* {profile.due:%H:%M}:00 {profile.timezone}
# What a mail server put off is sent at one of these; a run with nothing to do changes nothing.
OnCalendar=*-*-* *:{_minutes(profile)[0]:02}/{_EVERY}:00
Persistent=true

[Install]
WantedBy=timers.target
"""


def _word(word: str) -> str:
    """Return a word of a command as systemd reads it. Source: systemd.service(5), command lines; systemd.unit(5), specifiers."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if escaped != word or any(sign.isspace() or sign in "';" for sign in word) else word
