"""Values at the edge of what a field takes, and two who move at the same moment: what an attacker tried."""

import json
import time
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from redress.detect import examine
from redress.errors import CaseHeld, IllegalMove, InvalidInput, NotAllowed
from redress.intake import Submission
from redress.intake_mail import attach_to_review
from redress.intake_mail.room import Room
from redress.link import Link
from redress.model import Case, Review, Routing, Status, Subject
from redress.model.case import opened
from redress.publishing import check_review
from redress.review import Reason, Remark, Wish, add_note, claim_case
from redress.triage import triage_reports
from tests.builders.nouns import A_NUMBER, a_review
from tests.builders.world import ANA, BEN, SHOP, World


def told(**fields: object) -> Review:
    return Review.model_validate({"review_id": "R1", **fields})


class TestFields:
    @pytest.mark.parametrize(
        "field, value",
        [
            ("rating", "4"),
            ("rating", True),
            ("rating", 4.0),
            ("verified_purchase", 1),
            ("verified_purchase", "yes"),
            ("posted_at", 1_700_000_000),
            ("posted_at", "1700000000"),
            ("posted_at", "0001-01-01T00:00:00+14:00"),
        ],
    )
    def test_a_value_of_another_type_is_refused_not_taken_for_one(self, field: str, value: object) -> None:
        with pytest.raises(ValidationError) as refused:
            told(**{field: value})

        assert refused.value.errors()[0]["loc"][0] == field

    def test_a_time_is_kept_in_utc_and_can_be_compared(self) -> None:
        nine = datetime(2026, 11, 1, 9, tzinfo=UTC)

        assert told(posted_at="2026-11-01T10:00:00+01:00").posted_at == nine
        assert told(posted_at="2026-11-01T09:00:00").posted_at == nine
        assert '"2026-11-01T09:00:00Z"' in told(posted_at="2026-11-01T10:00:00+01:00").model_dump_json()

    @pytest.mark.parametrize("address", ["a@example..org", "a@.example.org", "a@-example.org", "a@example-.org"])
    def test_an_address_with_an_empty_or_broken_label_is_none(self, address: str) -> None:
        said = {"review_id": "R1", "explanation": "x", "good_faith": True, "reporter": {"email": address}}

        with pytest.raises(ValidationError):
            Submission.model_validate(said)

    @pytest.mark.parametrize("unknown", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
    def test_a_time_that_a_shop_writes_for_none_stops_no_look_at_the_text(self, world: World, unknown: str) -> None:
        world.told_of("R1", posted_at=unknown)
        case = world.in_review("R1")
        assert case.routing is not None
        assert case.routing.detectors

        world.told_of("R1", posted_at=unknown, text=f"{A_NUMBER} And so will all of her neighbours.")

        assert world.cases.get(case.case_id).top_finding == "privacy.personal_data"
        asked = a_review("new", posted_at=unknown)
        assert check_review(asked, reviews=world.reviews, texts=world.texts, policy=world.policy).allowed
        alone = a_review("R2", posted_at=unknown, product_id="", text=A_NUMBER)
        assert examine(alone, world.policy)[0].guideline == "privacy.personal_data"

    @pytest.mark.parametrize("blank", [" ", "\n\t", "\u3000"])
    def test_nothing_is_decided_noted_or_skipped_without_a_word(self, blank: str) -> None:
        for said in (
            lambda: Wish(outcome="keep", explanation=blank, version=1),
            lambda: Remark(text=blank),
            lambda: Reason(reason=blank),
        ):
            with pytest.raises(ValidationError):
                said()

    def test_a_version_is_a_number(self) -> None:
        with pytest.raises(ValidationError):
            Wish.model_validate({"outcome": "keep", "explanation": "x", "version": "1"})

    def test_a_link_may_expire_between_two_seconds(self) -> None:
        """RFC 7519: a NumericDate may have a fraction, and common libraries write one."""
        claims = {"sub": "a", "review_id": "R1", "exp": 1_800_000_000.5}

        assert Link.model_validate(claims).exp > 1_800_000_000


class TestCaseIds:
    def test_a_case_has_one_id_only(self) -> None:
        assert Subject.of("r-R1-1") == (Subject.review("R1"), 1)
        assert Subject.of("r-R1-01") is None
        assert Subject.of("r-R1-000001") is None

    def test_one_that_is_too_long_for_a_key_names_nothing(self) -> None:
        assert Subject.of(f"r-{'a' * 128}-1") is not None
        assert Subject.of(f"r-{'a' * 129}-1") is None
        assert Subject.of(f"m-{'a' * 3_000}-1") is None


class TestBodies:
    def test_many_fields_one_of_them_twice_cost_no_second(self) -> None:
        from redress.web import _each_once

        pairs = ",".join(f'"{number:x}":1' for number in range(6_500))
        began = time.perf_counter()

        with pytest.raises(Exception, match="twice"):
            json.loads(f'{{{pairs},"0":1}}', object_pairs_hook=_each_once)

        assert time.perf_counter() - began < 0.5


class TestTwoAtOnce:
    def test_a_decision_that_fell_to_an_edit_leaves_the_next_one_a_workflow(self, world: World) -> None:
        """The workflow heard `removed`, and found the edit in its place: it had nothing to do, and ended."""
        world.told_of()
        case = world.reported()
        world.decided(case.case_id, "remove")  # its workflow has not come to its human review yet
        world.opened(case.case_id)  # now it has, and is answered at once
        world.told_of(text="Now it says something else.")
        back = world.acted(case.case_id)
        assert back.status is Status.HUMAN_REVIEW
        begun = len(world.workflow.starts)

        world.decided(case.case_id, "remove")

        assert len(world.workflow.starts) == begun + 1


class TestAttaching:
    @pytest.fixture
    def room(self, world: World) -> Room:
        return World(MAIL_BUCKET="mails").mail_room

    def a_mails_case(self, world: World) -> Case:
        case = opened(Subject.mail("m1"), 1, world.now, move_by=world.now)
        routing = Routing.model_validate({"route": "human_review", "queue": "mail"})
        return world.cases.add(case.routed(routing, (), world.now))

    def test_what_somebody_holds_is_not_attached_by_another(self, world: World, room: Room) -> None:
        case = self.a_mails_case(world)
        claim_case(case.case_id, BEN, cases=world.cases, policy=world.policy, clock=world.clock)

        with pytest.raises(CaseHeld):
            attach_to_review(case.case_id, "R2", ANA, room=room, workflow=world.workflow)

    def test_what_has_ended_goes_nowhere_else_and_tells_the_platform_nothing(self, world: World, room: Room) -> None:
        case = self.a_mails_case(world)
        attach_to_review(case.case_id, "R2", ANA, room=room, workflow=world.workflow)

        assert attach_to_review(case.case_id, "R2", BEN, room=room, workflow=world.workflow).attached_to == "R2"
        with pytest.raises(IllegalMove):
            attach_to_review(case.case_id, "R3", BEN, room=room, workflow=world.workflow)
        with pytest.raises(NotAllowed):
            attach_to_review(case.case_id, "R2", SHOP, room=room, workflow=world.workflow)

    def test_a_token_that_is_stored_meanwhile_is_no_refusal(
        self, world: World, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case = self.a_mails_case(world)
        genuine, waits = room.cases.save, [True]

        def save(before: Case, after: Case) -> Case:
            if waits:
                waits.clear()
                world.opened(case.case_id)
            return genuine(before, after)

        monkeypatch.setattr(room.cases, "save", save)

        attached = attach_to_review(case.case_id, "R2", ANA, room=room, workflow=world.workflow)

        assert attached.status is Status.OUT_OF_SCOPE
        assert world.workflow.answers[-1][1] == "out_of_scope"


class TestLength:
    def test_notes_are_measured_as_they_are_stored(self, world: World) -> None:
        """Of 30 notes of control characters each is six times as long in the table, and the case must still move."""
        case = world.in_review()
        refused = 0

        for _ in range(30):
            try:
                add_note(case.case_id, "\x01" * 5_000, ANA, cases=world.cases, clock=world.clock)
            except InvalidInput:
                refused += 1

        assert refused
        assert len(world.cases.get(case.case_id).model_dump_json()) < 200_000
        assert world.decided(case.case_id, "keep").is_decided

    def test_a_page_of_reports_is_no_longer_than_an_answer(self, world: World) -> None:
        for number in range(100):
            report = world.received(report_id=f"rpt_{number:03d}", explanation="\U0001f525" * 5_000)
            triage_reports([report], desk=world.triage)
        seen, place, pages = set[str](), None, 0

        while True:
            page = world.reports.of_case("r-R1-1", after=place, limit=200)
            assert len(json.dumps([item.explanation for item in page.items])) < 6_000_000
            seen |= {item.report_id for item in page.items}
            pages += 1
            if not page.next:
                break
            place = page.next

        assert len(seen) == 100
        assert pages == 2


class TestMeasures:
    def test_the_refusal_of_a_period_names_its_end(self) -> None:
        from redress.measures import Period
        from redress.web import validated

        with pytest.raises(InvalidInput) as refused:
            validated(Period, {"from": "2026-11-23", "to": "2026-11-01"}, pointer="query/")

        assert [error.pointer for error in refused.value.errors] == ["query/to"]
