"""The mails of a case as a person reads them: whole, as text, with what came along named and never opened."""

from datetime import datetime

from redress.errors import NotFound
from redress.intake_mail.room import Room
from redress.mail.parts import MOST_BYTES
from redress.mail.reader import read
from redress.mail.reading import Attachment, Envelope
from redress.model import Case, Identity, LegalKind, Value

MOST = 5
LONGEST = 100_000


class ShownMail(Value):
    """One mail. `sender` is masked by whoever shows it; `defects` say what was odd about it."""

    key: str
    received_at: datetime
    kind: str
    sender: str
    identity: Identity
    legal: LegalKind | None
    subject: str
    text: str
    review_ids: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    defects: tuple[str, ...]


def mails_of(case: Case, *, room: Room) -> tuple[ShownMail, ...]:
    """The newest mails of a case, newest first; one that is in quarantine or gone is left out."""
    return tuple(mail for key in reversed(case.replies[-MOST:]) if (mail := _shown(key, room)) is not None)


def mail_of(key: str, *, room: Room) -> ShownMail:
    shown = _shown(key, room)
    if shown is None:
        raise NotFound("This mail is in quarantine, or gone.")
    return shown


def _shown(key: str, room: Room) -> ShownMail | None:
    row = room.mails.get(key)
    try:
        raw = room.raw_mail.get(key, up_to=MOST_BYTES + 1)
    except NotFound:
        return None
    reading = read(raw.content, Envelope(), room.urls, own=room.own)
    if row is None or reading.virus:
        return None
    return ShownMail(
        key=key,
        received_at=row.received_at,
        kind=reading.kind,
        sender=reading.sender,
        identity=reading.vouched,
        legal=reading.legal,
        subject=reading.subject,
        text=reading.text[:LONGEST],
        review_ids=reading.review_ids,
        attachments=reading.attachments,
        defects=reading.defects,
    )
