"""What to do with a mail, by its reading alone. No course drops anything: what is not plain goes to a person."""

from redress.mail.meaning import gives_a_reason, speaks_of_reviews
from redress.mail.reading import Course, Kind, Reading

_NOBODYS_WORDS = frozenset((Kind.LOOP, Kind.DSN))


def course_of(reading: Reading) -> Course:
    if reading.virus:
        return Course.HUMAN
    if reading.kind in _NOBODYS_WORDS:
        return Course.KEEP_SILENT
    if reading.kind is Kind.AUTO_REPLY:  # firms that watch many shops write by machine; an answer to us names nothing
        return Course.HUMAN if reading.review_ids_said and not reading.reply_token else Course.KEEP_SILENT
    if reading.kind is Kind.LIST:
        return Course.HUMAN if reading.review_ids else Course.KEEP_SILENT
    if reading.ambiguous or reading.spam or not reading.sender:
        return Course.HUMAN
    return _of_a_person(reading) if reading.kind is Kind.HUMAN else _of_a_machine(reading)


def _of_a_machine(reading: Reading) -> Course:
    return Course.REPORTS if reading.reported_as and reading.review_ids_new else Course.HUMAN


def _of_a_person(reading: Reading) -> Course:
    if reading.reply_token:
        return Course.JOINS
    words = words_of(reading)
    reasoned = bool(reading.guidelines or reading.legal) or gives_a_reason(words)
    if reading.review_ids and reasoned:
        return Course.REPORTS
    if reading.legal or reading.references:
        return Course.HUMAN
    ours = bool(reading.review_ids or reading.guidelines) or speaks_of_reviews(f"{reading.subject}\n{words}")
    if reading.elsewhere == "seller_rating" or (reading.elsewhere and not ours):
        return Course.REDIRECT if reading.answerable and not reading.review_ids else Course.HUMAN
    return Course.ASK_BACK if ours and reading.answerable else Course.HUMAN


def words_of(reading: Reading) -> str:
    """The sender's own words, or where there are none those of the message sent on."""
    own = reading.text_new
    if reading.reported_as:
        return f"{reading.reported_as}\n\n{own}".strip()
    if gives_a_reason(own) or not reading.forwarded:
        return own
    return "\n".join((own, *(message.text for message in reading.forwarded)))
