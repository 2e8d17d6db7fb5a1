import importlib
import json

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext

from redress.adapters.dynamodb import keys
from redress.errors import NotFound
from redress.intake_mail import compare
from redress.letters import reply_subject
from redress.mail import Envelope, OwnAddresses, read
from redress.model import (
    Case,
    Channel,
    Identity,
    LegalKind,
    MailRow,
    MailState,
    NoticeKind,
    Priority,
    Queue,
    Routing,
    Status,
    Subject,
)
from redress.model.case import opened
from redress.seal import digest_of
from tests.builders.aws import DeskOnMoto
from tests.builders.mails import a_mail, multipart, received

R1 = "https://shop.example/reviews/R1"
R2 = "https://shop.example/reviews/R2"


def taken(desk: DeskOnMoto, raw: bytes, name: str = "m1") -> MailRow:
    return desk.take_in_mail(desk.put_mail(f"inbound/{name}", raw))


def a_context() -> LambdaContext:
    context = LambdaContext()
    context._function_name = context._invoked_function_arn = context._aws_request_id = "intake_mail"
    context._memory_limit_in_mb = 128
    return context


def case_of(desk: DeskOnMoto, row: MailRow) -> Case:
    return desk.cases.get(row.case_id)


def plus(desk: DeskOnMoto, subject: str) -> str:
    """The signed Reply-To, as some mail programs send it back: in capitals."""
    return f"Abuse+{desk.seal.sign('reply', subject).upper()}@shop.example"


