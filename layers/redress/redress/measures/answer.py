"""What is answered. Each figure's meaning is said here, and from here in the API's document."""

from datetime import date

from pydantic import Field

from redress.model import Band, Channel, Queue, Relation, Side, Value
from redress.ports.desk import Board


class HoursToDecision(Value):
    """How long decisions took. Percentiles are read off fixed buckets: each is right to within its bucket's edges.

    From the case's opening, or from the appeal where one was heard, to when the decision was carried out.
    """

    p50: float | None
    p90: float | None
    p99: float | None
    bucket_edges: tuple[float, ...]
    counts: tuple[int, ...]


class OfDay(Value):
    """One day. `parked` and `overdue`: cases that became so on this day."""

    day: date
    reports: int
    cases_opened: int
    decisions: int
    upheld: int
    automated: int
    overdue: int
    parked: int
    appeals: int
    mails: int
    p50: float | None
    p90: float | None


class OfPart(Value):
    """What was decided in one part of the work, appeals among it. `within_limit`: by when due. `appeals_decided`: in
    these days, and of them `appeals_overturned`: the decision was changed.
    """

    decisions: int
    upheld: int
    automated: int
    within_limit: int
    appeals_decided: int
    appeals_overturned: int
    p50: float | None
    p90: float | None
    p99: float | None
    share_upheld: float | None
    share_automated: float | None
    share_within_limit: float | None
    share_appeals_overturned: float | None


class OfGuideline(OfPart):
    """`reports` name it. `decisions` rest on it first; one that rests on no clause is counted under the one that the
    policy found first, or that was claimed; an appeal, under the clause of the decision that it contested.
    `limit_hours` is the policy's own.
    """

    guideline: str
    reports: int
    limit_hours: int | None


class OfChannel(OfPart):
    """`reports` came by this door. `decisions` are of cases whose first report did: a case may have reports by all."""

    channel: Channel
    reports: int


class OfQueue(OfPart):
    """`decisions` were made in this queue, or by a machine on what it would have been sent; appeals in their own."""

    queue: Queue


class OfRelation(Value):
    """`answered`: reporters who were answered by a decision. `upheld`: of them, those whose review was removed."""

    relation: Relation | None
    reports: int
    answered: int
    upheld: int
    share_upheld: float | None


class OfStanding(Value):
    """Reporters by how right they had been until then: `new` under five answers, else by thirds of them."""

    standing: Band | None
    answered: int
    upheld: int
    share_upheld: float | None


class OfDetector(Value):
    """What became of a detector's findings; a guideline counts once for each case.

    `automated`: a machine decided on them. Of first decisions by a person, `followed`: removed on that ground,
    `other_grounds`: removed, but not on it; `overruled`: kept. `reversed`: an appeal changed the machine's decision.
    """

    detector: str
    version: str
    automated: int
    followed: int
    other_grounds: int
    overruled: int
    reversed: int
    share_overruled: float | None


class Automation(Value):
    """`found_gone`: nobody judged, the review was no longer there. `proposed`: first decisions by a person, to remove
    or to keep, where a detector had found a breach; `overruled`: of them, those to keep. `contested`: automated
    decisions that were looked at again; `reversed`: of them, changed.
    """

    automated: int
    by_person: int
    found_gone: int
    proposed: int
    overruled: int
    contested: int
    reversed: int
    share_automated: float | None
    share_overruled: float | None
    share_reversed: float | None


class OfSide(Value):
    """`appeals` came in these days; `decided` were decided in them, and may have come before."""

    side: Side
    appeals: int
    decided: int
    overturned: int
    share_overturned: float | None


class MailsOfPeriod(Value):
    """Mails by the day on which they came, each in one place: where it is now. `letters_undeliverable` are our own."""

    received: int
    under_way: int
    understood: int
    asked_back: int
    with_a_person: int
    redirected: int
    automatic: int
    quarantined: int
    ignored: int
    letters_undeliverable: int


class Leader(Value):
    name: str
    reports: int


class Leaders(Value):
    """The products or sellers with the most reports. Exact for a day; over several days a count may be short of what
    came on days on which it was not among the first, and nobody is short of more than `short_by_at_most`.
    """

    first: tuple[Leader, ...]
    short_by_at_most: int


class Measures(Value):
    """A share is of the decisions of these days, not of their reports: a backlog cannot push it over 1.

    `open`: the cases that wait now, by age and by when they are due, as `/v1/queues` has them: not of these days.
    """

    first: date = Field(serialization_alias="from")
    last: date = Field(serialization_alias="to")
    reports: int
    cases_opened: int
    decisions: int
    overdue: int
    parked: int
    hours_to_decision: HoursToDecision
    share_upheld: float | None
    share_automated: float | None
    share_within_limit: float | None
    appeals: int
    share_appeals_overturned: float | None
    days: tuple[OfDay, ...]
    open: Board
    channels: tuple[OfChannel, ...]
    queues: tuple[OfQueue, ...]
    guidelines: tuple[OfGuideline, ...]
    relations: tuple[OfRelation, ...]
    standings: tuple[OfStanding, ...]
    automation: Automation
    detectors: tuple[OfDetector, ...]
    sides: tuple[OfSide, ...]
    mail: MailsOfPeriod
    products: Leaders
    sellers: Leaders
    by: dict[str, dict[str, int | float | None]] | None = None
