"""Mail parsers side by side, in one run on the same messages: ours, the standard library's, and others from the index.

    .venv/bin/python -m bench.mail [--mails FOLDER | --list FILE] [--rounds N] [--no-install]

Without a corpus the messages are made by code: some hundreds of the ordinary kind, and hostile ones. With FOLDER, or
FILE (a path a line, or a JSON object with `file`), the rates are those of that corpus. Each parser gives the subject,
the sender, all text and all files decoded; ours sorts and understands the mail besides, as the intake does. What raises
is counted and not held against its time. The seconds are the processor's, of one core: read the ratios.

mail-parser and fast-mail-parser are no part of Redress: they are put into `.venv-bench/`, which may be thrown away.
"""

import argparse
import json
import logging
import os
import signal
import subprocess
import sys
import sysconfig
import time
import unicodedata
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from bench.rows import Row, at_least, at_most, row, table

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / ".venv-bench"
GUESTS = ("mail-parser==4.8.0", "fast-mail-parser==0.10.0")
ENOUGH = 10.0
"""Seconds after which a parser is stopped at a hostile message."""


class Figures(NamedTuple):
    """What one parser did with all messages. `let_through`: subjects that hold a control character."""

    name: str
    mails: int
    seconds: float
    raised: int
    slowest: float
    let_through: int

    @property
    def rate(self) -> float:
        return self.mails / self.seconds


class _Stopped(BaseException):
    """Not an Exception: parsers swallow those."""


def rows() -> Iterator[Row]:
    """For `python -m bench`: the comparison runs in a process of its own, among the guests."""
    found = _in_the_house("--json")
    yield from as_rows(json.loads(found))


def as_rows(found: dict[str, list[list[Any]]]) -> Iterator[Row]:
    from bench.mail_parsers import APART, DEFAULT, OURS

    usual, hostile = ({each.name: each for each in (Figures(*line) for line in found[kind])} for kind in found)
    for ours in (APART, OURS):
        for name, other in usual.items():
            if name not in {APART, OURS}:
                yield row(f"mail, {ours}", usual[ours].rate, "mails/s", against=name, base=other.rate)
    rates = {name: _of_both(usual[name], hostile[name]) for name in (OURS, DEFAULT)}
    whole = "mail, read and sorted, the hostile among them"
    yield row(whole, rates[OURS], "mails/s", against=DEFAULT, base=rates[DEFAULT], goal=at_least(5))
    yield row("mail, slowest of the usual", usual[OURS].slowest, "s", goal=at_most(2))
    for name, each in hostile.items():
        none = at_most(0) if name == OURS else None
        yield row(f"mail, raised: {name}", usual[name].raised + each.raised, "mails", goal=none)
        yield row(f"mail, slowest of the hostile: {name}", each.slowest, "s", goal=at_most(2) if none else None)
        yield row(f"mail, control characters in a subject: {name}", each.let_through, "mails", goal=none)


def _of_both(usual: Figures, hostile: Figures) -> float:
    """As they come: one odd mail may take as long as a thousand others."""
    return (usual.mails + hostile.mails) / (usual.seconds + hostile.seconds)


def main() -> None:
    chosen = _chosen()
    if chosen.no_install or chosen.json:
        found = _compared(chosen)
        print(json.dumps(found) if chosen.json else table(list(as_rows(found))))
        return
    print(table(list(as_rows(json.loads(_in_the_house("--json", *sys.argv[1:]))))))


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mails", type=Path, metavar="FOLDER", help="raw messages, one a file, of your own")
    parser.add_argument("--list", type=Path, metavar="FILE", help="the messages by name")
    parser.add_argument("--rounds", type=int, default=3, help="the fastest counts (default: %(default)s)")
    parser.add_argument("--no-install", action="store_true", help="compare with what is installed already")
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _in_the_house(*arguments: str) -> str:
    """This module once more, in a virtual environment that has the guests and sees what we have."""
    python = HOUSE / "bin" / "python"
    if not python.exists():
        print(f"Putting {' and '.join(GUESTS)} into {HOUSE.name}/", file=sys.stderr)
        venv.create(HOUSE, with_pip=True)
    if not all((HOUSE / f".{guest}").exists() for guest in GUESTS):
        subprocess.run(  # noqa: S603 - our own words
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *GUESTS], check=True
        )
        for guest in GUESTS:
            (HOUSE / f".{guest}").touch()
    ours = os.pathsep.join(map(str, (ROOT, ROOT / "layers/redress", sysconfig.get_path("purelib"))))
    asked = [str(python), "-m", "bench.mail", *arguments]
    seen = {**os.environ, "PYTHONPATH": ours}
    return subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True, env=seen).stdout  # noqa: S603


def _compared(chosen: argparse.Namespace) -> dict[str, list[list[Any]]]:
    from bench.mail_messages import hostile, ordinary
    from bench.mail_parsers import parsers

    logging.disable()  # some say on every mail what they leave out
    usual = [path.read_bytes() for path in _listed(chosen)] or ordinary()
    odd = [raw for _, raw in hostile()]
    known = list(parsers())
    lines: dict[str, list[list[Any]]] = {"usual": [], "hostile": []}
    for kind, messages, rounds in (("usual", usual, chosen.rounds), ("hostile", odd, 1)):
        lines[kind] = [list(_measured(name, parser, messages, rounds)) for name, parser in known]
    return lines


def _listed(chosen: argparse.Namespace) -> Iterator[Path]:
    if chosen.mails:
        yield from (path for path in sorted(chosen.mails.rglob("*")) if path.is_file())
    for line in chosen.list.read_text(encoding="utf-8").splitlines() if chosen.list else ():
        if line.strip():
            yield Path(json.loads(line)["file"] if line.startswith("{") else line)


def _measured(name: str, parser: Any, messages: Sequence[bytes], rounds: int) -> Figures:
    best, slowest = float("inf"), float("inf")
    raised = let_through = 0
    for _ in range(rounds):
        total = worst = 0.0
        raised = let_through = 0
        for raw in messages:
            took, subject = _timed(parser, raw)
            raised += subject is None
            let_through += any(unicodedata.category(letter) in {"Cc", "Cf"} for letter in subject or "")
            total, worst = total + took, max(worst, took)
        best, slowest = min(best, total), min(slowest, worst)
    return Figures(name, len(messages), best, raised, slowest, let_through)


def _timed(parser: Any, raw: bytes) -> tuple[float, str | None]:
    """The processor's seconds, and the subject; None where it raises. It is stopped when that has taken enough."""
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, ENOUGH)
    started = time.process_time()
    subject: str | None
    try:
        subject = parser(raw)
    except _Stopped:
        subject = ""
    except Exception:  # noqa: BLE001 - that it raises is what is measured
        subject = None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - started, subject


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _Stopped


if __name__ == "__main__":
    main()
