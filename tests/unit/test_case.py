"""The table of legal moves is the rule: a case goes where it says, or not at all."""

import ast
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.errors import IllegalMove, NotAllowed
from redress.model import (
    DECIDED,
    MOVES,
    Appeal,
    Case,
    Claim,
    Finding,
    Outcome,
    Priority,
    Queue,
    Recipient,
    Role,
    Route,
    Routing,
    Side,
    Staff,
    Status,
    Subject,
)
from redress.review.rights import allowed
from tests.builders.nouns import START, a_case, a_decision, a_finding, a_review
from tests.builders.world import ADA, ANA, BEN, LEA, ROOT, SHOP

EVERY_MOVE = list(product(Status, Status))

# Written out once more, and by hand: a slip in the table is a slip in the law.
LEGAL = {
    "open": "human_review legal_review acting out_of_scope parked",
    "human_review": "legal_review needs_info deciding out_of_scope parked",
    "legal_review": "human_review needs_info deciding out_of_scope parked",
    "needs_info": "human_review legal_review out_of_scope parked",
    "deciding": "human_review legal_review acting removed kept restored out_of_scope parked",
    "acting": "removed restored human_review legal_review out_of_scope parked",
    "removed": "human_review",
    "kept": "human_review",
    "restored": "human_review",
    "out_of_scope": "human_review",
    "parked": "human_review legal_review deciding acting out_of_scope",
}


@pytest.mark.parametrize("before, after", EVERY_MOVE)
def test_a_case_moves_as_the_table_says_and_in_no_other_way(before: Status, after: Status) -> None:
    case = a_case(status=before)

    if after.value in LEGAL[before.value].split():
        moved = case.moved(after, START, actor="ana", act="moved")
        assert moved.status is after
        assert moved.version == case.version + 1
        assert moved.news[-1].facts == {"from": before.value, "to": after.value}
    else:
        with pytest.raises(IllegalMove, match=f"that is {before.value} cannot become {after.value}"):
            case.moved(after, START, actor="ana", act="moved")


def test_the_table_speaks_of_every_status_and_nothing_ends_without_a_way_back() -> None:
    assert MOVES.keys() == set(Status)
    assert all(MOVES[status] == {Status.HUMAN_REVIEW} for status in DECIDED)


def test_nothing_is_decided_without_passing_through_a_decision() -> None:
    reached_from = {status: {before for before in Status if status in MOVES[before]} for status in DECIDED}

    assert reached_from[Status.REMOVED] == {Status.DECIDING, Status.ACTING}
    assert reached_from[Status.RESTORED] == {Status.DECIDING, Status.ACTING}
    assert reached_from[Status.KEPT] == {Status.DECIDING}


