"""The bench's own arithmetic: what a unit costs, and what the median of several runs says of a goal."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench.__main__ import TO_BE_NAMED, TOPICS
from bench.medians import MARK, medians, put_into
from bench.rows import Row, at_most, row
from bench.units import read_units, write_units


def results(folder: Path, number: int, *rows: Row) -> Path:
    run: dict[str, Any] = {
        "topic": "warm",
        "date": f"2026-11-2{number}",
        "machine": "two cores",
        "versions": {"x": "1"},
    }
    file = folder / f"results-{number}.json"
    file.write_text(json.dumps([{**line._asdict(), **run} for line in rows]))
    return file


def test_one_run_that_missed_does_not_decide(tmp_path: Path) -> None:
    taken = (1.0, 2.0, 1.2)
    files = [
        results(tmp_path, number, row("a write", value, "ms", against="bare; today", base=1, goal=at_most(1.5)))
        for number, value in enumerate(taken)
    ]

    (told,) = [line for line in medians(files, TOPICS | TO_BE_NAMED).splitlines() if line.startswith("| a write")]

    assert told == "| a write | 1.2 ms | 1 to 2 | 1.20 × bare | ≤ 1.5 | held |"


def test_a_page_keeps_what_stands_before_the_mark(tmp_path: Path) -> None:
    page = tmp_path / "measured.md"
    page.write_text(f"What was measured\n\n{MARK}\n\nlast week's\n")

    put_into(page, "today's")

    assert page.read_text() == f"What was measured\n\n{MARK}\n\ntoday's\n"
    page.write_text("no mark")
    with pytest.raises(ValueError, match="no line"):
        put_into(page, "today's")


def test_what_is_read_is_billed_by_four_kilobytes_begun_and_half_where_it_may_be_old() -> None:
    page = {"Items": [{"document": {"S": "x" * 5_000}}]}

    assert read_units("Query", {}, page) == 1.0
    assert read_units("Query", {"ConsistentRead": True}, page) == 2.0
    assert read_units("GetItem", {"ConsistentRead": True}, {}) == 1.0
    asked = {"RequestItems": {"table": {"Keys": [1, 2, 3]}}}
    assert read_units("BatchGetItem", asked, {"Responses": {"table": page["Items"]}}) == 1.0 + 0.5 + 0.5


def test_a_write_that_is_refused_is_billed_as_well_and_twice_in_a_transaction() -> None:
    item = {"document": {"S": "x" * 1_500}}

    assert write_units({"Item": item}, {}, refused=True) == 2.0
    assert write_units({"TransactItems": [{"Put": {"Item": item}}, {"Update": {}}]}, {}, refused=True) == 6.0
    assert write_units({}, {"ConsumedCapacity": [{"CapacityUnits": 3.0}]}, refused=False) == 3.0