class TestReports:
    def test_one_report_for_each_review_that_is_named(self, desk: DeskOnMoto) -> None:
        raw = received(a_mail(f"{R1} and {R2} both show my phone number.", subject="Two reviews"))

        row = taken(desk, raw)

        assert row.state is MailState.REPORTED
        reports = [desk.reports.get(report_id) for report_id in row.report_ids]
        assert [report.review_id for report in reports] == ["R1", "R2"]
        assert {report.channel for report in reports} == {Channel.MAIL}
        assert reports[0].guideline == "privacy.personal_data"
        assert reports[0].identity is Identity.DMARC
        assert reports[0].reporter.email == "ana@example.org"
        assert "both show my phone number" in reports[0].explanation
        assert reports[0].mail_key == "inbound/m1"

        desk.later(minutes=30)
        waiting = {item.id for item in desk.overdue.passed(desk.now, limit=10)}
        assert set(row.report_ids) <= waiting

    def test_one_acknowledgement_names_all_references(self, desk: DeskOnMoto) -> None:
        row = taken(desk, received(a_mail(f"{R1} and {R2} both show my phone number.")))

        (message,) = desk.queued()
        notice = desk.notices.get(json.loads(message["Body"])["notice_id"])
        assert notice.kind is NoticeKind.ACKNOWLEDGEMENT
        assert notice.reference.split(", ") == [desk.reports.get(name).reference for name in row.report_ids]
        assert notice.in_reply_to == "<1@example.org>"
        assert notice.recipient.verified
        assert notice.move_by is not None

    @pytest.mark.parametrize(
        "said, state",
        [
            (f"{R1} and {R2} both show my phone number.", MailState.REPORTED),
            ("Where is my order? I want a refund.", MailState.REDIRECTED),
            ("Please remove that bad review.", MailState.ASKED_BACK),
        ],
    )
    def test_whoever_sends_the_letter_finds_in_the_row_what_it_says(
        self, desk: DeskOnMoto, monkeypatch: pytest.MonkeyPatch, said: str, state: MailState
    ) -> None:
        """The queue is quick: the letter may go out before the intake's next line."""
        seen: list[MailState] = []

        def send(_: str) -> None:
            row = desk.mails.get("inbound/m1")
            seen.append(row.state if row else MailState.IGNORED)

        monkeypatch.setattr(desk.outbox, "send_notice", send)

        taken(desk, received(a_mail(said, subject="Parcel")))

        assert seen == [state]

    def test_the_same_mail_again_does_nothing_more(self, desk: DeskOnMoto) -> None:
        first = taken(desk, received(a_mail(f"{R1} shows my phone number.")))
        desk.queued()

        assert desk.take_in_mail("inbound/m1") == first
        assert desk.queued() == []

    def test_a_mail_that_was_cut_off_finds_its_own_work(self, desk: DeskOnMoto) -> None:
        first = taken(desk, received(a_mail(f"{R1} shows my phone number.")))
        begun = first.model_copy(update={"state": MailState.RECEIVED, "report_ids": ()})
        desk.mails.save(first, begun)

        again = desk.take_in_mail("inbound/m1")

        assert again.report_ids == first.report_ids
        assert len({message["Body"] for message in desk.queued()}) == 1

    def test_who_is_not_vouched_for_is_heard_and_not_written_to(self, desk: DeskOnMoto) -> None:
        row = taken(desk, received(a_mail(f"{R1} shows my phone number."), dmarc="fail"))

        assert desk.reports.get(row.report_ids[0]).identity is Identity.UNVERIFIED
        assert desk.queued() == []

    def test_a_machines_report_becomes_one_and_is_not_answered(self, desk: DeskOnMoto) -> None:
        raw = multipart(
            "Content-Type: text/plain\n\nAn abuse report.",
            "Content-Type: message/feedback-report\n\nFeedback-Type: fraud\nUser-Agent: W/1\nVersion: 1\n"
            f"Reported-URI: {R1}\nReported-URI: {R2}",
            kind="report",
            extra="; report-type=feedback-report",
        )

        row = taken(desk, received(raw))

        reports = [desk.reports.get(report_id) for report_id in row.report_ids]
        assert [(report.review_id, report.guideline) for report in reports] == [
            ("R1", "authenticity.fake"),
            ("R2", "authenticity.fake"),
        ]
        assert reports[0].explanation.startswith("fraud")
        assert desk.queued() == []

    def test_the_acknowledgement_of_a_legal_claim_knows_that_it_is_one(self, desk: DeskOnMoto) -> None:
        order = f"Attached is the court order of the Landgericht, file number 3 O 12/26, to remove {R1}."
        row = taken(desk, received(a_mail(order)))

        (report_id,) = row.report_ids
        assert desk.reports.get(report_id).legal is LegalKind.COURT_ORDER
        (message,) = desk.queued()
        notice = desk.notices.get(json.loads(message["Body"])["notice_id"])
        assert (notice.kind, notice.legal) == (NoticeKind.ACKNOWLEDGEMENT, LegalKind.COURT_ORDER)

    def test_a_report_is_always_acknowledged(self, desk: DeskOnMoto) -> None:
        taken(desk, received(a_mail(f"{R1} shows my phone number.")))
        taken(desk, received(a_mail(f"{R2} shows my phone number.")), "m2")

        assert len(desk.queued()) == 2

    def test_a_forwarded_review_with_a_few_words_is_a_report(self, desk: DeskOnMoto) -> None:
        head = "---------- Forwarded message ---------\nFrom: Bo <bo@example.net>\nDate: today\nSubject: look"
        text = f"please remove\n\n{head}\n\nThey threaten to burn my shop: {R1}"

        row = taken(desk, received(a_mail(text, subject="Fwd: look")))

        assert desk.reports.get(row.report_ids[0]).guideline == "respect.threat"

    def test_a_court_order_on_a_review_carries_its_claim(self, desk: DeskOnMoto) -> None:
        row = taken(desk, received(a_mail(f"Attached is the court order to remove {R1} at once.")))

        assert desk.reports.get(row.report_ids[0]).legal is LegalKind.COURT_ORDER

    def test_long_words_are_cut_at_what_a_report_holds(self, desk: DeskOnMoto) -> None:
        row = taken(desk, received(a_mail(f"{R1} is fake. " + "word " * 3_000)))

        assert len(desk.reports.get(row.report_ids[0]).explanation) <= 5_000