class TestAllowed:
    """What the desk offers is what the table of moves will take."""

    @pytest.mark.parametrize("status", [status for status in Status if status is not Status.DECIDING])
    def test_a_decision_is_offered_exactly_where_one_may_be_made(self, status: Status) -> None:
        offered = a_case(status=status, queue=Queue.GENERAL).allowed(ADA, START)

        assert ("remove" in offered) == (Status.DECIDING in MOVES[status])
        assert ("claim" in offered) == (status in {Status.HUMAN_REVIEW, Status.LEGAL_REVIEW, Status.PARKED})

    @pytest.mark.parametrize(
        "status, queue, reserved, moderator, legal, admin",
        [
            (Status.HUMAN_REVIEW, Queue.GENERAL, None, True, True, True),
            (Status.LEGAL_REVIEW, Queue.LEGAL, None, False, True, True),
            (Status.LEGAL_REVIEW, Queue.LEGAL, Role.ADMIN, False, False, True),
            (Status.PARKED, Queue.PARKED, None, False, False, True),
        ],
    )
    def test_who_may_move_what_is_the_designs_table(  # noqa: PLR0917 - a row of the table
        self, status: Status, queue: Queue, reserved: Role | None, moderator: bool, legal: bool, admin: bool
    ) -> None:
        case = a_case(status=status, queue=queue, reserved_for=reserved)

        assert case.may_be_moved_by(ANA) is moderator
        assert case.may_be_moved_by(LEA) is legal
        assert case.may_be_moved_by(ADA) is admin
        assert not case.may_be_moved_by(SHOP)
        assert not case.may_be_moved_by(Staff(name="nobody", roles=frozenset()))

    def test_nothing_is_offered_while_another_holds_it(self) -> None:
        case = a_case(status=Status.HUMAN_REVIEW, queue=Queue.GENERAL)
        held = case.claimed(Claim(by="ben", until=START + timedelta(minutes=10)))

        assert held.allowed(ANA, START) == ()
        assert "remove" in held.allowed(BEN, START)
        assert "remove" in held.allowed(ANA, START + timedelta(minutes=10))

    def test_a_mail_thread_without_a_review_cannot_be_removed(self) -> None:
        subject = Subject.mail("inbound/1")
        case = a_case(status=Status.HUMAN_REVIEW, queue=Queue.MAIL).model_copy(update={"subject": subject})

        assert {"remove", "keep"}.isdisjoint(case.allowed(ANA, START))
        assert {"out_of_scope", "attach"} <= set(case.allowed(ANA, START))

    def test_nobody_is_asked_about_a_mail_whose_sender_may_not_be_written_to(self) -> None:
        subject, wrote = Subject.mail("inbound/1"), Recipient(side=Side.REPORTER, email="a@example.org")
        case = a_case(status=Status.HUMAN_REVIEW, queue=Queue.MAIL, subject=subject)

        assert "needs_info" in case.model_copy(update={"correspondent": wrote}).allowed(ANA, START)
        assert "needs_info" not in case.allowed(ANA, START)
        with pytest.raises(IllegalMove, match="Nobody can be asked"):
            allowed(case, ANA, "needs_info", START)
        with pytest.raises(NotAllowed):
            allowed(case, SHOP, "needs_info", START)

    def test_a_decision_is_withdrawn_by_the_one_who_made_it_or_an_admin(self) -> None:
        case = a_case(status=Status.HUMAN_REVIEW, queue=Queue.GENERAL)
        deciding = case.deciding(a_decision(case), START, move_by=START, facts={})

        assert deciding.allowed(ANA, START) == ("withdraw",)
        assert deciding.allowed(ADA, START) == ("withdraw",)
        assert deciding.allowed(BEN, START) == ()

    def test_a_second_person_is_another_person(self) -> None:
        case = a_case(status=Status.HUMAN_REVIEW, queue=Queue.GENERAL)
        held = case.deciding(a_decision(case, Outcome.REMOVED, held=True), START, move_by=START, facts={})

        assert "approve" not in held.allowed(ANA, START)
        assert "approve" in held.allowed(BEN, START)

    def test_an_appeal_is_not_heard_by_the_one_who_decided(self) -> None:
        appealed = Appeal(side=Side.AUTHOR, decision=1, decided_by="ana", at=START, explanation="No.")
        removal = a_decision(a_case(), Outcome.REMOVED)
        case = a_case(status=Status.HUMAN_REVIEW, queue=Queue.APPEALS, appeal=appealed, decision=removal)

        assert not case.may_be_moved_by(ANA)
        assert case.may_be_moved_by(BEN)
        assert case.outcome_of("keep") is Outcome.RESTORED
        assert case.outcome_of("remove") is Outcome.REMOVED

    @pytest.mark.parametrize("side", list(Side))
    def test_an_appeal_against_a_removal_cannot_end_out_of_scope_with_the_review_still_gone(self, side: Side) -> None:
        appealed = Appeal(side=side, decision=1, decided_by="ana", at=START, explanation="No.")
        removal = a_decision(a_case(), Outcome.REMOVED)
        case = a_case(status=Status.HUMAN_REVIEW, queue=Queue.APPEALS, appeal=appealed, decision=removal)

        assert "out_of_scope" not in case.allowed(BEN, START)


