"""A case: all reports on one review in one round, and where we are with them. The table of moves is the rule."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Self

from pydantic import Field

from redress.errors import IllegalMove
from redress.model.audit import Entry
from redress.model.decision import Decision
from redress.model.finding import Finding, Routing, SecondOpinion, named_in
from redress.model.moves import DECIDED, HELD, MOVES, STATUS_OF_ROUTE, WITH_A_PERSON
from redress.model.notice import Recipient
from redress.model.people import Role, Staff
from redress.model.review import Card, Review
from redress.model.subject import Appeal, Claim, Note, Subject, unlapsed
from redress.model.words import Channel, Outcome, Priority, Queue, Route, Status, Value, timestamp


class Case(Value):
    """Moves return a new case or refuse; each writes its audit entry in the same breath (`news`, saved with the case).

    `version` rises with what a decision rests on; `revision` with every save, for the store's lock. `token` is the
    workflow's task token while human review waits. `settled` are claims that rounds before heard on the same words.
    `move_by` is when `sweep` looks at it again: never absent before the end.
    """

    case_id: str
    subject: Subject
    round: int = Field(ge=1)
    status: Status = Status.OPEN
    queue: Queue | None = None
    priority: Priority = Priority.NORMAL
    routing: Routing | None = None
    opened_at: datetime
    moved_at: datetime
    due_at: datetime | None = None
    move_by: datetime | None = None
    snapshot: str = ""
    card: Card = Field(default_factory=Card)
    channel: Channel | None = None
    product_id: str = ""
    seller_id: str = ""
    author_id: str = ""
    words: str = ""
    findings: tuple[Finding, ...] = ()
    second_opinion: SecondOpinion | None = None
    claims: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()
    reserved_for: Role | None = None
    claim: Claim | None = None
    decision: Decision | None = None
    decisions: int = 0
    appeal: Appeal | None = None
    asked: str = ""
    asked_until: datetime | None = None
    attached_to: str = ""
    correspondent: Recipient | None = None
    notes: tuple[Note, ...] = ()
    replies: tuple[str, ...] = ()
    token: str = ""
    attempt: int = 0
    begun_at: datetime | None = None
    overdue: bool = False
    parked_why: str = ""
    told: int = -1
    sequence: int = 0
    report_count: int = 0
    version: int = 1
    revision: int = 0
    entries: int = 0
    head: str = ""
    news: tuple[Entry, ...] = Field(default=(), exclude=True)

    @property
    def review_id(self) -> str:
        return self.subject.id if self.subject.kind == "review" else ""

    @property
    def is_decided(self) -> bool:
        return self.status in DECIDED

    @property
    def can_be_asked_about(self) -> bool:
        """A review has reporters; of a mail thread nobody may be written to but a sender who is vouched for."""
        return bool(self.review_id) or self.correspondent is not None

    @property
    def top_finding(self) -> str:
        fired = [finding for finding in self.findings if finding.fired]
        return max(fired, key=lambda finding: finding.score).guideline if fired else ""

    @property
    def guidelines(self) -> tuple[str, ...]:
        return named_in(self.findings, self.claims, self.decision.grounds if self.decision else ())

    def moved(
        self,
        status: Status,
        at: datetime,
        *,
        actor: str,
        act: str,
        facts: Mapping[str, str] | None = None,
        **changes: Any,
    ) -> Self:
        """The only way to another status: through the table of moves, with its entry in the log."""
        if status not in MOVES[self.status]:
            raise IllegalMove(f"A case that is {self.status} cannot become {status}.")
        named = {"from": self.status.value, "to": status.value, **(facts or {})}
        return self.noted(
            at, actor=actor, act=act, facts=named, status=status, moved_at=at, version=self.version + 1, **changes
        )

    def noted(
        self, at: datetime, *, actor: str, act: str, facts: Mapping[str, str] | None = None, **changes: Any
    ) -> Self:
        """Something happened that is no move: said in the log all the same."""
        entry = Entry(
            case_id=self.case_id,
            seq=self.entries + 1,
            at=at,
            actor=actor,
            act=act,
            facts=dict(facts or {}),
            before=self.head,
        ).sealed()
        news = (*self.news, entry)
        return self.model_copy(update={"entries": entry.seq, "head": entry.hash, "news": news, **changes})

    def routed(
        self,
        routing: Routing,
        findings: Iterable[Finding],
        at: datetime,
        *,
        act: str = "classified",
        decision: Decision | None = None,
    ) -> Self:
        """Where the policy sends it. A takedown by machine carries its decision: nothing is removed without one."""
        status = STATUS_OF_ROUTE[routing.route]
        facts = {"route": routing.route.value, "policy": routing.policy_version, "grounds": ",".join(routing.grounds)}
        common: dict[str, Any] = {
            "routing": routing,
            "findings": tuple(findings),
            "queue": routing.queue,
            "priority": self.priority.at_least(routing.priority),
            "due_at": at + routing.within,
        }
        if decision is not None:
            common |= {"decision": decision, "decisions": decision.number}
        if self.status is status:
            return self.noted(at, actor="triage", act=act, facts=facts, version=self.version + 1, **common)
        return self.moved(status, at, actor="triage", act=act, facts=facts, **common)

    def raised(
        self,
        priority: Priority,
        at: datetime,
        *,
        due_at: datetime | None = None,
        actor: str,
        act: str,
        facts: Mapping[str, str] | None = None,
        **changes: Any,
    ) -> Self:
        """More pressing, never less: a new claim, many reports, or the time that has passed."""
        sooner = min((moment for moment in (self.due_at, due_at) if moment), default=None)
        raised_to = self.priority.at_least(priority)
        named = {"priority": raised_to.value, **(facts or {})}
        pressing: dict[str, Any] = {"priority": raised_to, "due_at": sooner, "move_by": self._looked_at(sooner)}
        return self.noted(at, actor=actor, act=act, facts=named, **{**pressing, **changes})

    def _looked_at(self, due_at: datetime | None) -> datetime | None:
        """When `sweep` looks: no later than it is due, while a person has it."""
        if self.status not in WITH_A_PERSON or due_at is None:
            return self.move_by
        return min(self.move_by or due_at, due_at)

    def edited(
        self, review: Review, findings: Iterable[Finding], routing: Routing, at: datetime, *, actor: str, **changes: Any
    ) -> Self:
        """The text is another: what was found of the old one no longer counts, what was claimed does.

        A decision that was not carried out yet was made about other words, and falls. A machine does not take the case
        out of a person's hands: whatever the policy would make of the new text, a person looks.
        """
        legal = Status.LEGAL_REVIEW in {self.status, STATUS_OF_ROUTE.get(routing.route)} or self.queue is Queue.LEGAL
        queue = Queue.LEGAL if legal else self.queue if self.appeal else routing.queue or self.queue or Queue.GENERAL
        why = f"Edited after it was reported. {routing.why}"
        route = Route.LEGAL_REVIEW if legal else Route.HUMAN_REVIEW
        due_at = min(self.due_at or at + routing.within, at + routing.within)
        seen: dict[str, Any] = {
            "snapshot": review.snapshot,
            "card": review.card,
            "product_id": review.product_id,
            "seller_id": review.seller_id,
            "author_id": review.author_id,
            "findings": tuple(findings),
            "routing": routing.model_copy(update={"route": route, "why": why}),
            "priority": self.priority.at_least(routing.priority),
            "due_at": due_at,
            "move_by": self._looked_at(due_at),
            "queue": self.queue if self.status is Status.PARKED else queue,
            **changes,
        }
        facts = {"snapshot": review.snapshot}
        status = STATUS_OF_ROUTE[route]
        if self.status in {Status.NEEDS_INFO, Status.PARKED, status}:
            return self.noted(at, actor=actor, act="edited", facts=facts, version=self.version + 1, **seen)
        return self.moved(status, at, actor=actor, act="edited", facts=facts, **seen)

    def claimed(self, claim: Claim) -> Self:
        return self.model_copy(update={"claim": claim})

    def held_by_another(self, name: str, now: datetime) -> bool:
        holds = unlapsed(self.claim, now)
        return holds is not None and holds.by != name

    def begun_lately(self, now: datetime, grace: timedelta) -> bool:
        """Whether a workflow may still be on its way to store its token."""
        return self.begun_at is not None and not self.token and now < self.begun_at + grace

    def waits_for(self, token: str, move_by: datetime | None) -> Self:
        """The workflow waits: whoever decides wakes it by this token."""
        return self.model_copy(update={"token": token, "move_by": move_by})

    def deciding(self, decision: Decision, at: datetime, *, move_by: datetime, facts: Mapping[str, str]) -> Self:
        made: dict[str, Any] = {"decision": decision, "decisions": decision.number, "claim": None, "move_by": move_by}
        return self.moved(Status.DECIDING, at, actor=decision.decided_by, act="decided", facts=facts, **made)

    def allowed(self, staff: Staff, now: datetime) -> tuple[str, ...]:
        """What this person may do with the case now; empty when it is not theirs to move."""
        if self.status is Status.DECIDING and self.decision:
            own = staff.name == self.decision.decided_by
            theirs = own or staff.name == self.decision.approved_by or staff.is_any(Role.ADMIN)
            may: tuple[str, ...] = ("withdraw",) if theirs else ()
            may += ("approve", "decline") if self.decision.awaits_second_person and not own else ()
            return may if self.may_be_moved_by(staff) else ()
        if not self.may_be_moved_by(staff) or self.held_by_another(staff.name, now):
            return ()
        if self.status not in WITH_A_PERSON:
            return ("note",)
        moves = ["remove", "keep"] if self.review_id else ["attach"]
        if not self._is_down_or_may_be:
            moves.append("out_of_scope")  # nothing stays down without a clause
        if self.status is not Status.PARKED and self.can_be_asked_about:
            moves.append("needs_info")
        if self.status is Status.HUMAN_REVIEW or (self.status is Status.LEGAL_REVIEW and not staff.is_any(Role.ADMIN)):
            moves.append("escalate")
        return (*moves, "claim", "note", "skip")

    def may_be_moved_by(self, staff: Staff) -> bool:
        """Who may move what: an appeal is heard by another person than decided, or by an admin."""
        if staff.is_any(Role.ADMIN):
            return True
        if self.status is Status.PARKED or self.reserved_for is Role.ADMIN:
            return False
        if self.appeal and staff.name in {self.appeal.decided_by, *self.appeal.deciders}:
            return False
        if self.status is Status.LEGAL_REVIEW or self.queue is Queue.LEGAL or self.reserved_for is Role.LEGAL:
            return staff.is_any(Role.LEGAL)
        return staff.is_any(Role.MODERATOR, Role.LEGAL)

    @property
    def _is_down_or_may_be(self) -> bool:
        """Somebody contests a removal, or it was parked while the platform was told, and may have heard."""
        removed = self.decision is not None and self.decision.outcome is Outcome.REMOVED
        return removed and (self.sequence > 0 or self.appeal is not None)

    def outcome_of(self, wish: str) -> Outcome:
        """`keep` on a review that is down, or may be, restores it."""
        if wish == "keep" and self._is_down_or_may_be:
            return Outcome.RESTORED
        return {"remove": Outcome.REMOVED, "keep": Outcome.KEPT, "out_of_scope": Outcome.OUT_OF_SCOPE}[wish]

    @property
    def bucket(self) -> str:
        """Where lists find it: its queue while a person must act, else its status, and the day it ended."""
        if self.is_decided:
            return f"decided-{self.moved_at:%Y-%m-%d}"
        if self.status is Status.DECIDING and self.decision and self.decision.awaits_second_person:
            return HELD
        return self.queue.value if self.queue and self.status in WITH_A_PERSON else f"waiting-{self.status}"

    @property
    def rank(self) -> str:
        """Its place there: most pressing and then soonest due first; decided ones by when."""
        if self.is_decided:
            return timestamp(self.moved_at)
        return f"{self.priority.rank}#{timestamp(self.due_at or self.opened_at)}"


def opened(subject: Subject, round_: int, at: datetime, *, move_by: datetime, **known: Any) -> Case:
    """A new case, with the first entry of its log."""
    case_id = subject.case_id(round_)
    case = Case(case_id=case_id, subject=subject, round=round_, opened_at=at, moved_at=at, move_by=move_by)
    return case.noted(at, actor="triage", act="opened", **known)
