"""The workflow's step: ask a language model about one case, once, and keep what it says beside what was found."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from redress.errors import NoOpinion, StaleCase
from redress.model import Case, Finding, Review, Route, SecondOpinion, Status
from redress.policy import SECOND_OPINION, Policy, route
from redress.ports import Adviser, CaseStore, Clock, ReviewStore
from redress.ports.tally import Counters
from redress.second_opinion.answer import opinions_in
from redress.second_opinion.question import question_on
from redress.second_opinion.wanted import is_wanted

TRIES = 5

logger = logging.getLogger(__name__)


def ask_second_opinion(
    case_id: str,
    *,
    cases: CaseStore,
    reviews: ReviewStore,
    adviser: Adviser,
    counters: Counters,
    policy: Policy,
    clock: Clock,
    mark: Callable[[], str] = lambda: token_hex(16),
) -> SecondOpinion:
    """What became of the question. Whatever it is, a person decides the case, and waits for nothing.

    That it is asked is saved before it is asked: a repeat, or a second execution, finds that and goes on.
    """
    case, review = _taken_up(case_id, cases=cases, reviews=reviews, by=adviser.name, policy=policy, clock=clock)
    if review is None or case.routing is None or case.second_opinion is None:
        return SecondOpinion(snapshot=case.snapshot, by=adviser.name, at=clock(), outcome="not_wanted")
    found: Sequence[Finding] = ()
    asked = spent = case.second_opinion
    try:
        if not counters.spend(SECOND_OPINION, f"{clock():%Y-%m-%d}", limit=policy.limits.second_opinions_a_day):
            return _kept(case_id, asked, _became(asked, "over_budget"), (), cases=cases, policy=policy, clock=clock)
        guidelines = [policy.by_id[each] for each in case.routing.in_doubt if each in policy.by_id]
        question = question_on(review, guidelines, case.findings, mark=mark())
        advice = adviser.ask(question.instructions, question.data)
        spent = asked.model_copy(update={"tokens": advice.tokens})
        found = opinions_in(advice.words, question, by=adviser.name)
        became = _became(spent, "given")
    except NoOpinion as none:
        logger.warning("NoSecondOpinion", extra={"case_id": case_id, "outcome": none.outcome, "why": str(none)})
        became = _became(spent, none.outcome)
    return _kept(case_id, asked, became, found, cases=cases, policy=policy, clock=clock)


def _became(asked: SecondOpinion, outcome: str) -> SecondOpinion:
    return SecondOpinion.model_validate({**asked.model_dump(), "outcome": outcome})


def _taken_up(
    case_id: str, *, cases: CaseStore, reviews: ReviewStore, by: str, policy: Policy, clock: Clock
) -> tuple[Case, Review | None]:
    """The case with the question noted on it, and the text it is about; no text where nothing is to be asked."""
    for _ in range(TRIES):
        case, now = cases.get(case_id), clock()
        if not is_wanted(case) or _held(case, now):
            return case, None
        review = reviews.snapshot(case.review_id, case.snapshot)
        if review is None:
            return case, None
        # While it is asked the workflow is on its way: sweep is to begin no other.
        grace = now + timedelta(seconds=policy.limits.workflow_grace_seconds)
        opinion = SecondOpinion(snapshot=case.snapshot, by=by, at=now)
        try:
            return cases.save(case, case.model_copy(update={"second_opinion": opinion, "move_by": grace})), review
        except StaleCase:
            continue
    raise StaleCase("The case changed too often to be asked about.")


def _kept(
    case_id: str,
    asked: SecondOpinion,
    became: SecondOpinion,
    found: Sequence[Finding],
    *,
    cases: CaseStore,
    policy: Policy,
    clock: Clock,
) -> SecondOpinion:
    for _ in range(TRIES):
        case, now = cases.get(case_id), clock()
        if case.second_opinion != asked:
            return _became(became, "too_late")  # another text's question has taken its place
        after = _answered(case, became, found, policy, now)
        try:
            return cases.save(case, after).second_opinion or became
        except StaleCase:
            continue
    raise StaleCase("The case changed too often to keep an opinion on it.")


def _answered(case: Case, became: SecondOpinion, found: Sequence[Finding], policy: Policy, now: datetime) -> Case:
    """A person who reads the case meanwhile, or has decided it, is not disturbed; a text that is gone is not judged."""
    judged = case.status is Status.HUMAN_REVIEW and case.decision is None and case.appeal is None
    if found and (not judged or case.snapshot != became.snapshot or _held(case, now)):
        became, found = _became(became, "too_late"), ()
    facts = {"outcome": became.outcome, "by": became.by}
    if not found:
        return case.noted(now, actor="redress", act=SECOND_OPINION, facts=facts, second_opinion=became)
    fired = [each.model_copy(update={"fired": _fires(each, policy)}) for each in found]
    findings = tuple(sorted((*case.findings, *fired), key=lambda each: (not each.fired, -each.score)))
    said = ",".join(each.guideline for each in fired if each.fired)
    changes: dict[str, Any] = {"findings": findings, "second_opinion": became}
    if said:
        changes |= _routed_again(case, findings, policy, now)
    status = changes.pop("status", case.status)
    told = {**facts, "found": said}
    if status is not case.status:
        return case.moved(status, now, actor="redress", act=SECOND_OPINION, facts=told, **changes)
    changes["version"] = case.version + 1
    return case.noted(now, actor="redress", act=SECOND_OPINION, facts=told, **changes)


def _routed_again(case: Case, findings: Sequence[Finding], policy: Policy, now: datetime) -> dict[str, Any]:
    """It may bring a case before other people, and sooner. It never takes one out of a person's hands."""
    before = case.routing.detectors if case.routing else {}
    routing = route(policy, findings, case.claims).model_copy(update={"detectors": before})
    if routing.route not in {Route.HUMAN_REVIEW, Route.LEGAL_REVIEW}:
        return {}
    due_at = min(case.due_at or now + routing.within, now + routing.within)
    status = Status.LEGAL_REVIEW if routing.route is Route.LEGAL_REVIEW else Status.HUMAN_REVIEW
    return {
        "status": status,
        "routing": routing,
        "queue": routing.queue,
        "priority": case.priority.at_least(routing.priority),
        "due_at": due_at,
        "move_by": min(case.move_by or due_at, due_at),
    }


def _fires(finding: Finding, policy: Policy) -> bool:
    bar = policy.threshold(finding.guideline, finding.detector)
    return bar is not None and finding.score >= bar


def _held(case: Case, now: datetime) -> bool:
    return case.claim is not None and case.claim.until > now
