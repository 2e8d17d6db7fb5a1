"""The house as it stands keeps every rule. That each rule bites is shown in test_checks_bite.py."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import actions, cloud, doors, grants, indexes, walls, workflow

ROOT = Path(__file__).parents[2]
Check = Callable[[Path], list[str]]


@pytest.mark.parametrize("check", walls.CHECKS, ids=lambda check: check.__name__)
def test_the_source_has_no(check: Check) -> None:
    assert check(ROOT) == []


@pytest.mark.parametrize(
    "check",
    cloud.CHECKS + doors.CHECKS + grants.CHECKS + actions.CHECKS + indexes.CHECKS,
    ids=lambda check: check.__name__,
)
def test_the_template_has_no(check: Check) -> None:
    assert check(ROOT) == []


@pytest.mark.parametrize("check", workflow.CHECKS, ids=lambda check: check.__name__)
def test_the_workflow_has_no(check: Check) -> None:
    assert check(ROOT) == []
