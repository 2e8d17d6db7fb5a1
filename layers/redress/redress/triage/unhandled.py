"""Reports that triage cannot handle: a case for a person all the same, within the same batch."""

import logging
from collections.abc import Mapping, Sequence

from redress.model import Case, Channel, Queue, Report, Route, Routing, Subject
from redress.model.case import opened
from redress.triage.desk import Desk
from redress.triage.stamping import by_case, some_at_once

WHY = "These reports could not be triaged by machine; a person looks. The log says what failed."

logger = logging.getLogger(__name__)


def give_to_a_person(reports: Sequence[Report], *, desk: Desk) -> Mapping[str, Sequence[str]]:
    """Stamp reports on one review with a plain case, without detectors, policy or standing. Gives back those, by their
    case.
    """
    unstamped = [report for report in reports if not report.case_id]
    if not unstamped:
        return {}
    logger.error("reports given to a person untriaged", extra={"reports": len(unstamped)})
    subject = Subject.review(unstamped[0].review_id)
    return by_case(some_at_once(unstamped, lambda some: _give_case(subject, some, desk)))


def _give_case(subject: Subject, reports: Sequence[Report], desk: Desk) -> list[Report]:
    latest = desk.cases.latest(subject)
    if latest is not None and not latest.is_decided:
        return desk.cases.join(latest, latest, reports)
    case = _plain(subject, latest.round + 1 if latest else 1, reports[0].channel, desk)
    stamped = desk.cases.open(case, reports)
    if stamped:
        desk.workflow.start(case)
    return stamped


def _plain(subject: Subject, round_: int, channel: Channel, desk: Desk) -> Case:
    now, care = desk.clock(), desk.policy.unclaimed
    case = opened(subject, round_, now, move_by=now + care.within, channel=channel, attempt=1, begun_at=now)
    routing = Routing(
        route=Route.HUMAN_REVIEW, queue=Queue.GENERAL, within=care.within, why=WHY, policy_version=desk.policy.version
    )
    return case.routed(routing, (), now)
