"""What the policy makes of findings and claims. Pure: the same in, the same out, and the reason said in words."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from redress.model import Finding, LegalKind, Priority, Queue, Route, Routing, Standing
from redress.policy.guideline import SECOND_OPINION, Care, Guideline, Policy

LEGAL_MARK = "legal:"
REDIRECT_MARK = "redirect:"
MOST_IN_DOUBT = 3
"""Guidelines in one question: more would be read less well."""


def route(
    policy: Policy,
    findings: Sequence[Finding],
    claims: Collection[str],
    *,
    known: bool = True,
) -> Routing:
    """The most serious of what was found and claimed decides the way; all of it is kept as grounds to look at.

    In this order: a legal claim, a review nobody told us of, a clear breach that a machine may decide, what a person
    must see, another way out. Stars, dissent and anger are not looked at: they never are a reason. Where a moderator
    is to look, it is also said what the detectors leave open.
    """
    routing = _routed(policy, findings, claims, known=known)
    if routing.route is not Route.HUMAN_REVIEW or not known:
        return routing
    return routing.model_copy(update={"in_doubt": _in_doubt(policy, findings)})


def _routed(policy: Policy, findings: Sequence[Finding], claims: Collection[str], *, known: bool) -> Routing:
    kinds = _legal_kinds(claims)
    fired = [finding for finding in findings if finding.fired and finding.guideline in policy.by_id]
    breached = _in_order(policy, {finding.guideline for finding in fired})
    if kinds:
        return _to_legal(policy, kinds, breached)
    if not known:
        why = "The platform has not told us of this review, so there is nothing a machine could judge."
        return _to_person(policy, policy.unknown_review, breached, why)
    clear = _for_a_machine(policy, fired, breached)
    if clear:
        return _takedown(policy, clear, fired)
    named = _in_order(policy, claims)
    return _as_found(policy, breached, named) if breached else _unfound(policy, named, claims)


def priority(policy: Policy, base: Priority, report_count: int, standing: Standing | None) -> Priority:
    """How pressing a case is, given how many have reported it and how right its reporters have been."""
    share = standing.share_upheld if standing else None
    limits = policy.limits
    pressing = base
    if share is not None and share >= limits.standing_high_share:
        pressing = base.raised()
    elif share is not None and share <= limits.standing_low_share and base not in limits.standing_low_spares:
        pressing = _lowered(base)
    for count, at_least in limits.priority_by_reports.items():
        if report_count >= count:
            pressing = pressing.at_least(at_least)
    return pressing


def _lowered(base: Priority) -> Priority:
    by_rank = sorted(Priority, key=lambda each: each.rank)
    return by_rank[min(base.rank + 1, len(by_rank) - 1)]


def _legal_kinds(claims: Iterable[str]) -> set[LegalKind]:
    named = {claim.removeprefix(LEGAL_MARK) for claim in claims if claim.startswith(LEGAL_MARK)}
    return {kind for kind in LegalKind if kind.value in named}


def _in_order(policy: Policy, ids: Collection[str]) -> tuple[Guideline, ...]:
    """The file's order among equals, the most pressing first: the same findings always read the same."""
    return tuple(sorted((each for each in policy.guidelines if each.id in ids), key=lambda each: each.priority.rank))


def _to_legal(policy: Policy, kinds: Collection[LegalKind], breached: Sequence[Guideline]) -> Routing:
    cares = [policy.legal[kind] for kind in kinds]
    claimed = " and ".join(sorted(kind.value.replace("_", " ") for kind in kinds))
    also = f" Found beside it: {_titles(breached)}." if breached else ""
    return Routing(
        route=Route.LEGAL_REVIEW,
        queue=Queue.LEGAL,
        priority=min((care.priority for care in cares), key=lambda each: each.rank),
        within=min(care.within for care in cares),
        grounds=tuple(each.id for each in breached),
        why=f"A legal claim was made ({claimed}); only people decide about it.{also}",
        policy_version=policy.version,
    )


def _for_a_machine(policy: Policy, fired: Sequence[Finding], breached: Sequence[Guideline]) -> tuple[Guideline, ...]:
    """What is so clear, and so little contested, that no person need see it. Beside something urgent, a person must.

    A learnt score is never clear, however high: it says what a text is like, not what it is.
    """
    if any(each.priority is Priority.URGENT and not each.machine_may_decide for each in breached):
        return ()
    clear = {
        finding.guideline
        for finding in fired
        if finding.detector not in policy.learnt
        and (bar := policy.by_id[finding.guideline].takedown_at) is not None
        and finding.score >= bar
    }
    return tuple(each for each in breached if each.id in clear and each.machine_may_decide and not each.contested)


