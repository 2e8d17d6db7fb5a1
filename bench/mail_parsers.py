"""The parsers that are held against each other. Each gives the subject, and has read sender, text and files by then."""

import email
import email.policy
import importlib
from collections.abc import Callable, Iterator
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.utils import parseaddr
from typing import Any

from redress.mail import Envelope, OwnAddresses, ReviewUrls, course_of, read
from redress.mail.addresses import mailboxes
from redress.mail.attachments import described
from redress.mail.body import body_of
from redress.mail.parts import Parser as Parts

Parser = Callable[[bytes], str]
OURS, APART = "redress, read and sorted", "redress, taken apart"
DEFAULT, COMPAT32 = "email, policy.default", "email, compat32"
OTHERS = {"mail-parser": "mailparser", "fast-mail-parser": "fast_mail_parser"}


def parsers() -> Iterator[tuple[str, Parser]]:
    """Ours first; of the others those that are installed."""
    yield OURS, _ours()
    yield APART, _apart
    yield DEFAULT, _default
    yield COMPAT32, _compat32
    for name, made in (("mail-parser", _mail_parser), ("fast-mail-parser", _fast_mail_parser)):
        try:
            yield name, made(importlib.import_module(OTHERS[name]))
        except ImportError:
            print(f"{name} is not installed")


def _ours() -> Parser:
    urls, own = ReviewUrls(["https://shop.example/reviews/{review_id}"]), OwnAddresses("abuse@shop.example")

    def parsed(raw: bytes) -> str:
        reading = read(raw, Envelope(), urls, own=own)
        course_of(reading)
        return reading.subject

    return parsed


def _apart(raw: bytes) -> str:
    """What the others do, and no more."""
    root = Parts(raw).message()
    described(body_of(root).files)
    mailboxes(root.fields.first("from"))
    return root.fields.words("subject")


def _compat32(raw: bytes) -> str:
    message = email.message_from_bytes(raw)
    _ = [_text_of(part) for part in message.walk() if not part.is_multipart()]
    parseaddr(message.get("From", ""))
    return str(make_header(decode_header(message.get("Subject", ""))))


def _text_of(part: Message) -> object:
    content = part.get_payload(decode=True)
    if part.get_content_maintype() == "text" and isinstance(content, bytes):
        return content.decode(part.get_content_charset() or "utf-8", "replace")
    return content, part.get_filename()


def _default(raw: bytes) -> str:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    _ = [_content(part) for part in message.walk()], message["From"].addresses if message["From"] else ()
    return str(message["Subject"] or "")


def _content(part: EmailMessage) -> object:
    if part.is_multipart():
        return None
    if part.get_content_maintype() == "text":
        return part.get_content(), part.get_filename()
    return part.get_payload(decode=True), part.get_filename()


def _mail_parser(module: Any) -> Parser:
    def parsed(raw: bytes) -> str:
        message = module.parse_from_bytes(raw)
        _ = message.from_, message.body, message.attachments
        return str(message.subject)

    return parsed


def _fast_mail_parser(module: Any) -> Parser:
    def parsed(raw: bytes) -> str:
        message = module.parse_email(raw)
        _ = message.headers, message.text_plain, message.text_html, message.attachments
        return str(message.subject)

    return parsed
