"""The medians of several runs, as the tables of docs/measured.md: nobody picks the best one."""

import json
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.rows import Bound, Goal

Line = dict[str, Any]
MARK = "<!-- the medians -->"
HEAD = ["", "| | median | lowest to highest | ratio | goal | |", "|---|---|---|---|---|---|"]


def medians(files: Sequence[Path], titles: Mapping[str, str]) -> str:
    """A table for each topic, of as many runs as have measured it."""
    found: dict[str, dict[tuple[str, str], list[Line]]] = {topic: {} for topic in titles}
    lines = [line for file in files for line in json.loads(file.read_text(encoding="utf-8"))]
    for line in lines:
        found[line["topic"]].setdefault((line["name"], line["against"].partition(";")[0]), []).append(line)
    told = []
    for topic, figures in found.items():
        if figures:
            runs = max(map(len, figures.values()))
            told += ["", f"### {topic}: {titles[topic]} ({runs} {'run' if runs == 1 else 'runs'})", *HEAD]
            told += map(_joined, figures.values())
    first, dates = lines[0], sorted({line["date"] for line in lines})
    versions = ", ".join(f"{name} {version}" for name, version in first["versions"].items())
    head = f"{dates[0]} to {dates[-1]}; {first['machine']}; {versions}."
    return "\n".join([head, *told])


def put_into(page: Path, told: str) -> None:
    """In place of all that stands behind the mark."""
    written, mark, _ = page.read_text(encoding="utf-8").partition(MARK)
    if not mark:
        raise ValueError(f"{page} has no line {MARK}")
    page.write_text(f"{written}{MARK}\n\n{told}\n", encoding="utf-8")


def _joined(lines: Sequence[Line]) -> str:
    values, ratios = [line["value"] for line in lines], [line["ratio"] for line in lines if line["ratio"] is not None]
    value, ratio = statistics.median(values), statistics.median(ratios) if ratios else None
    first = lines[0]
    held = _held(first["goal"], value if ratio is None else ratio)
    spread = f"{min(values):,.4g} to {max(values):,.4g}" if len(lines) > 1 else ""
    beside = f"{ratio:.2f} × {first['against'].partition(';')[0]}" if ratio is not None else ""
    goal = first["goal"].replace("<=", "≤").replace(">=", "≥")
    return f"| {first['name']} | {value:,.4g} {first['unit']} | {spread} | {beside} | {goal} | {held} |"


def _held(said: str, figure: float) -> str:
    """Anew, by the median: one run that missed does not decide."""
    if not said:
        return ""
    bound, _, limit = said.partition(" ")
    goals: dict[str, Bound] = {"<=": "<=", ">=": ">="}
    return "held" if Goal(goals[bound], float(limit)).held_by(figure) else "**missed**"
