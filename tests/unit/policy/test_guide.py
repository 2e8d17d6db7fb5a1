"""The guide says what the file says."""

from pathlib import Path

import pytest

from redress.detect import DETECTORS
from redress.policy import Guideline, load_policy

GUIDE = (Path(__file__).parents[3] / "docs" / "policy-guide.md").read_text(encoding="utf-8")
POLICY = load_policy()


@pytest.mark.parametrize("each", POLICY.guidelines, ids=lambda each: each.id)
def test_each_guideline_has_its_row(each: Guideline) -> None:
    alone = f"machine from {each.takedown_at}" if each.machine_may_decide else "person"
    who = "lawyers" if each.queue == "legal" else alone
    detectors = ", ".join(each.detectors) or "reports only"
    contested = "yes" if each.contested else "no"

    row = f"| `{each.id}` | {each.title} | {who} | {each.queue} | {each.priority} | {each.within_hours} h"

    assert f"{row} | {detectors} | {contested} |" in GUIDE


@pytest.mark.parametrize("name", DETECTORS)
def test_each_detector_says_what_it_sees_and_misses(name: str) -> None:
    assert f"\n| `{name}` |" in GUIDE


@pytest.mark.parametrize("field", [name for name in Guideline.model_fields if name != "id"])
def test_each_field_is_explained(field: str) -> None:
    assert f"`{field}`" in GUIDE