class TestTheDoor:
    def test_each_record_is_taken_in_by_its_plain_key(self, desk: DeskOnMoto, monkeypatch: pytest.MonkeyPatch) -> None:
        door = importlib.import_module("functions.intake_mail.app")
        monkeypatch.setattr(door, "desk", lambda: desk)
        desk.put_mail("inbound/a mail+1", received(a_mail(f"{R1} shows my phone number.")))
        record = {"s3": {"bucket": {"name": "any"}, "object": {"key": "inbound/a+mail%2B1"}}}

        door.handler({"Records": [record, record]}, a_context())

        row = desk.mails.get("inbound/a mail+1")
        assert row is not None
        assert row.state is MailState.REPORTED

    @pytest.mark.filterwarnings("ignore:No application metrics:UserWarning")
    def test_what_fails_is_let_through_to_be_repeated(self, desk: DeskOnMoto, monkeypatch: pytest.MonkeyPatch) -> None:
        door = importlib.import_module("functions.intake_mail.app")
        monkeypatch.setattr(door, "desk", lambda: desk)

        with pytest.raises(NotFound):
            door.handler({"Records": [{"s3": {"object": {"key": "inbound/nothing"}}}]}, a_context())


class TestQuestions:
    def test_without_a_review_the_sender_is_asked_once(self, desk: DeskOnMoto) -> None:
        row = taken(desk, received(a_mail("A review in your shop shows my phone number.")))

        assert row.state is MailState.ASKED_BACK
        (message,) = desk.queued()
        notice = desk.notices.get(json.loads(message["Body"])["notice_id"])
        assert notice.kind is NoticeKind.QUESTION
        assert notice.review_id == ""

        second = taken(desk, received(a_mail("It still shows my phone number!")), "m2")
        assert second.state is MailState.WITH_A_PERSON
        assert desk.queued() == []

        desk.later(days=8)
        assert taken(desk, received(a_mail("Still my phone number is there.")), "m3").state is MailState.ASKED_BACK

    def test_without_a_reason_the_question_knows_the_review(self, desk: DeskOnMoto) -> None:
        row = taken(desk, received(a_mail(R1, subject="")))

        assert row.state is MailState.ASKED_BACK
        assert desk.notices.get(json.loads(desk.queued()[0]["Body"])["notice_id"]).review_id == "R1"

    def test_the_answer_completes_the_first_mail(self, desk: DeskOnMoto) -> None:
        taken(desk, received(a_mail("A review in your shop shows my phone number.")))
        notice = desk.notices.get(json.loads(desk.queued()[0]["Body"])["notice_id"])
        to = plus(desk, reply_subject(notice))

        row = taken(desk, received(a_mail(f"It is this one: {R1}", to=to), to=to), "m2")

        report = desk.reports.get(row.report_ids[0])
        assert (report.review_id, report.guideline) == ("R1", "privacy.personal_data")
        assert "shows my phone number" in report.explanation

    def test_an_answer_that_leaves_it_open_goes_to_a_person(self, desk: DeskOnMoto) -> None:
        taken(desk, received(a_mail("A review in your shop shows my phone number.")))
        notice = desk.notices.get(json.loads(desk.queued()[0]["Body"])["notice_id"])
        to = plus(desk, reply_subject(notice))

        row = taken(desk, received(a_mail("I do not know which one it was, sorry.", to=to), to=to), "m2")

        assert row.state is MailState.WITH_A_PERSON
        assert desk.queued() == []

    def test_an_order_is_shown_the_other_way(self, desk: DeskOnMoto) -> None:
        row = taken(desk, received(a_mail("Where is my order? I want a refund.", subject="Parcel")))

        assert (row.state, row.why) == (MailState.REDIRECTED, "order")
        assert desk.notices.get(json.loads(desk.queued()[0]["Body"])["notice_id"]).kind is NoticeKind.REDIRECTED