class TestEdited:
    """The text is another: a person looks, whatever the policy would make of it."""

    ROUTING = Routing(route=Route.TAKEDOWN, queue=Queue.PRIVACY, priority=Priority.URGENT)

    @pytest.mark.parametrize("status", [Status.HUMAN_REVIEW, Status.DECIDING, Status.ACTING])
    def test_a_machine_takes_nothing_out_of_a_persons_hands(self, status: Status) -> None:
        case = a_case(status=status, queue=Queue.GENERAL, snapshot="old")

        edited = case.edited(a_review(text="Another text."), [a_finding()], self.ROUTING, START, actor="triage")

        assert edited.status is Status.HUMAN_REVIEW
        assert edited.routing
        assert edited.routing.route is Route.HUMAN_REVIEW
        assert edited.snapshot == a_review(text="Another text.").snapshot
        assert edited.version == case.version + 1

    def test_a_text_that_became_more_pressing_makes_its_case_so(self) -> None:
        case = a_case(status=Status.HUMAN_REVIEW, queue=Queue.GENERAL, due_at=START + timedelta(hours=72))
        threat = Routing(
            route=Route.HUMAN_REVIEW, queue=Queue.ABUSE, priority=Priority.URGENT, within=timedelta(hours=2)
        )

        edited = case.edited(a_review(text="I will find you."), [], threat, START, actor="triage")

        assert (edited.priority, edited.queue, edited.due_at) == (
            Priority.URGENT,
            Queue.ABUSE,
            START + timedelta(hours=2),
        )

    def test_a_text_that_became_milder_lowers_nothing(self) -> None:
        case = a_case(
            status=Status.HUMAN_REVIEW, queue=Queue.ABUSE, priority=Priority.HIGH, due_at=START + timedelta(hours=2)
        )
        mild = Routing(route=Route.HUMAN_REVIEW, queue=Queue.GENERAL, priority=Priority.LOW)

        edited = case.edited(a_review(text="A fine kettle."), [], mild, START, actor="triage")

        assert (edited.priority, edited.due_at) == (Priority.HIGH, START + timedelta(hours=2))

    def test_a_parked_case_stays_where_an_admin_sees_it(self) -> None:
        case = a_case(status=Status.PARKED, queue=Queue.PARKED)

        edited = case.edited(a_review(text="Another text."), [], self.ROUTING, START, actor="triage")

        assert (edited.status, edited.queue) == (Status.PARKED, Queue.PARKED)

    def test_what_is_with_legal_stays_there(self) -> None:
        case = a_case(status=Status.LEGAL_REVIEW, queue=Queue.LEGAL)

        edited = case.edited(a_review(text="Another text."), [], self.ROUTING, START, actor="triage")

        assert (edited.status, edited.queue) == (Status.LEGAL_REVIEW, Queue.LEGAL)


class TestRaised:
    @given(before=st.sampled_from(Priority), wanted=st.sampled_from(Priority))
    def test_a_priority_is_only_ever_raised(self, before: Priority, wanted: Priority) -> None:
        raised = a_case(priority=before).raised(wanted, START, actor="triage", act="pressed")

        assert raised.priority.rank == min(before.rank, wanted.rank)

    def test_a_due_time_only_comes_nearer(self) -> None:
        soon, late = START + timedelta(hours=1), START + timedelta(hours=9)

        assert a_case(due_at=soon).raised(Priority.LOW, START, due_at=late, actor="t", act="p").due_at == soon
        assert a_case(due_at=late).raised(Priority.LOW, START, due_at=soon, actor="t", act="p").due_at == soon

    def test_ranks_sort_as_moderators_take(self) -> None:
        urgent = a_case(priority=Priority.URGENT, due_at=START + timedelta(days=9))
        normal = a_case(priority=Priority.NORMAL, due_at=START)
        later = a_case(priority=Priority.NORMAL, due_at=START + timedelta(hours=1))

        assert sorted([later, normal, urgent], key=lambda case: case.rank) == [urgent, normal, later]


class TestIds:
    @given(review_id=st.from_regex(r"[A-Za-z0-9._~-]{1,128}", fullmatch=True), round_=st.integers(1, 999_999))
    def test_a_case_id_leads_back_to_its_review_and_round(self, review_id: str, round_: int) -> None:
        subject = Subject.review(review_id)

        assert Subject.of(subject.case_id(round_)) == (subject, round_)

    @given(st.text(max_size=60))
    def test_any_text_at_all_is_a_case_id_or_none(self, text: str) -> None:
        named = Subject.of(text)

        assert named is None or named[0].kind in {"review", "mail"}

    @pytest.mark.parametrize(
        "text", ["", "r", "r-", "r-R1", "r-R1-", "r-R1-x", "r-R1-²", "x-R1-1", "r--1", "r-R1-1234567"]
    )
    def test_what_is_no_case_id_names_nothing(self, text: str) -> None:
        assert Subject.of(text) is None


def test_the_top_finding_is_the_strongest_that_fired() -> None:
    findings = [
        a_finding("respect.harassment", score=0.7),
        a_finding("promotion.advertising", score=0.9),
        a_finding("privacy.personal_data", score=0.99, fired=False),
    ]

    assert a_case(findings=tuple(findings)).top_finding == "promotion.advertising"
    assert a_case(findings=tuple[Finding, ...]()).top_finding == ""


def test_what_a_move_changes_are_fields_of_a_case() -> None:
    """A copy is made unchecked: a name that is no field would be lost without a word."""
    beside = {"actor", "act", "facts"}
    found: dict[str, set[str]] = {}
    for file in (ROOT / "layers" / "redress" / "redress").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text())):
            if isinstance(call, ast.Call) and ast.unparse(call.func).rpartition(".")[2] in {"noted", "moved", "opened"}:
                names = {keyword.arg for keyword in call.keywords if keyword.arg}
                found[f"{file.name}:{call.lineno}"] = names - beside - Case.model_fields.keys()

    assert len(found) > 20
    assert {place: names for place, names in found.items() if names} == {}
