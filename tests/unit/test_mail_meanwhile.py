"""A mail that comes while its case is ending is on it before it ends, or opens the next: it lies nowhere unseen."""

from collections.abc import Callable
from typing import Any

import pytest

from redress.errors import StaleCase
from redress.intake_mail import attach_to_review
from redress.model import Case, MailRow, MailState, Status
from tests.builders.aws import DeskOnMoto
from tests.builders.mails import a_mail, received
from tests.builders.twins import RememberedWorkflow
from tests.builders.world import ANA

NONSENSE = "aaa bbb ccc ddd eee"


def taken(desk: DeskOnMoto, name: str) -> MailRow:
    return desk.take_in_mail(desk.put_mail(f"inbound/{name}", received(a_mail(NONSENSE), dmarc="fail", dkim="fail")))


def attached(desk: DeskOnMoto, case_id: str) -> Case:
    return attach_to_review(case_id, "R1", ANA, room=desk.mail_room, workflow=RememberedWorkflow())


def is_at(desk: DeskOnMoto, case: Case, status: Status) -> None:
    desk.cases.save(case, case.model_copy(update={"status": status}))


def meanwhile(monkeypatch: pytest.MonkeyPatch, port: Any, verb: str, happens: Callable[[], object]) -> None:
    """Once, right before the port is asked."""
    genuine, waits = getattr(port, verb), [True]

    def asked(*given: Any) -> Any:
        if waits:
            waits.clear()
            happens()
        return genuine(*given)

    monkeypatch.setattr(port, verb, asked)


class TestWhileItsCaseIsAttached:
    def test_it_becomes_a_report_as_well(self, desk: DeskOnMoto, monkeypatch: pytest.MonkeyPatch) -> None:
        first = taken(desk, "m1")
        meanwhile(monkeypatch, desk.cases, "save", lambda: taken(desk, "m2"))

        closed = attached(desk, first.case_id)

        rows = [desk.mails.get(key) for key in ("inbound/m1", "inbound/m2")]
        assert closed.replies == ("inbound/m1", "inbound/m2")
        assert [(row.state, len(row.report_ids)) for row in rows if row] == [(MailState.REPORTED, 1)] * 2

    def test_its_own_taking_in_may_end_at_that_moment(self, desk: DeskOnMoto, monkeypatch: pytest.MonkeyPatch) -> None:
        row = taken(desk, "m1")
        received_still = row.model_copy(update={"state": MailState.RECEIVED})
        desk.mails.save(row, received_still)
        meanwhile(monkeypatch, desk.mails, "save", lambda: desk.mails.save(received_still, row))

        attached(desk, row.case_id)

        again = desk.mails.get(row.key)
        assert again is not None
        assert again.state is MailState.REPORTED

    def test_it_opens_the_next_round_where_the_case_was_quicker(
        self, desk: DeskOnMoto, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = taken(desk, "m1")
        meanwhile(monkeypatch, desk.cases, "add", lambda: attached(desk, first.case_id))

        with pytest.raises(StaleCase):
            taken(desk, "m2")

        again = desk.take_in_mail("inbound/m2")
        assert (again.state, again.case_id) == (MailState.WITH_A_PERSON, "m-m1-2")


class TestWhileItsCaseIsDecided:
    def test_it_waits_until_the_decision_stands(self, desk: DeskOnMoto) -> None:
        case = desk.cases.get(taken(desk, "m1").case_id)
        is_at(desk, case, Status.DECIDING)

        with pytest.raises(StaleCase):
            taken(desk, "m2")
        is_at(desk, desk.cases.get(case.case_id), Status.OUT_OF_SCOPE)

        assert desk.take_in_mail("inbound/m2").case_id == "m-m1-2"

    def test_a_full_case_that_closes_is_no_place_for_it_either(self, desk: DeskOnMoto) -> None:
        case = desk.cases.get(taken(desk, "m1").case_id)
        full = case.model_copy(update={"replies": tuple(f"inbound/n{n}" for n in range(50))})
        is_at(desk, desk.cases.save(case, full), Status.DECIDING)

        with pytest.raises(StaleCase):
            taken(desk, "m2")

    def test_what_the_case_has_already_is_at_its_end(self, desk: DeskOnMoto) -> None:
        """Its taking in was cut off after it was noted, and a person has decided with it in hand."""
        row = taken(desk, "m1")
        desk.mails.save(row, row.model_copy(update={"state": MailState.RECEIVED}))
        is_at(desk, desk.cases.get(row.case_id), Status.DECIDING)

        assert desk.take_in_mail("inbound/m1").state is MailState.WITH_A_PERSON


def test_whoever_loses_its_turn_to_forty_others_is_on_the_case_all_the_same(
    desk: DeskOnMoto, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = taken(desk, "m0").case_id
    genuine, others = desk.cases.save, [f"inbound/o{n}" for n in range(40)]

    def save(before: Case, after: Case) -> Case:
        """Somebody else's mail is always first, as long as there are others."""
        if others:
            genuine(
                before, before.noted(desk.now, actor="reporter", act="wrote", replies=(*before.replies, others.pop()))
            )
        return genuine(before, after)

    monkeypatch.setattr(desk.cases, "save", save)

    row = taken(desk, "m1")

    assert row.state is MailState.WITH_A_PERSON
    assert desk.cases.get(case_id).replies[-1] == row.key
    assert len(desk.cases.get(case_id).replies) == 42
