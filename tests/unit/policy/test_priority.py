"""How pressing a case is."""

import pytest

from redress.model import Priority, Standing
from redress.policy import load_policy, priority

POLICY = load_policy()
RIGHT = Standing(reports=20, decided=10, upheld=9)
WRONG = Standing(reports=20, decided=10, upheld=1)
NEW = Standing(reports=1, decided=1, upheld=1)


@pytest.mark.parametrize("count,expected", [(1, "low"), (9, "low"), (10, "high"), (99, "high"), (100, "urgent")])
def test_many_reports_make_a_case_pressing(count: int, expected: str) -> None:
    assert priority(POLICY, Priority.LOW, count, None) == expected


def test_many_reports_never_make_it_less_pressing() -> None:
    assert priority(POLICY, Priority.URGENT, 10, None) is Priority.URGENT


def test_a_reporter_who_is_mostly_right_raises_it_by_a_step() -> None:
    assert priority(POLICY, Priority.NORMAL, 1, RIGHT) is Priority.HIGH


def test_a_reporter_who_is_mostly_wrong_lowers_it_by_a_step() -> None:
    assert priority(POLICY, Priority.HIGH, 1, WRONG) is Priority.NORMAL
    assert priority(POLICY, Priority.LOW, 1, WRONG) is Priority.LOW


def test_what_is_urgent_stays_urgent_whoever_says_it() -> None:
    assert priority(POLICY, Priority.URGENT, 1, WRONG) is Priority.URGENT


def test_somebody_new_counts_as_anybody_else() -> None:
    assert priority(POLICY, Priority.NORMAL, 1, NEW) is Priority.NORMAL


def test_the_number_of_reports_outweighs_a_poor_standing() -> None:
    assert priority(POLICY, Priority.LOW, 100, WRONG) is Priority.URGENT
