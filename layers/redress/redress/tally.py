"""Counting: each fact of the stream once, into counters that dashboards read. Never a scan, never a guess."""

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from redress.model import DECIDED, Case, Decision, MailRow, Notice, NoticeKind, NoticeState, Outcome, Report, Side
from redress.model.people import speaker_of
from redress.ports import Counted, Counters

BOUNDS = (0.0, 0.25, 0.5, 1, 2, 4, 8, 12, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720, 1440, 2880, 4380)
"""Edges of the histogram of hours to a decision. A percentile read from it lies within its bucket."""


class Change(NamedTuple):
    """One record of the stream: what an item was and is."""

    before: Report | Case | Notice | MailRow | None
    after: Report | Case | Notice | MailRow | None


def count_changes(changes: Iterable[Change], *, counters: Counters) -> int:
    """Count what happened; gives back how many facts were new. A record that comes twice counts once."""
    return counters.count([fact for change in changes for fact in facts_of(change)])


def facts_of(change: Change) -> list[Counted]:
    match change.before, change.after:
        case None, Report() as report:
            return [_received(report)]
        case (None | Case()) as before, Case() as after:
            return _moved(before, after)
        case (None | Notice()) as before, Notice() as after:
            return _told(before, after)
        case (None | MailRow()) as before, MailRow() as after:
            return _mailed(before, after)
    return []


def _received(report: Report) -> Counted:
    amounts = {
        "reports": 1,
        f"reports.channel.{report.channel}": 1,
        f"reports.guideline.{report.guideline or 'none'}": 1,
        f"reports.relation.{report.relation}": 1,
    }
    return Counted(f"report:{report.report_id}", _day(report.received_at), amounts, report.speaker, {"reports": 1})


def _moved(before: Case | None, after: Case) -> list[Counted]:
    facts = []
    if before is None or before.status is not after.status:
        day, name = _day(after.moved_at), f"case:{after.case_id}:{after.entries}"
        amounts = {f"cases.{after.status}": 1}
        if before is None:
            amounts |= {"cases.opened": 1, f"cases.route.{after.routing.route if after.routing else 'none'}": 1}
        if after.appeal and (before is None or before.appeal != after.appeal):
            amounts |= {"appeals": 1, f"appeals.side.{after.appeal.side}": 1}
        if after.status in DECIDED and after.decision is not None:
            amounts |= _decided(after, after.decision)
        facts.append(Counted(name, day, amounts))
    if after.overdue and (before is None or not before.overdue):
        facts.append(Counted(f"overdue:{after.case_id}:{after.entries}", _day(after.moved_at), {"cases.overdue": 1}))
    return facts


def _decided(after: Case, decision: Decision) -> dict[str, int]:
    upheld = decision.outcome is Outcome.REMOVED
    guideline = decision.grounds[0] if decision.grounds else next(iter(sorted(after.claims)), "none")
    began = after.appeal.at if after.appeal and after.appeal.decision < decision.number else after.opened_at
    hours = (after.moved_at - began).total_seconds() / 3600
    queue = after.queue.value if after.queue else "none"
    amounts = {
        "decisions": 1,
        f"decisions.{decision.outcome}": 1,
        f"decisions.guideline.{guideline}": 1,
        f"decisions.queue.{queue}": 1,
        "decisions.automated" if decision.automated else "decisions.by_person": 1,
        f"hours.{bucket(hours)}": 1,
        f"hours.queue.{queue}.{bucket(hours)}": 1,
    }
    if upheld:
        amounts |= {"decisions.upheld": 1, f"decisions.upheld.guideline.{guideline}": 1}
    if after.appeal and after.appeal.decision < decision.number:
        changed = decision.outcome is Outcome.RESTORED or (upheld and not after.appeal.is_of_a_removal)
        amounts |= {"appeals.decided": 1, **({"appeals.overturned": 1} if changed else {})}
    return amounts


def _told(before: Notice | None, after: Notice) -> list[Counted]:
    facts = []
    if before is None or before.state is not after.state:
        name = f"notice:{after.notice_id}:{after.state}:{after.attempts}"
        facts.append(Counted(name, _day(after.made_at), {f"notices.{after.state}": 1}))
    to_reporter = after.kind is NoticeKind.DECISION and after.recipient.side is Side.REPORTER
    if before is None and to_reporter and after.state is NoticeState.QUEUED:
        to = after.recipient
        speaker = speaker_of(to.account, to.email, verified=to.verified)
        standing = {"decided": 1, **({"upheld": 1} if after.outcome is Outcome.REMOVED else {})}
        facts.append(
            Counted(f"decided:{after.notice_id}", _day(after.made_at), {"reporters.told": 1}, speaker, standing)
        )
    return facts


def _mailed(before: MailRow | None, after: MailRow) -> list[Counted]:
    if before is not None and before.state is after.state:
        return []
    name = f"mail:{after.key}:{after.state}"
    return [
        Counted(
            name,
            _day(after.received_at),
            {"mails": 1, f"mails.{after.state}": 1} if before is None else {f"mails.{after.state}": 1},
        )
    ]


def bucket(hours: float) -> int:
    """The number of the histogram's bucket that these hours fall into."""
    return sum(1 for edge in BOUNDS[1:] if hours > edge)


def percentile(counts: dict[int, int], share: float) -> float | None:
    """Hours below which this share of the decisions lie, read off the histogram; None when there are none."""
    total = sum(counts.values())
    if not total:
        return None
    wanted, seen = share * total, 0
    edges = [*pairwise(BOUNDS), (BOUNDS[-1], BOUNDS[-1])]
    for number, (low, high) in enumerate(edges):
        here = counts.get(number, 0)
        if here and seen + here >= wanted:
            return round(low + (high - low) * (wanted - seen) / here, 2)
        seen += here
    return BOUNDS[-1]


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"
