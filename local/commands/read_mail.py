"""redress read-mail"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from local.errors import CannotStart
from local.options import Subparsers


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "read-mail",
        help="say what raw mails are and what they say, one JSON object a line",
        description="Read raw messages as the mail intake does and print what it makes of each. Nothing is sent. "
        "How sure we are of a sender is what the mail service says: its `verdicts` in LIST, else what the topmost "
        "headers of the message say. With neither a sender counts as unverified and is not written to, so that "
        "`outcome` says human where a verified sender is asked back or redirected.",
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="a raw message")
    parser.add_argument(
        "--list",
        metavar="LIST",
        help="a file with a path, or a JSON object with `file` and what the mail service says (`envelope_from`, "
        "`recipient`, and `verdicts`: spf, dkim, dmarc, spam, virus), on each line",
    )
    parser.add_argument("--out", metavar="OUT", help="where to write the JSON lines (default: standard output)")
    parser.add_argument(
        "--abuse-address",
        default="abuse@shop.example",
        metavar="ADDRESS",
        help="our own address (default: %(default)s)",
    )
    parser.add_argument(
        "--review-urls",
        metavar="PATTERNS",
        help="the platform's review URLs, separated by commas (default: https://shop.example/reviews/{review_id} and "
        "the demo shop's, at the port of REDRESS_SHOP_PORT or 8610)",
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> None:
    from local.ports import SHOP_PORT
    from local.settings import SHOP_OF_EXAMPLES, port_from, review_urls
    from redress.mail import OwnAddresses, ReviewUrls

    if not chosen.files and not chosen.list:
        raise CannotStart("Name a FILE, or several by --list.")
    shop = f"http://127.0.0.1:{port_from('REDRESS_SHOP_PORT', SHOP_PORT)}"
    patterns = chosen.review_urls or review_urls(SHOP_OF_EXAMPLES, shop)
    urls, own = ReviewUrls(patterns.split(",")), OwnAddresses(chosen.abuse_address)
    out = Path(chosen.out).open("w", encoding="utf-8", errors="backslashreplace") if chosen.out else sys.stdout  # noqa: SIM115 - standard output stays open
    try:
        for asked in _asked(chosen):
            out.write(json.dumps(_answer(asked, urls, own), ensure_ascii=False) + "\n")
    except OSError as refused:
        raise CannotStart(f"{refused.filename}: {refused.strerror}") from None
    finally:
        if chosen.out:
            out.close()


def _asked(chosen: argparse.Namespace) -> Iterator[dict[str, Any]]:
    yield from ({"file": path} for path in chosen.files)
    for line in Path(chosen.list).read_text(encoding="utf-8").splitlines() if chosen.list else ():
        if line.startswith("{"):
            yield json.loads(line)
        elif line.strip():
            yield {"file": line}


def _answer(asked: dict[str, Any], urls: Any, own: Any) -> dict[str, Any]:
    from redress.mail import Envelope, Verdicts, course_of, read

    verdicts = asked.get("verdicts")
    recipient = asked.get("recipient") or ()
    envelope = Envelope(
        (recipient,) if isinstance(recipient, str) else tuple(recipient),
        asked.get("envelope_from"),
        Verdicts(**{name: str(verdicts.get(name) or "").upper() for name in Verdicts._fields}) if verdicts else None,
    )
    raw = Path(asked["file"]).read_bytes()
    started = time.perf_counter()
    reading = read(raw, envelope, urls, own=own)
    course = course_of(reading)
    return {
        "file": asked["file"],
        "kind": reading.kind,
        "from": reading.sender,
        "identity": reading.identity,
        "subject": reading.subject,
        "text": reading.text,
        "text_new": reading.text_new,
        "forwarded": [{"from": f.sender, "subject": f.subject, "text": f.text} for f in reading.forwarded],
        "attachments": [attachment.model_dump() for attachment in reading.attachments],
        "review_ids": reading.review_ids,
        "guidelines": reading.guidelines,
        "legal": reading.legal,
        "outcome": course,
        "lang": reading.lang,
        "defects": reading.defects,
        "seconds": round(time.perf_counter() - started, 4),
    }