def _in_doubt(policy: Policy, findings: Sequence[Finding]) -> tuple[str, ...]:
    """The most pressing guidelines of which the strongest finding neither says enough nor nothing; asked once."""
    best: dict[str, float] = {}
    for finding in findings:
        best[finding.guideline] = max(finding.score, best.get(finding.guideline, 0.0))
    asked = {finding.guideline for finding in findings if finding.detector == SECOND_OPINION}
    open_ = (
        each.id
        for each in _in_order(policy, best.keys() - asked)
        if each.second_opinion and each.second_opinion.leaves_open(best[each.id])
    )
    return tuple(open_)[:MOST_IN_DOUBT]


def _takedown(policy: Policy, clear: Sequence[Guideline], fired: Sequence[Finding]) -> Routing:
    ids = {each.id for each in clear}
    proofs = [finding for finding in fired if finding.guideline in ids and finding.detector not in policy.learnt]
    best = max(proofs, key=lambda finding: finding.score)
    return Routing(
        route=Route.TAKEDOWN,
        queue=clear[0].queue,
        priority=clear[0].priority,
        within=min(each.within for each in clear),
        grounds=tuple(each.id for each in clear),
        why=f"Clear enough for a machine ({_titles(clear)}): {best.reason}",
        policy_version=policy.version,
    )


def _as_found(policy: Policy, breached: Sequence[Guideline], named: Sequence[Guideline]) -> Routing:
    """Legal review outweighs a moderator's, save where somebody may be in danger: that cannot wait for a lawyer."""
    legal = [each for each in breached if each.route is Route.LEGAL_REVIEW]
    lead = breached[0] if breached[0].priority is Priority.URGENT or not legal else legal[0]
    differs = f" The reporter named: {_titles(named)}." if any(each not in breached for each in named) else ""
    return Routing(
        route=Route.LEGAL_REVIEW if lead.route is Route.LEGAL_REVIEW else Route.HUMAN_REVIEW,
        queue=lead.queue,
        priority=breached[0].priority,
        within=min(each.within for each in breached),
        grounds=tuple(each.id for each in breached),
        why=f"Found: {_titles(breached)}. A person decides.{differs}",
        policy_version=policy.version,
    )


def _unfound(policy: Policy, named: Sequence[Guideline], claims: Collection[str]) -> Routing:
    """A machine that sees nothing proves nothing: only what is plainly no case for us goes another way."""
    if named:
        return _as_claimed(policy, named)
    marks = sorted(claim.removeprefix(REDIRECT_MARK) for claim in claims if claim.startswith(REDIRECT_MARK))
    way = next((mark for mark in marks if mark in policy.redirects), "")
    if way:
        why = f"The report is about something else: {policy.redirects[way].title.lower()}."
        return Routing(route=Route.REDIRECT, why=why, redirect=way, policy_version=policy.version)
    return _to_person(policy, policy.unclaimed, (), "Nothing was found and no guideline was named: a person looks.")


def _as_claimed(policy: Policy, named: Sequence[Guideline]) -> Routing:
    lead = next((each for each in named if each.route is Route.LEGAL_REVIEW), named[0])
    if named[0].priority is Priority.URGENT:
        lead = named[0]
    return Routing(
        route=Route.LEGAL_REVIEW if lead.route is Route.LEGAL_REVIEW else Route.HUMAN_REVIEW,
        queue=lead.queue,
        priority=named[0].priority,
        within=min(each.within for each in named),
        why=f"Nothing was found by machine; the reporter named: {_titles(named)}. A person looks.",
        policy_version=policy.version,
    )


def _to_person(policy: Policy, care: Care, breached: Sequence[Guideline], why: str) -> Routing:
    return Routing(
        route=Route.HUMAN_REVIEW,
        queue=care.queue,
        priority=care.priority,
        within=timedelta(hours=care.within_hours),
        grounds=tuple(each.id for each in breached),
        why=why,
        policy_version=policy.version,
    )


def _titles(guidelines: Iterable[Guideline]) -> str:
    return ", ".join(each.title for each in guidelines)
