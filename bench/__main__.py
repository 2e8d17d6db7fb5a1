"""What Redress costs and how fast it is, each figure beside something a reader knows, measured in the same run.

make bench                          everything (half an hour); writes bench/results.json
.venv/bin/python -m bench TOPIC…    some of it
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

from bench.rows import Row, table

RESULTS = Path(__file__).parent / "results.json"
TOPICS = {
    "cold_start": "what a fresh process executes before its first request, against a bare boto3 handler",
    "classify": "the detectors, against Presidio, alt-profanity-check and better-profanity",
    "mail": "reading mail, against the parsers that install",
    "warm": "what a warm function computes for a report, a page, a decision, against one bare put_item",
    "cost": "a million of each path in dollars, by what a metered stack asked AWS for, against one bare write",
}
VERSIONS = ("boto3", "aws-lambda-powertools", "pydantic", "ministack")


def main() -> int:
    chosen = _chosen()
    found: dict[str, list[Row]] = {}
    for topic in chosen.topics or TOPICS:
        print(f"\n{topic}: {TOPICS[topic]}", flush=True)
        found[topic] = list(importlib.import_module(f"bench.{topic}").rows())
        print(table(found[topic]), flush=True)
    _write(chosen.out, [line for lines in found.values() for line in lines])
    missed = [line.name for lines in found.values() for line in lines if line.held is False]
    print(f"\n{chosen.out}: {sum(map(len, found.values()))} figures, {len(missed)} goals missed" + ":" * bool(missed))
    for name in missed:
        print(f"  {name}")
    return 0


def _chosen() -> argparse.Namespace:
    topics = "\n".join(f"  {name:<12} {what}" for name, what in TOPICS.items())
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=__doc__,
        epilog=f"topics:\n{topics}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("topics", nargs="*", choices=[*TOPICS, []], metavar="TOPIC", help="default: all")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the rows go (default: %(default)s)")
    return parser.parse_args()


def _write(out: Path, rows: list[Row]) -> None:
    """Each row says when, where and with what it was measured, so that the files of several runs can be joined."""
    run = {
        "date": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}",
        "versions": {
            "python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in VERSIONS},
        },
    }
    out.write_text(json.dumps([{**line._asdict(), **run} for line in rows], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