class TestPersons:
    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"no header at all",
            received(a_mail(sender="a@example.org, b@example.org")),
            received(a_mail(f"{R1} is spam, buy pills", subject="x"), spam="FAIL"),
            received(a_mail("What about R-7K3F-9Q2D-M4XA?", subject="R-7K3F-9Q2D-M4XA")),
            received(a_mail("This text says something odd."), dmarc="fail"),
            received(a_mail(f"News: {R1}", headers=("List-Id: <news.example.org>",))),
            received(a_mail("", subject="")),
            received(a_mail("Buy cheap watches now, today only", subject="Offer")),
        ],
        ids=[
            "empty",
            "no header",
            "two senders",
            "spam",
            "reference",
            "unverified",
            "list with a review",
            "no words",
            "not for us",
        ],
    )
    def test_what_is_not_plain_becomes_a_case_in_the_mail_queue(self, desk: DeskOnMoto, raw: bytes) -> None:
        row = taken(desk, raw)

        assert row.state is MailState.WITH_A_PERSON
        case = case_of(desk, row)
        assert (case.status, case.queue, case.subject) == (Status.HUMAN_REVIEW, Queue.MAIL, Subject.mail("m1"))
        assert case.case_id == "m-m1-1"
        assert case.move_by is not None
        assert case.routing is not None
        assert case.routing.why
        assert desk.queued() == []

    def test_spam_waits_at_the_end_of_the_queue(self, desk: DeskOnMoto) -> None:
        row = taken(desk, received(a_mail(f"{R1} is spam"), spam="FAIL"))

        assert case_of(desk, row).priority is Priority.LOW

    def test_legal_mail_goes_to_the_legal_queue_even_as_spam(self, desk: DeskOnMoto) -> None:
        text = "Sehr geehrte Damen und Herren, wir vertreten unseren Mandanten. Anbei die einstweilige Verfügung."

        row = taken(desk, received(a_mail(text, subject="Rechtsanwälte"), spam="FAIL", dmarc="fail"))

        case = case_of(desk, row)
        assert (case.status, case.queue, case.priority) == (Status.LEGAL_REVIEW, Queue.LEGAL, Priority.URGENT)
        assert case.routing is not None
        assert "unverified" in case.routing.why

    @pytest.mark.parametrize("dmarc, shown", [("pass", Identity.DMARC), ("none", Identity.UNVERIFIED)])
    def test_a_legal_claim_is_anybodys_until_dmarc_says_whose(
        self, desk: DeskOnMoto, dmarc: str, shown: Identity
    ) -> None:
        raw = received(a_mail(f"Attached is the court order. {R1} must be removed."), dmarc=dmarc)

        row = taken(desk, raw)

        report = desk.reports.get(row.report_ids[0])
        assert (report.legal, report.identity) == (LegalKind.COURT_ORDER, shown)

    def test_a_machine_that_reports_of_its_own_accord_is_a_persons_and_unanswered(self, desk: DeskOnMoto) -> None:
        row = taken(desk, received(a_mail(f"{R1} advertises.", headers=("Auto-Submitted: auto-generated",))))

        assert (row.state, row.report_ids) == (MailState.WITH_A_PERSON, ())
        assert "of its own accord" in row.why
        assert desk.queued() == []

    def test_a_virus_is_locked_away_and_a_person_told(self, desk: DeskOnMoto) -> None:
        row = taken(desk, received(a_mail(f"{R1} shows my phone number."), virus="FAIL"))

        assert row.state is MailState.QUARANTINED
        assert case_of(desk, row).card.excerpt == ""
        assert row.report_ids == ()

    def test_a_reader_that_breaks_hands_the_mail_to_a_person(
        self, desk: DeskOnMoto, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object) -> None:
            raise RuntimeError

        monkeypatch.setattr("redress.mail.reader._read", broken)

        row = taken(desk, received(a_mail(f"{R1} shows my phone number.")))

        assert row.state is MailState.WITH_A_PERSON
        assert "reader_failed" in row.why

    def test_a_bomb_of_reports_is_heard_and_answered_a_few_times(self, desk: DeskOnMoto) -> None:
        rows = [taken(desk, received(a_mail(f"{R1} shows my phone number.")), f"b{n}") for n in range(9)]

        assert {row.state for row in rows} == {MailState.REPORTED}
        most = desk.policy.limits.mails_to_an_address_a_day
        assert len(desk.queued()) == most
        assert [row.unanswered for row in rows] == [False] * most + [True] * (9 - most)

    def test_letters_to_all_together_have_an_end_as_well(self, desk: DeskOnMoto) -> None:
        hour = f"{desk.now:%Y-%m-%dT%H}"
        desk.table.put(keys.count("letters", hour), {"so_far": desk.policy.limits.letters_back_an_hour})

        asking = taken(desk, received(a_mail("A review in your shop shows my phone number.")))
        reporting = taken(desk, received(a_mail(f"{R1} shows my phone number.")), "m2")

        assert (asking.state, asking.unanswered) == (MailState.WITH_A_PERSON, True)
        assert (reporting.state, reporting.unanswered) == (MailState.REPORTED, True)
        assert desk.queued() == []
        desk.later(hours=1)
        assert taken(desk, received(a_mail(f"{R2} shows my phone number.")), "m3").unanswered is False

    def test_after_too_many_attempts_a_person_has_it(self, desk: DeskOnMoto) -> None:
        key = desk.put_mail("inbound/m1", received(a_mail(f"{R1} shows my phone number.")))
        attempts = desk.policy.limits.mail_attempts
        desk.mails.add(MailRow(key=key, received_at=desk.now, move_by=desk.now, attempts=attempts))

        assert desk.take_in_mail(key).state is MailState.WITH_A_PERSON


