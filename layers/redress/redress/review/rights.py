"""Who may do what, said once more where it is done: the gateway is not the only door."""

from datetime import datetime

from redress.errors import CaseHeld, IllegalMove, InvalidInput, NotAllowed
from redress.model import COURT_ORDER, ORDER_CLAIMED, Case, Role, Staff
from redress.model.people import staff_only

WEIGH_ORDERS = (Role.LEGAL, Role.ADMIN)


def theirs_to_move(case: Case, staff: Staff) -> None:
    staff_only(staff)
    if not case.may_be_moved_by(staff):
        raise NotAllowed("Your role may not move this case, or you decided what is appealed here.")


def not_held_by_another(case: Case, staff: Staff, now: datetime) -> None:
    staff_only(staff)
    if case.held_by_another(staff.name, now) and case.claim:
        raise CaseHeld(f"{case.claim.by} holds this case until {case.claim.until:%H:%M} UTC.")


def allowed(case: Case, staff: Staff, move: str, now: datetime) -> None:
    if move in case.allowed(staff, now):
        return
    theirs_to_move(case, staff)
    if move == "needs_info" and not case.can_be_asked_about:
        raise IllegalMove("Nobody can be asked: whoever wrote this mail may not be written to.")
    raise IllegalMove(f"A case that is {case.status} cannot be moved by '{move}'.")


def may_cite(case: Case, staff: Staff) -> tuple[str, ...]:
    """The grounds beside the guidelines: an order, where a report claims one, for those who may weigh it."""
    return (COURT_ORDER,) if ORDER_CLAIMED in case.claims and staff.is_any(*WEIGH_ORDERS) else ()


def order_may_be_cited(case: Case, staff: Staff, *, pointer: str) -> None:
    if ORDER_CLAIMED not in case.claims:
        raise InvalidInput.at(pointer, "No report on this case claims a court order.")
    if not staff.is_any(*WEIGH_ORDERS):
        raise NotAllowed("Only the legal team removes a review on a court order.")
