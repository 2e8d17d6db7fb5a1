"""What Redress costs and how fast it is, each figure beside something a reader knows, measured in the same run.

make bench                             all but what has to be named; writes bench/results.json
.venv/bin/python -m bench TOPIC…       some of it
.venv/bin/python -m bench --median A B C --into docs/measured.md   the medians of several runs, into the page
"""

import argparse
import importlib
import importlib.metadata
import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.medians import medians, put_into
from bench.rows import Row, table

RESULTS = Path(__file__).parent / "results.json"
TOPICS = {
    "cold_start": "what a fresh process executes before its first request, against a bare boto3 handler",
    "warm": "what a warm function computes for a report, a page, a decision, against one bare put_item",
    "mail": "reading mail, against the parsers that install",
    "stack": "the whole stack on the engine: reports a second, and how long until triaged, against its bare rate",
    "growth": "requests, units and time of each path at 1,000, 10,000 and 100,000 open cases",
    "pages": "what a browser is sent and how long it waits, the next case, the list of 10,000, against a bare page",
    "cost": "a million of each path in dollars, by what a metered stack asked AWS for, against one bare write",
}
TO_BE_NAMED = {
    "classify": "the detectors, against Presidio, alt-profanity-check and better-profanity (installs them: minutes)",
    "crowd": "one review with ten thousand reports, beside another with one (minutes)",
}
VERSIONS = ("boto3", "aws-lambda-powertools", "pydantic", "ministack")


def main() -> int:
    chosen = _chosen()
    if chosen.median:
        told = medians(chosen.median, TOPICS | TO_BE_NAMED)
        if chosen.into:
            put_into(chosen.into, told)
        else:
            print(told)
        return 0
    found: dict[str, list[Row]] = {}
    for topic in chosen.topics or TOPICS:
        print(f"\n{topic}: {(TOPICS | TO_BE_NAMED)[topic]}", flush=True)
        began = datetime.now(UTC)
        found[topic] = list(importlib.import_module(f"bench.{topic}").rows())
        print(table(found[topic]), flush=True)
        print(f"  ({(datetime.now(UTC) - began).seconds} s)", flush=True)
    _write(chosen.out, found)
    missed = [line.name for lines in found.values() for line in lines if line.held is False]
    print(f"\n{chosen.out}: {sum(map(len, found.values()))} figures, {len(missed)} goals missed" + ":" * bool(missed))
    for name in missed:
        print(f"  {name}")
    return 0


def _chosen() -> argparse.Namespace:
    topics = "\n".join(f"  {name:<12} {what}" for name, what in TOPICS.items())
    named = "\n".join(f"  {name:<12} {what}" for name, what in TO_BE_NAMED.items())
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=__doc__,
        epilog=f"topics:\n{topics}\nto be named:\n{named}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    every = [*TOPICS, *TO_BE_NAMED, []]
    parser.add_argument("topics", nargs="*", choices=every, metavar="TOPIC", help="default: all of the first kind")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the rows go (default: %(default)s)")
    parser.add_argument("--median", type=Path, nargs="+", metavar="FILE", help="measure nothing; join these results")
    parser.add_argument("--into", type=Path, metavar="PAGE", help="with --median: put them into this page")
    return parser.parse_args()


def _write(out: Path, found: dict[str, list[Row]]) -> None:
    """Each row says when, where and with what it was measured, so that the files of several runs can be joined."""
    run = {
        "date": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}",
        "versions": {
            "python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in VERSIONS},
        },
    }
    rows = [{**line._asdict(), "topic": topic, **run} for topic, lines in found.items() for line in lines]
    out.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
