"""Mail parsers side by side, in one run on the same messages: ours, the standard library's, and others where installed.

    .venv/bin/python -m bench.mail --list FILE [--rounds N]

FILE has the path of a raw message on each line, or a JSON object with `file`, as for `redress read-mail`. Each parser
gives the subject, the sender, all text and all attachments decoded; ours sorts and understands the mail besides, as the
intake does. What a parser raises is counted and not held against its time. The seconds are the processor's, of one core
in one run: read the ratios. `pip install mail-parser fast-mail-parser` brings in the two that are no part of Redress.
"""

import argparse
import email
import email.policy
import importlib
import json
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.utils import parseaddr
from pathlib import Path
from typing import Any, NamedTuple

from redress.mail import Envelope, OwnAddresses, ReviewUrls, course_of, read

Parser = Callable[[bytes], object]
AGAINST = "stdlib policy.default"


class Figures(NamedTuple):
    name: str
    seconds: float
    raised: int
    slowest: float


def main() -> None:
    chosen = _chosen()
    logging.disable()  # some say on every mail what they leave out
    messages = [path.read_bytes() for path in _listed(chosen.list)]
    print(f"{len(messages)} messages, {sum(map(len, messages)) / 1e6:.1f} MB, best of {chosen.rounds} rounds")
    found = [_measured(name, parser, messages, chosen.rounds) for name, parser in _parsers()]
    against = next(figures.seconds for figures in found if figures.name == AGAINST)
    print(f"{'':26}{'msg/s':>8}{'ratio':>8}{'raises':>8}{'slowest s':>11}")
    for figures in found:
        rate, ratio = len(messages) / figures.seconds, against / figures.seconds
        print(f"{figures.name:26}{rate:8.0f}{ratio:8.2f}{figures.raised:8d}{figures.slowest:11.3f}")


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", type=Path, required=True, metavar="FILE", help="the messages to read")
    parser.add_argument("--rounds", type=int, default=3, help="the fastest counts (default: %(default)s)")
    return parser.parse_args()


def _listed(listing: Path) -> Iterator[Path]:
    for line in listing.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield Path(json.loads(line)["file"] if line.startswith("{") else line)


def _measured(name: str, parser: Parser, messages: Sequence[bytes], rounds: int) -> Figures:
    best, raised, slowest = float("inf"), 0, float("inf")
    for _ in range(rounds):
        total, worst, failed = 0.0, 0.0, 0
        for raw in messages:
            started = time.process_time()
            try:
                parser(raw)
            except Exception:  # noqa: BLE001 - that it raises is what is measured
                failed += 1
            took = time.process_time() - started
            total, worst = total + took, max(worst, took)
        best, raised, slowest = min(best, total), failed, min(slowest, worst)
    return Figures(name, best, raised, slowest)


def _parsers() -> Iterator[tuple[str, Parser]]:
    yield "redress, read and sorted", _ours()
    yield "stdlib compat32", _compat32
    yield AGAINST, _default
    for name, module, made in (
        ("mail-parser", "mailparser", _mail_parser),
        ("fast-mail-parser", "fast_mail_parser", _fast_mail_parser),
    ):
        try:
            yield name, made(importlib.import_module(module))
        except ImportError:
            print(f"{name} is not installed")


def _ours() -> Parser:
    urls, own = ReviewUrls(["https://shop.example/reviews/{review_id}"]), OwnAddresses("abuse@shop.example")
    return lambda raw: course_of(read(raw, Envelope(), urls, own=own))


def _compat32(raw: bytes) -> object:
    message = email.message_from_bytes(raw)
    parts = [_text_of(part) for part in message.walk() if not part.is_multipart()]
    return str(make_header(decode_header(message.get("Subject", "")))), parseaddr(message.get("From", "")), parts


def _text_of(part: Message) -> object:
    content = part.get_payload(decode=True)
    if part.get_content_maintype() == "text" and isinstance(content, bytes):
        return content.decode(part.get_content_charset() or "utf-8", "replace")
    return content, part.get_filename()


def _default(raw: bytes) -> object:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    sender = message["From"].addresses if message["From"] else ()
    return str(message["Subject"]), [address.addr_spec for address in sender], [_content(p) for p in message.walk()]


def _content(part: EmailMessage) -> object:
    if part.is_multipart():
        return None
    if part.get_content_maintype() == "text":
        return part.get_content(), part.get_filename()
    return part.get_payload(decode=True), part.get_filename()


def _mail_parser(module: Any) -> Parser:
    def parsed(raw: bytes) -> object:
        message = module.parse_from_bytes(raw)
        return message.subject, message.from_, message.body, message.attachments

    return parsed


def _fast_mail_parser(module: Any) -> Parser:
    def parsed(raw: bytes) -> object:
        message = module.parse_email(raw)
        return message.subject, message.headers, message.text_plain, message.text_html, message.attachments

    return parsed


if __name__ == "__main__":
    main()
