"""A move is made of the case as it stands, and made again when something else of the case was written meanwhile."""

from collections.abc import Callable

from redress.errors import StaleCase
from redress.model import Case, Decision
from redress.ports import CaseStore

TRIES = 6


def move(case_id: str, change: Callable[[Case], tuple[Case, *tuple[Decision, ...]]], *, cases: CaseStore) -> Case:
    """Save what `change` makes of the case. It refuses what may not be; a token stored or a lease is no refusal.

    So a busy case can still be decided: what a decision rests on is the version, and `change` checks that.
    """
    for _ in range(TRIES):
        case = cases.get(case_id)
        after, *facts = change(case)
        try:
            return cases.save(case, after, *facts)
        except StaleCase:
            continue
    raise StaleCase("The case changes faster than it can be moved. Read it again.")
