"""Reads the labelled texts. Nothing of them is kept but numbers."""

import html
import json
import re
from pathlib import Path
from typing import Any

Row = dict[str, Any]

_LEFT_OVER = re.compile(r"\bRT\b|@USER\b|\bURL\b")


def rows(home: Path, task: str) -> list[Row]:
    with (home / f"{task}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def clean(text: str) -> str:
    """Without what only a collection of tweets has: marks for names, links and repeats."""
    return _LEFT_OVER.sub(" ", html.unescape(text))


def honest(home: Path, language: str) -> list[Row]:
    return [row for row in rows(home, "benign") if row["lang"] == language]


def is_positive(row: Row) -> int:
    return 1 if row["labels"] else 0


def honest_english(home: Path) -> list[Row]:
    """Each text once: some stand in two files. Those beside machine-written reviews are from the shop both are from."""
    human = [row for row in rows(home, "fake") if not row["labels"] and row["source"] == "salminen_modern"]
    every = honest(home, "en") + [{**row, "source": "amazon_2018_or"} for row in human]
    return list({clean(row["text"]): row for row in reversed(every)}.values())[::-1]
