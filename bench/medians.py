"""The medians of several runs, as the tables of docs/measured.md: nobody picks the best one."""

import json
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.rows import Bound, Goal

Line = dict[str, Any]


def medians(files: Sequence[Path]) -> str:
    """A table for each topic; what not every run has measured is left out."""
    runs = [{(line["topic"], line["name"]): line for line in json.loads(file.read_text())} for file in files]
    shared = [key for key in runs[0] if all(key in run for run in runs)]
    told = []
    for topic in dict.fromkeys(topic for topic, _ in shared):
        told += [
            "",
            f"## {topic}",
            "",
            "| | median | lowest to highest | ratio | goal | |",
            "|---|---|---|---|---|---|",
        ]
        told += [_joined([run[key] for run in runs]) for key in shared if key[0] == topic]
    first = next(iter(runs[0].values()))
    dates = sorted({line["date"] for run in runs for line in run.values()})
    head = f"{len(files)} runs, {dates[0]} to {dates[-1]}; {first['machine']}; {_versions(first)}."
    return "\n".join([head, *told])


def _joined(lines: Sequence[Line]) -> str:
    values, ratios = [line["value"] for line in lines], [line["ratio"] for line in lines if line["ratio"] is not None]
    value, ratio = statistics.median(values), statistics.median(ratios) if ratios else None
    first = lines[0]
    held = _held(first["goal"], value if ratio is None else ratio)
    spread = f"{min(values):,.4g} – {max(values):,.4g}"
    beside = f"{ratio:.2f} × {first['against'].partition(';')[0]}" if ratio is not None else ""
    return f"| {first['name']} | {value:,.4g} {first['unit']} | {spread} | {beside} | {_goal(first['goal'])} | {held} |"


def _goal(said: str) -> str:
    return said.replace("<=", "≤").replace(">=", "≥")


def _held(said: str, figure: float) -> str:
    """Anew, by the median: a run that missed does not decide."""
    if not said:
        return ""
    bound, _, limit = said.partition(" ")
    goals: dict[str, Bound] = {"<=": "<=", ">=": ">="}
    return "held" if Goal(goals[bound], float(limit)).held_by(figure) else "**missed**"


def _versions(line: Line) -> str:
    return ", ".join(f"{name} {version}" for name, version in line["versions"].items())
