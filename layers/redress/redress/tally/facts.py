"""What one record of the stream says happened. A fact is made of its record alone, so that its order never matters."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from redress.model import Case, MailRow, Notice, NoticeKind, NoticeState, Outcome, Report, Side
from redress.model.people import speaker_of
from redress.ports.tally import Counted, Counters, Ranked
from redress.tally.cases import moved, overdue


class Change(NamedTuple):
    """One record of the stream: what an item was and is."""

    before: Report | Case | Notice | MailRow | None
    after: Report | Case | Notice | MailRow | None


def count_changes(changes: Iterable[Change], *, counters: Counters) -> int:
    """Count what happened; gives back how many facts were new. A record that comes twice counts once."""
    return counters.count([fact for change in changes for fact in facts_of(change)])


def facts_of(change: Change) -> list[Counted]:
    match change.before, change.after:
        case (None | Report()) as before, Report() as after:
            return _reported(before, after)
        case (None | Case()) as before, Case() as after:
            return [*moved(before, after), *overdue(before, after)]
        case (None | Notice()) as before, Notice() as after:
            return [*_told(before, after), *_answered(before, after)]
        case (None | MailRow()) as before, MailRow() as after:
            return _mailed(before, after)
    return []


def _reported(before: Report | None, after: Report) -> list[Counted]:
    """Once it has its case: only then is it known which product and seller it is about. On the day on which it came."""
    if not after.case_id or (before is not None and before.case_id):
        return []
    amounts = {
        "all": 1,
        f"channel.{after.channel}": 1,
        f"guideline.{after.guideline or 'none'}": 1,
        f"relation.{after.relation}": 1,
    }
    named = [Ranked("product", after.product_id), Ranked("seller", after.seller_id)]
    return [
        Counted(
            f"report:{after.report_id}",
            _day(after.received_at),
            {"reports": amounts},
            ranked={each: 1 for each in named if each.name},
            speaker=after.speaker,
            standing={"reports": 1},
        )
    ]


def _told(before: Notice | None, after: Notice) -> list[Counted]:
    if before is not None and before.state is after.state:
        return []
    name = f"notice:{after.notice_id}:{after.state}:{after.attempts}"
    return [Counted(name, _day(after.made_at), {"notices": {after.state.value: 1}})]


def _answered(before: Notice | None, after: Notice) -> list[Counted]:
    """A reporter is answered by a decision: how right that kind of reporter was, and this one."""
    decided = after.kind is NoticeKind.DECISION and after.recipient.side is Side.REPORTER
    if before is not None or not decided or after.state is not NoticeState.QUEUED:
        return []
    upheld = {"upheld": 1} if after.outcome is Outcome.REMOVED else {}
    kinds = [f"relation.{after.relation or 'none'}", f"standing.{after.standing or 'none'}"]
    amounts = {"all": 1, **upheld}
    for kind in kinds:
        amounts |= {kind: 1, **{f"{kind}.{name}": 1 for name in upheld}}
    to = after.recipient
    return [
        Counted(
            f"decided:{after.notice_id}",
            _day(after.made_at),
            {"answered": amounts},
            speaker=speaker_of(to.account, to.email, verified=to.verified),
            standing={"decided": 1, **upheld},
        )
    ]


def _mailed(before: MailRow | None, after: MailRow) -> list[Counted]:
    """Under the day on which it came: where the mails of a day are, each in one place."""
    if before is not None and before.state is after.state:
        return []
    amounts = {after.state.value: 1}
    if before is None:
        amounts["all"] = 1
    else:
        amounts[before.state.value] = -1
    name = f"mail:{after.key}:{before.state if before else ''}>{after.state}"
    return [Counted(name, _day(after.received_at), {"mails": amounts})]


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"