class TestSilence:
    @pytest.mark.parametrize(
        "raw",
        [
            received(a_mail("I am away.", headers=("Auto-Submitted: auto-replied",))),
            received(a_mail("Weekly news", headers=("List-Id: <news.example.org>",))),
            received(a_mail("Hello", sender="abuse@shop.example")),
            received(a_mail("Hello"), mail_from="notices@shop.example"),
            received(
                a_mail("Could not be delivered", sender="MAILER-DAEMON@example.org", subject="Returned mail"),
                mail_from="",
            ),
        ],
        ids=["auto reply", "list", "from ourselves", "bounced to ourselves", "bounce"],
    )
    def test_automatic_mail_is_kept_and_never_answered(self, desk: DeskOnMoto, raw: bytes) -> None:
        assert taken(desk, raw).state is MailState.KEPT_SILENT
        assert desk.queued() == []

    def test_the_services_own_test_object_is_ignored(self, desk: DeskOnMoto) -> None:
        assert taken(desk, b"anything", "AMAZON_SES_SETUP_NOTIFICATION").state is MailState.IGNORED

    def test_naming_that_object_in_a_mail_hides_nothing(self, desk: DeskOnMoto) -> None:
        row = taken(desk, received(a_mail(f"AMAZON_SES_SETUP_NOTIFICATION {R1} shows my phone number")))

        assert row.state is MailState.REPORTED

    def test_a_hard_bounce_to_a_signed_address_marks_whom_we_wrote_to(self, desk: DeskOnMoto) -> None:
        row = taken(desk, received(a_mail(f"{R1} shows my phone number.")))
        to = plus(desk, row.report_ids[0].removeprefix("rpt_"))
        raw = multipart(
            "Content-Type: text/plain\n\nIt could not be delivered.",
            "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example.org\n\n"
            "Final-Recipient: rfc822; ana@example.org\nAction: failed\nStatus: 5.1.1",
            kind="report",
            extra="; report-type=delivery-status",
            sender="MAILER-DAEMON@example.org",
            to=to,
        )

        assert taken(desk, received(raw, mail_from="", to=to), "m2").state is MailState.KEPT_SILENT

        assert desk.notices.address(digest_of("ana@example.org")).dead

        linked = desk.mails.get("inbound/m2")
        assert linked is not None
        assert linked.report_ids == row.report_ids

    @pytest.mark.parametrize("part", ["message/rfc822", "text/rfc822-headers"])
    def test_the_letter_that_a_bounce_brings_back_says_which_it_was(self, desk: DeskOnMoto, part: str) -> None:
        row = taken(desk, received(a_mail(f"{R1} shows my phone number.")))
        letter = f"From: notices@shop.example\nReply-To: {plus(desk, row.report_ids[0].removeprefix('rpt_'))}\n\nx"
        raw = multipart(
            "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example.org\n\n"
            "Final-Recipient: rfc822; ana@example.org\nAction: failed\nStatus: 5.1.1",
            f"Content-Type: {part}\n\n{letter}",
            kind="report",
            extra="; report-type=delivery-status",
            sender="MAILER-DAEMON@example.org",
        )

        assert taken(desk, received(raw, mail_from=""), "m2").report_ids == row.report_ids
        assert desk.notices.address(digest_of("ana@example.org")).dead

    def test_that_a_letter_was_read_is_linked_and_changes_nothing(self, desk: DeskOnMoto) -> None:
        row = taken(desk, received(a_mail(f"{R1} shows my phone number.")))
        to = plus(desk, row.report_ids[0].removeprefix("rpt_"))
        raw = multipart(
            "Content-Type: message/disposition-notification\n\nDisposition: manual-action/MDN-sent-manually; displayed",
            kind="report",
            extra="; report-type=disposition-notification",
            to=to,
        )

        linked = taken(desk, received(raw, to=to), "m2")

        assert (linked.state, linked.report_ids) == (MailState.KEPT_SILENT, row.report_ids)
        assert not desk.notices.address(digest_of("ana@example.org")).dead

    def test_a_bounce_with_a_made_up_token_marks_nobody(self, desk: DeskOnMoto) -> None:
        raw = multipart(
            "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; ana@example.org\nStatus: 5.1.1",
            kind="report",
            extra="; report-type=delivery-status",
            to="abuse+k1.aaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbb@shop.example",
        )

        assert taken(desk, received(raw)).state is MailState.KEPT_SILENT
        assert not desk.notices.address(digest_of("ana@example.org")).dead


