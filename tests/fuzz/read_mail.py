"""Throw bytes at the mail reader until it breaks: coverage-guided, by Atheris, which is no part of the project.

    python -m venv /tmp/fuzz && /tmp/fuzz/bin/pip install atheris selectolax pydantic pyyaml
    PYTHONPATH=layers/redress:. /tmp/fuzz/bin/python -m tests.fuzz.read_mail [FOLDER] -max_total_time=300 -max_len=20000

FOLDER holds the messages to begin with and takes what is found; without it the samples of `events/` begin. It stops at
the first mail that the reader fails on, is slow at, or lets a control character through from, and writes it to a file.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

import atheris  # type: ignore[import-untyped]

with atheris.instrument_imports(include=["redress.mail"]):
    from redress.mail import Envelope, OwnAddresses, ReviewUrls, course_of, read

EVENTS = Path(__file__).parents[2] / "events"
URLS = ReviewUrls(["https://shop.example/reviews/{review_id}"])
OWN = OwnAddresses("abuse@shop.example")
CONTROL = frozenset({*map(chr, range(32)), "\x7f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))})
SLOW = 2.0
"""Seconds of the processor, with the tracing of the fuzzer on."""


def one(raw: bytes) -> None:
    started = time.process_time()
    got = read(raw, Envelope(), URLS, own=OWN)
    course_of(got)
    took = time.process_time() - started
    lines = [got.sender, got.sender_name, got.subject, got.message_id, got.reply_token]
    for attachment in got.attachments:
        lines += [attachment.name, *(held.name for held in attachment.holds)]
    for forwarded in got.forwarded:
        lines += [forwarded.sender, forwarded.subject, forwarded.date]
    if "reader_failed" in got.defects:
        raise AssertionError(got.defects)
    if took > SLOW:
        raise AssertionError(f"{took:.1f} s")
    if CONTROL.intersection("".join(lines)):
        raise AssertionError("a control character in a header field")
    got.model_dump_json()


def main() -> None:
    arguments = sys.argv[:1] + [given for given in sys.argv[1:] if given.startswith("-")]
    folders = [given for given in sys.argv[1:] if not given.startswith("-")]
    if not folders:
        folders = [tempfile.mkdtemp(prefix="fuzz-mail-")]
        for sample in EVENTS.glob("*.eml"):
            shutil.copy(sample, folders[0])
    atheris.Setup([*arguments, *folders], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
