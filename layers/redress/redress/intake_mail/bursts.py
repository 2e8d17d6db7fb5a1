"""Which case a mail for a person belongs to: its own, or that of what the same sender sent just before.

A mail bomb is one line in a queue, and so is a letter whose attachment was forgotten. What is sent in somebody's name
without proof is kept apart from what is: nobody can bury another's mail under a flood.
"""

from datetime import timedelta

from redress.errors import StaleCase
from redress.intake_mail.room import Room
from redress.mail.reading import Reading
from redress.mail.urls import REVIEW_ID
from redress.model import MailRow, Subject
from redress.seal import Seal, digest_of

BURST = timedelta(minutes=10)
MOST_MAILS_ALONE = 20
"""Cases that one sender opens in a day; what goes beyond is one case until midnight."""

MOST_OF_NOBODY = 100
"""The same for mails that name no sender: they are many people's."""

LONGEST_NAME = 100
TURNS = 10


def inbox_of(row: MailRow, reading: Reading, room: Room, *, apart: str) -> str:
    """The name of the mail's case. What is `apart` (legal mail of a kind, viruses) is each looked at by itself, and
    with its like alone where that is too many. One that comes again is where it was, however many came meanwhile.
    """
    name = name_of(row.key, room.seal)
    sender = f"{reading.sender.lower()}:{reading.identity}" if reading.sender else ""
    if sender and not apart:
        found = _burst(name, sender, row, room)
        if found != name:
            return found
    day = f"{row.received_at:%Y-%m-%d}"
    opened = room.mails.count(f"inbox:{digest_of(sender)}", day)
    too_many = opened > (MOST_MAILS_ALONE if sender else MOST_OF_NOBODY)
    if too_many and room.cases.latest(Subject.mail(name)) is None:
        return "flood-" + room.seal.derive("flood", sender, day, apart).hex()
    return name


def _burst(name: str, sender: str, row: MailRow, room: Room) -> str:
    """The case of the first mail of the burst, which lasts as long as they come. Of many at once one is the first."""
    digest = digest_of(f"inbox:{sender}")
    for _ in range(TURNS):
        inbox, until = room.notices.address(digest), row.received_at + BURST
        goes_on = inbox.inbox_until is not None and row.received_at < inbox.inbox_until
        first = inbox.inbox if goes_on else name
        if goes_on and inbox.inbox_until is not None and until - inbox.inbox_until < BURST / 2:
            return first
        try:
            room.notices.save_address(inbox, inbox.model_copy(update={"inbox": first, "inbox_until": until}))
        except StaleCase:
            continue
        return first
    return name


def name_of(key: str, seal: Seal) -> str:
    """A mail in ids and URLs: the last part of its key, where that is fit for it."""
    last = key.rpartition("/")[2]
    return last if REVIEW_ID.fullmatch(last) and len(last) <= LONGEST_NAME else seal.derive("mail", key).hex()