class TestReplies:
    @pytest.fixture
    def report_id(self, desk: DeskOnMoto) -> str:
        row = taken(desk, received(a_mail(f"{R1} shows my phone number.")))
        desk.queued()
        return row.report_ids[0]

    def _case(self, desk: DeskOnMoto, report_id: str, status: Status) -> Case:
        report = desk.reports.get(report_id)
        routing = Routing.model_validate({"route": "human_review", "queue": "general"})
        new = opened(Subject.review("R1"), 1, desk.now, move_by=desk.now, claims=frozenset(), reports=1)
        case = new.routed(routing, (), desk.now)
        if status is Status.NEEDS_INFO:
            case = case.moved(status, desk.now, actor="ana", act="asked", asked="Which number?")
        if status is Status.OUT_OF_SCOPE:
            case = case.moved(status, desk.now, actor="ana", act="concluded")
        desk.cases.open(case, [report])
        return desk.cases.get(case.case_id)

    def test_a_reply_wakes_the_case_that_asked(self, desk: DeskOnMoto, report_id: str) -> None:
        case = self._case(desk, report_id, Status.NEEDS_INFO)
        to = plus(desk, report_id.removeprefix("rpt_"))

        row = taken(desk, received(a_mail("It is the second line.", to=to), to=to), "m2")

        assert (row.state, row.case_id, row.report_ids) == (MailState.JOINED, case.case_id, (report_id,))
        woken = desk.cases.get(case.case_id)
        assert woken.status is Status.HUMAN_REVIEW
        assert woken.replies == ("inbound/m2",)

    def test_a_reply_that_names_further_reviews_does_both(self, desk: DeskOnMoto, report_id: str) -> None:
        case = self._case(desk, report_id, Status.NEEDS_INFO)
        to = plus(desk, report_id.removeprefix("rpt_"))

        row = taken(desk, received(a_mail(f"Also {R2} shows my number.", to=to), to=to), "m2")

        assert row.state is MailState.REPORTED
        assert [desk.reports.get(name).review_id for name in row.report_ids] == ["R1", "R2"]
        assert desk.cases.get(case.case_id).status is Status.HUMAN_REVIEW

    def test_a_reply_to_what_is_decided_goes_to_a_person(self, desk: DeskOnMoto, report_id: str) -> None:
        self._case(desk, report_id, Status.OUT_OF_SCOPE)
        to = plus(desk, report_id.removeprefix("rpt_"))

        row = taken(desk, received(a_mail("I do not agree with this.", to=to), to=to), "m2")

        assert row.state is MailState.WITH_A_PERSON
        assert row.case_id == "m-m2-1"

    def test_a_reply_before_its_report_has_a_case_waits(self, desk: DeskOnMoto, report_id: str) -> None:
        to = plus(desk, report_id.removeprefix("rpt_"))

        row = taken(desk, received(a_mail("It is the second line.", to=to), to=to), "m2")
        assert row.state is MailState.RECEIVED
        assert row.move_by is not None

        self._case(desk, report_id, Status.NEEDS_INFO)
        assert desk.take_in_mail("inbound/m2").state is MailState.JOINED

    def test_a_token_that_is_not_ours_opens_nothing(self, desk: DeskOnMoto, report_id: str) -> None:
        to = f"abuse+k1.{report_id.removeprefix('rpt_')}.aaaaaaaaaaaaaaaaaaaaaaaa@shop.example"

        row = taken(desk, received(a_mail("It is the second line.", to=to), to=to), "m2")

        assert row.state is MailState.WITH_A_PERSON
        assert row.report_ids == ()


