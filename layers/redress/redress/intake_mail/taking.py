"""One stored mail to its end, and the comparison of bucket and rows."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from redress.errors import NotFound, StaleCase
from redress.intake_mail.letters_back import ask_back, redirect
from redress.intake_mail.persons_case import give_to_a_person, why_a_person
from redress.intake_mail.replies import genuine, join, keep_silent
from redress.intake_mail.reporting import report_all
from redress.intake_mail.room import Room
from redress.mail.course import course_of
from redress.mail.parts import MOST_BYTES
from redress.mail.reader import read
from redress.mail.reading import Course, Envelope, Reading
from redress.model import MailRow, MailState
from redress.ports import MailStore, RawMail, RawMailStore

SET_UP = "AMAZON_SES_SETUP_NOTIFICATION"
TAKING_IN = timedelta(minutes=3)
"""Longer than the function may run: a row that is still `received` by then is taken in again."""


def take_in_mail(
    key: str,
    *,
    room: Room,
) -> MailRow:
    """Take in one stored mail. What AWS refuses is let through: a retry or `sweep` feeds the key again."""
    now = room.clock()
    row = room.mails.add(MailRow(key=key, received_at=now, move_by=now + TAKING_IN))
    if row.state is not MailState.RECEIVED:
        return row
    if key.endswith(SET_UP):
        return room.ended(row, MailState.IGNORED, why="The mail service's own test object.")
    raw = _raw(row, room)
    if raw is None:
        return give_to_a_person(row, Reading(), room, why="The raw mail is no longer in the bucket.")
    try:
        row = _begun(row, raw, room)
    except StaleCase:
        return room.mails.get(key) or row  # another is at it; if that one dies, `sweep` takes it up
    if row.attempts > room.policy.limits.mail_attempts:
        return give_to_a_person(row, Reading(), room, why=f"It could not be taken in {row.attempts - 1} times.")
    return _taken_in(row, read(raw.content, Envelope(), room.urls, own=room.own), room)


def compare(since: datetime, *, take_in: Callable[[str], MailRow], raw_mail: RawMailStore, mails: MailStore) -> int:
    """Hold a part of the bucket against the rows, the next one each time: nobody told us of a mail that has none. Gives
    back how many were taken in.
    """
    page = raw_mail.keys_since(since, after=mails.compared_to())
    missing = [key for key in mails.unknown(page.items) if mails.get(key) is None]
    for key in missing:
        take_in(key)
    mails.goes_on_after((page.next or {}).get("after", ""))
    return len(missing)


def _raw(row: MailRow, room: Room) -> RawMail | None:
    """None for a mail that is gone for good; one that we have only just been told of may still come."""
    try:
        return room.raw_mail.get(row.key, up_to=MOST_BYTES + 1)
    except NotFound:
        if room.clock() < row.received_at + TAKING_IN:
            raise
        return None


def _begun(row: MailRow, raw: RawMail, room: Room) -> MailRow:
    """Each attempt is counted before it is made: a mail that kills its reader does so a few times only."""
    begun = row.model_copy(
        update={
            "attempts": row.attempts + 1,
            "size": raw.size,
            "version_id": raw.version_id,
            "sha256": hashlib.sha256(raw.content).hexdigest(),
            "move_by": room.clock() + TAKING_IN,
        }
    )
    room.mails.save(row, begun)
    return begun


def _taken_in(row: MailRow, reading: Reading, room: Room) -> MailRow:
    row = row.model_copy(update={"kind": reading.kind.value})
    if reading.virus:
        return give_to_a_person(row, reading, room, why="The scanner found a virus in it.", state=MailState.QUARANTINED)
    course = course_of(reading)
    if course is Course.JOINS:
        named = genuine(reading.reply_token, room)
        if named is not None:
            return join(row, reading, named, room)
        reading = reading.model_copy(update={"reply_token": ""})
    steps = {
        Course.KEEP_SILENT: keep_silent,
        Course.REPORTS: report_all,
        Course.ASK_BACK: ask_back,
        Course.REDIRECT: redirect,
    }
    step = steps.get(course_of(reading))
    return step(row, reading, room) if step else give_to_a_person(row, reading, room, why=why_a_person(reading))
