"""The mails of a case: as read, with its sender masked; and as received, for a reason that stays on the case."""

import base64
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import functions.desk_api.app as door
from redress.model import MailRow, MailState, Staff
from tests.builders.aws import DeskOnMoto, desk_on_moto
from tests.builders.http import CONTEXT, Answer, a_call, answered
from tests.builders.mails import a_mail, received
from tests.builders.world import ADA, SHOP
from tests.unit.casework.conftest import Ask

RAW = received(
    a_mail("Please look at your reviews.", sender="Maria Keller <maria@example.org>"), dmarc="fail", spam="FAIL"
)


class TestMails:
    @pytest.fixture
    def desk(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeskOnMoto]:
        with desk_on_moto(WORKFLOW_ARN="arn:aws:states:eu-west-1:123456789012:stateMachine:x") as wired:
            monkeypatch.setattr(door, "desk", lambda: wired)
            yield wired

    @pytest.fixture
    def row(self, desk: DeskOnMoto) -> MailRow:
        return desk.take_in_mail(desk.put_mail("inbound/m1", RAW))

    @pytest.fixture
    def call(self) -> Callable[..., Answer]:
        def called(method: str, path: str, body: object = None, by: Staff | None = ADA) -> Answer:
            return answered(door.handler, a_call(method, path, body, by=by))

        return called

    def test_is_shown_as_read_with_its_sender_masked(self, desk: DeskOnMoto, row: MailRow, call: Ask) -> None:
        view = call("GET", f"/v1/cases/{row.case_id}").said
        (mail_id,) = view["mail_ids"]

        said = call("GET", f"/v1/cases/{row.case_id}/mails/{mail_id}")

        assert said.said == view["mails"][0]
        assert "Please look at your reviews." in said.said["text"]
        assert "maria@" not in said.text

    def test_is_fetched_as_received_for_a_reason(self, desk: DeskOnMoto, row: MailRow, call: Ask) -> None:
        path = f"/v1/cases/{row.case_id}/mails/{call('GET', f'/v1/cases/{row.case_id}').said['mail_ids'][0]}/raw"
        assert call("POST", path, {}).status == 422

        handler: Callable[..., Any] = door.handler
        answer = handler(a_call("POST", path, {"reason": "The charset looks odd."}, by=ADA), CONTEXT)

        assert answer["statusCode"] == 200
        assert answer["isBase64Encoded"] is True
        headers = {name.lower(): value for name, value in answer["headers"].items()}
        assert headers["content-type"] == "application/octet-stream"
        assert headers["content-disposition"].startswith('attachment; filename="mail-')
        assert headers["x-content-type-options"] == "nosniff"
        assert base64.b64decode(answer["body"]) == RAW
        case = desk.cases.get(row.case_id)
        assert [note.kind for note in case.notes] == ["mail"]
        assert [entry.act for entry in desk.cases.entries(row.case_id)][-1] == "mail_fetched"

    def test_whoever_skips_its_first_byte_leaves_the_reason_all_the_same(
        self, desk: DeskOnMoto, row: MailRow, call: Ask
    ) -> None:
        path = f"/v1/cases/{row.case_id}/mails/{call('GET', f'/v1/cases/{row.case_id}').said['mail_ids'][0]}/raw"
        handler: Callable[..., Any] = door.handler

        for start in (1, 2):
            handler(a_call("POST", path, {"reason": "The charset looks odd.", "start": start}, by=ADA), CONTEXT)

        (note,) = call("GET", f"/v1/cases/{row.case_id}").said["notes"]
        assert (note["kind"], note["text"]) == ("mail", "The charset looks odd.")

    def test_in_quarantine_is_fetched_by_nobody(self, desk: DeskOnMoto, row: MailRow, call: Ask) -> None:
        mail = call("GET", f"/v1/cases/{row.case_id}").said["mail_ids"][0]
        before = desk.mails.get("inbound/m1")
        assert before is not None
        desk.mails.save(before, before.model_copy(update={"state": MailState.QUARANTINED}))

        assert call("POST", f"/v1/cases/{row.case_id}/mails/{mail}/raw", {"reason": "x"}).status == 403

    @pytest.mark.parametrize("mail", ["inbound%2Fm1", "m1", "0" * 16, "rpt_none", "..%2f..", "%00"])
    def test_of_another_case_is_nobodys(self, desk: DeskOnMoto, row: MailRow, call: Ask, mail: str) -> None:
        assert call("GET", f"/v1/cases/{row.case_id}/mails/{mail}").status == 404
        assert call("POST", f"/v1/cases/{row.case_id}/mails/{mail}/raw", {"reason": "x"}).status == 404

    def test_is_for_staff(self, row: MailRow, call: Ask) -> None:
        mail = call("GET", f"/v1/cases/{row.case_id}").said["mail_ids"][0]

        assert call("GET", f"/v1/cases/{row.case_id}/mails/{mail}", by=SHOP).status == 403
        assert call("POST", f"/v1/cases/{row.case_id}/mails/{mail}/raw", {"reason": "x"}, by=SHOP).status == 403