class TestSweep:
    def test_a_mail_nobody_told_us_of_is_found(self, desk: DeskOnMoto) -> None:
        desk.put_mail("inbound/m1", received(a_mail(f"{R1} shows my phone number.")))
        long_ago = desk.now.replace(year=2020)

        assert compare(long_ago, take_in=desk.take_in_mail, raw_mail=desk.raw_mail, mails=desk.mails) == 1
        assert compare(long_ago, take_in=desk.take_in_mail, raw_mail=desk.raw_mail, mails=desk.mails) == 0

    def test_the_bucket_is_looked_through_part_by_part(self, desk: DeskOnMoto) -> None:
        long_ago = desk.now.replace(year=2020)
        desk.put_mail("inbound/m2", received(a_mail(f"{R1} shows my phone number.")))
        desk.mails.goes_on_after("inbound/m3")

        assert compare(long_ago, take_in=desk.take_in_mail, raw_mail=desk.raw_mail, mails=desk.mails) == 0
        assert compare(long_ago, take_in=desk.take_in_mail, raw_mail=desk.raw_mail, mails=desk.mails) == 1

    def test_a_mail_that_is_gone_is_tried_again_then_told(self, desk: DeskOnMoto) -> None:
        with pytest.raises(NotFound):
            desk.take_in_mail("inbound/gone")

        desk.later(minutes=10)

        assert desk.take_in_mail("inbound/gone").state is MailState.WITH_A_PERSON

    def test_until_it_has_moved_a_mail_is_in_the_overdue_index(self, desk: DeskOnMoto) -> None:
        with pytest.raises(NotFound):
            desk.take_in_mail("inbound/gone")
        desk.later(minutes=10)

        assert ("mail", "inbound/gone") in [tuple(item) for item in desk.overdue.passed(desk.now, limit=10)]


def test_the_reply_address_fits_what_mail_allows(desk: DeskOnMoto) -> None:
    taken(desk, received(a_mail("A review in your shop shows my phone number.")))
    notice = desk.notices.get(json.loads(desk.queued()[0]["Body"])["notice_id"])

    local = plus(desk, reply_subject(notice)).partition("@")[0]

    assert len(local) <= 64
    own = OwnAddresses("abuse@shop.example")
    reading = read(a_mail(to=f"{local}@shop.example"), Envelope(), desk.urls, own=own)
    assert desk.seal.subject_of("reply", reading.reply_token) == reply_subject(notice)
