"""After a restart the engine's executions are gone: what the platform was being told is told on at the next sweep.

In the cloud an execution outlives every restart and repeats for a day, so a case that is being acted on is looked at
only after that. Here it would wait as long for nothing.
"""

from datetime import UTC, datetime

from redress.errors import StaleCase
from redress.model import Status
from redress.ports import CaseStore

ACTING = f"waiting-{Status.ACTING}"


def wake(cases: CaseStore) -> int:
    """Have `sweep` look at once at each case that is being acted on; gives back how many there are."""
    now, woken, position = datetime.now(UTC), 0, None
    while True:
        page = cases.in_bucket(ACTING, after=position, limit=100)
        for line in page.items:
            case = cases.get(line.case_id)
            try:
                cases.save(case, case.model_copy(update={"move_by": now}))
            except StaleCase:
                continue  # somebody is at it already
            woken += 1
        position = page.next
        if position is None:
            return woken
