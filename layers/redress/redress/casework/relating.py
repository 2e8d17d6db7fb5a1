"""What went before: the other cases of a review's author, and of its product."""

from datetime import datetime

from redress.casework.lines import line_of
from redress.model import Case, CaseLine, Outcome, Staff, Value
from redress.model.people import staff_only
from redress.ports import CaseStore
from redress.ports.desk import DeskStore, Kin

MOST = 20


class Relative(Value):
    """Another case, and how it ended if it has."""

    line: CaseLine
    round: int
    outcome: Outcome | None
    grounds: tuple[str, ...]
    decided_at: datetime | None


class Relatives(Value):
    """Those opened last first; `…_more` when there are others."""

    author: tuple[Relative, ...]
    product: tuple[Relative, ...]
    author_more: bool
    product_more: bool


def related(case_id: str, staff: Staff, *, cases: CaseStore, desk_store: DeskStore) -> Relatives:
    staff_only(staff)
    case = cases.get(case_id)
    author, author_more = _kin("author", case.author_id, case, desk_store)
    product, product_more = _kin("product", case.product_id, case, desk_store)
    if not case.author_id:
        others = [each for each in desk_store.rounds(case.subject, limit=MOST + 1) if each.case_id != case_id]
        author, author_more = tuple(map(_relative, others)), False
    return Relatives(author=author, product=product, author_more=author_more, product_more=product_more)


def _kin(of: Kin, name: str, case: Case, desk_store: DeskStore) -> tuple[tuple[Relative, ...], bool]:
    if not name:
        return (), False
    found = [each for each in desk_store.kin(of, name, limit=MOST + 2) if each != case.case_id]
    return tuple(map(_relative, desk_store.cases(found[:MOST]))), len(found) > MOST


def _relative(case: Case) -> Relative:
    decision = case.decision if case.is_decided else None
    return Relative(
        line=line_of(case),
        round=case.round,
        outcome=decision.outcome if decision else None,
        grounds=decision.grounds if decision else (),
        decided_at=decision.decided_at if decision else None,
    )
