"""One message: multipart/mixed(alternative(text, HTML), PDF), with everything in it derived from its content."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from email.utils import format_datetime, getaddresses

from briefing.model import Brief, DeliveryError

# RFC 5322 allows 998 characters a line; nobody reads a subject of more than 200.
_SUBJECT = 200
WAY_OUT = 75  # characters; the lines of a header have 78, a space and two angle brackets are among them
# Source: RFC 2606, a name that never resolves; Message-IDs need a domain, a draft without sender has none.
_NOWHERE = "briefing.invalid"
# C0, C1, line and paragraph separators, bidi controls, zero-width marks, lone surrogates: none of them belongs in a header.
_FOREIGN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")


def compose(
    brief: Brief,
    *,
    text: str,
    html: str,
    pdf: bytes | None,
    to: tuple[str, ...] = (),
    sender: str | None = None,
    date: datetime | None = None,
    unsubscribe: str | None = None,
) -> EmailMessage:
    """Return the message; without recipients it is a draft (`X-Unsent: 1`) that opens in a mail program for a human to send.

    `date` (aware) is when it is sent, the cut-off without one; `unsubscribe` a mailto or https address, by default a
    message to the sender. Message-ID and boundaries are hashes of the content: see `message_id`. Raises DeliveryError for
    an address that cannot be one, or if the message read back is not the one written.
    """
    digest = _digest(subject(brief), text, html, "\n".join(to), sender or "", pdf or b"")
    message = EmailMessage(policy=SMTP)
    if sender is not None:
        message["From"] = address(sender)
    if to:
        message["To"] = tuple(address(recipient) for recipient in to)
    message["Subject"] = subject(brief)
    if (sent := date or brief.cutoff) is not None:
        message["Date"] = format_datetime(sent)
    message["Message-ID"] = _message_id(brief, to, sender)
    message["Auto-Submitted"] = "auto-generated"  # Source: RFC 3834, 5: no out-of-office notes come back
    if sender is not None and (way := _way_out(sender, unsubscribe)):
        message["List-Unsubscribe"] = f"<{way}>"  # Source: RFC 2369, 3.2
    if not to:
        message["X-Unsent"] = "1"
    _fill(message, brief, text=text, html=html, pdf=pdf, digest=digest)
    _check(message, to=to, parts=2 if pdf is None else 3)
    return message


def message_id(brief: Brief, recipient: str, sender: str | None) -> str:
    """Return the Message-ID that this brief has for this recipient, however often and whenever it is sent.

    It changes with what the brief says, with its recipe and with either address, not with a display name or the layout.
    """
    return _message_id(brief, (recipient,), sender)


def _message_id(brief: Brief, to: tuple[str, ...], sender: str | None) -> str:
    recipe = brief.recipe
    told = [brief.title, brief.serial or "", brief.handling.value, brief.cutoff.isoformat() if brief.cutoff else ""]
    told += [recipe.version, recipe.inputs, recipe.profile]
    for chapter in brief.chapters:
        told += [
            chapter.headline,
            *(f"{line.id} {line.side} {line.text}" for line in (*chapter.bottom_line, *chapter.lines)),
        ]
    ends = [address(end).addr_spec.lower() for end in (*to, *([sender] if sender is not None else []))]
    return f"<briefing.{_digest(*told, *ends)[:32]}@{_domain(sender)}>"


def to_bytes(message: EmailMessage) -> bytes:
    """Return the message as it travels and as an .eml file: CRLF line ends, 7-bit clean."""
    return message.as_bytes(policy=SMTP)


def subject(brief: Brief) -> str:
    """Return "[TLP:AMBER] title – 2020-10-04". TLP 2.0 wants the label in the subject."""
    date = f" – {brief.cutoff:%Y-%m-%d}" if brief.cutoff else ""
    head = f"[{brief.handling.value}] "
    return f"{head}{clean(brief.title)[: _SUBJECT - len(head) - len(date)].rstrip()}{date}"


def clean(value: str) -> str:
    """Return a header value on one line without anything that a mail program would obey or decode (RFC 2047)."""
    return " ".join(_FOREIGN.sub(" ", value).replace("=?", "= ?").split())


def address(written: str) -> Address:
    """Return the address in "name@host" or "Name <name@host>"; raises DeliveryError for anything else."""
    found = getaddresses([clean(written)])
    name, spec = found[0] if len(found) == 1 else ("", "")
    user, at, domain = spec.rpartition("@")
    if written != clean(written) or not (user and at and domain) or not spec.isascii():
        raise DeliveryError(f"this is no address: {clean(written)[:80]} – write name@host or Name <name@host>")
    try:
        return Address(display_name=name, addr_spec=spec)
    except (ValueError, IndexError) as problem:
        raise DeliveryError(f"this is no address: {clean(written)[:80]}: {problem} – write name@host") from problem


def _domain(sender: str | None) -> str:
    return address(sender).domain if sender is not None else _NOWHERE


def _way_out(sender: str, unsubscribe: str | None) -> str | None:
    """Return where to unsubscribe, short enough for one line: a longer one would be encoded, and no program follows that."""
    letterbox = address(sender).addr_spec
    ways = [unsubscribe] if unsubscribe else [f"mailto:{letterbox}?subject=unsubscribe", f"mailto:{letterbox}"]
    found = next((way for way in ways if len(way) <= WAY_OUT and way == clean(way)), None)
    if unsubscribe and not found:
        raise DeliveryError(
            f"cannot be a way to unsubscribe: {clean(unsubscribe)} – give an address of at most {WAY_OUT} letters"
        )
    return found


def _digest(*parts: str | bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(hashlib.sha256(raw).digest())
    return digest.hexdigest()


def _fill(message: EmailMessage, brief: Brief, *, text: str, html: str, pdf: bytes | None, digest: str) -> None:
    """Put the parts in; quoted-printable keeps the text readable and every line short."""
    message.set_content(_sound(text), cte="quoted-printable")
    message.add_alternative(_sound(html), subtype="html", cte="quoted-printable")
    alternative = message
    if pdf is not None:
        message.make_mixed()
        day = f"-{brief.cutoff:%Y-%m-%d}" if brief.cutoff else ""
        message.add_attachment(pdf, maintype="application", subtype="pdf", filename=f"brief{day}.pdf")
        alternative = next(part for part in message.iter_parts() if isinstance(part, EmailMessage))
        message.set_boundary(f"mixed-{digest[:40]}")
    alternative.set_boundary(f"bodies-{digest[:40]}")


def _sound(text: str) -> str:
    """Replace what UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _check(message: EmailMessage, *, to: tuple[str, ...], parts: int) -> None:
    """Read the message back as a server would, and refuse it if it says anything that was not meant."""
    raw = to_bytes(message)
    read = BytesParser(policy=SMTP).parsebytes(raw)
    names = sorted(name.lower() for name in read.keys())  # noqa: SIM118 - a message is no dict: names may repeat
    meant = sorted(name.lower() for name in message.keys())  # noqa: SIM118
    leaves = [part for part in read.walk() if not part.is_multipart()]
    heard = [address.addr_spec for address in read["To"].addresses] if read["To"] is not None else []
    wanted = [address(recipient).addr_spec for recipient in to]
    # Python folds a long subject at a space and may keep that space twice.
    same = "".join(read["Subject"].split()) == "".join(message["Subject"].split())
    if (
        not same
        or names != meant
        or len(set(names)) != len(names)
        or heard != wanted
        or len(leaves) != parts
        or read.defects
    ):
        raise DeliveryError("the message does not read back as it was written – report this, it was not sent")
