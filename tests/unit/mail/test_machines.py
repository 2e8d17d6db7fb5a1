"""Abuse reports that machines send: read by their own fields, and turned into reports on the reviews they name."""

import json
from typing import Any

import pytest

from redress.mail import Course, Envelope, Kind, OwnAddresses, Reading, ReviewUrls, course_of, read
from redress.model import LegalKind
from tests.builders.mails import a_mail, multipart

URLS = ReviewUrls(["https://shop.example/reviews/{review_id}"])
OWN = OwnAddresses("abuse@shop.example")
R1, R2 = "https://shop.example/reviews/R1", "https://shop.example/reviews/R2"
PARTY = {"org": "Watch", "contact": "abuse@watch.example", "domain": "watch.example"}
XARF = {
    "xarf_version": "4.2.0",
    "report_id": "0b1f7b0e-8f59-4b1c-9c37-0d2f53a0a6c1",
    "timestamp": "2026-11-23T09:00:00Z",
    "category": "content",
    "type": "exposed_data",
    "url": R1,
    "source_identifier": "shop.example",
    "data_types": ["home_address"],
    "exposure_method": "public_posting",
    "reporter": PARTY,
    "sender": PARTY,
}
OLD_XARF: dict[str, Any] = {
    "Version": "3",
    "ReporterInfo": {"ReporterOrg": "Watch", "ReporterOrgEmail": "abuse@watch.example"},
    "Disclosure": True,
    "Report": {"ReportClass": "Content", "ReportType": "Phishing", "Date": "2026-11-23T09:00:00Z", "SourceUrl": R1},
}
ARF = "Feedback-Type: fraud\nUser-Agent: Watch/1\nVersion: 1\nSource-IP: 192.0.2.9\n"


def reading(raw: bytes) -> Reading:
    return read(raw, Envelope(), URLS, own=OWN)


def with_json(document: object, words: str = "See the report.") -> Reading:
    content = document if isinstance(document, str) else json.dumps(document)
    return reading(
        multipart(f"Content-Type: text/plain\n\n{words}", f'Content-Type: application/json; name="x.json"\n\n{content}')
    )


def arf(fields: str, *more: str, words: str = "See the report.") -> Reading:
    parts = (f"Content-Type: text/plain\n\n{words}", f"Content-Type: message/feedback-report\n\n{fields}", *more)
    return reading(multipart(*parts, kind="report", extra="; report-type=feedback-report"))


class TestXarf:
    def test_a_whole_document_becomes_a_report_on_what_it_names(self) -> None:
        got = with_json(XARF | {"description": "It lists where a family lives."})

        assert (got.kind, got.reported_as) == (Kind.XARF, "content/exposed_data")
        assert got.review_ids_new == ("R1",)
        assert got.guidelines[0] == "privacy.personal_data"
        assert "where a family lives" in got.text_new
        assert course_of(got) is Course.REPORTS

    @pytest.mark.parametrize(
        "category, sort, guideline, legal",
        [
            ("messaging", "spam", "promotion.advertising", None),
            ("content", "fraud", "authenticity.fake", None),
            ("content", "phishing", "promotion.external_link", None),
            ("content", "csam", "respect.obscenity", None),
            ("copyright", "ugc_platform", "rights.copied_text", LegalKind.COPYRIGHT),
        ],
    )
    def test_its_type_points_to_a_guideline(
        self, category: str, sort: str, guideline: str, legal: LegalKind | None
    ) -> None:
        more = {"protocol": "smtp", "fraud_type": "other", "infringing_url": R1, "platform_name": "Shop"}
        more |= {"classification": "A1", "detection_method": "user_report"}

        got = with_json(XARF | more | {"category": category, "type": sort})

        assert (got.guidelines[0], got.legal) == (guideline, legal)

    def test_what_is_no_complaint_about_words_is_a_persons(self) -> None:
        more = {"protocol": "tcp", "first_seen": "2026-11-23T08:00:00Z", "source_port": 4}

        got = with_json(XARF | more | {"category": "connection", "type": "port_scan"})

        assert (got.kind, course_of(got)) == (Kind.XARF, Course.HUMAN)

    @pytest.mark.parametrize("missing", sorted(XARF.keys() - {"xarf_version"}))
    def test_nothing_that_is_required_may_be_missing(self, missing: str) -> None:
        assert_refused(with_json({name: value for name, value in XARF.items() if name != missing}))

    @pytest.mark.parametrize(
        "changes",
        [
            {"xarf_version": "5.0.0"},
            {"xarf_version": 4},
            {"report_id": "x"},
            {"timestamp": "today"},
            {"timestamp": "2026-11-23T09:00:00"},
            {"category": "weather"},
            {"category": ["content"]},
            {"type": ""},
            {"reporter": PARTY | {"contact": "nobody"}},
            {"sender": PARTY | {"org": "a" * 201}},
            {"sender": "Watch"},
            {"type": "weather"},
            {"type": "csam"},
            {"data_types": "home_address"},
            {"exposure_method": None},
            {"source_port": 70_000},
            {"source_port": True},
            {"confidence": 1.5},
            {"tags": ["no colon"]},
            {"evidence": {}},
            {"evidence": [{"content_type": "text/plain"}]},
            {"evidence": [{"content_type": "text/plain", "payload": "eA==", "hash": "crc32:1"}]},
        ],
    )
    def test_nor_of_another_kind(self, changes: dict[str, Any]) -> None:
        assert_refused(with_json(XARF | changes))

    def test_a_later_minor_version_may_bring_types_of_its_own(self) -> None:
        assert with_json(XARF | {"xarf_version": "4.9.0", "type": "fake_review"}).kind is Kind.XARF

    def test_the_drafts_had_no_sender_and_ids_of_any_form(self) -> None:
        draft = XARF | {"xarf_version": "4.0.0", "report_id": "w1-x", "reporter": PARTY | {"type": "automated"}}

        assert with_json({name: value for name, value in draft.items() if name != "sender"}).kind is Kind.XARF
        assert_refused(with_json({name: value for name, value in draft.items() if name != "reporter"}))

    def test_a_name_that_stands_twice_makes_it_none(self) -> None:
        assert_refused(with_json(json.dumps(XARF)[:-1] + ', "category": "content"}'))

    @pytest.mark.parametrize(
        "document",
        [
            "[" * 100_000,
            "{" * 65 + "}" * 65,
            "not json",
            "[]",
            "null",
            '"' * 9,
        ],
    )
    def test_what_is_too_deep_or_broken_is_none(self, document: str) -> None:
        assert with_json(document).kind is Kind.HUMAN

    def test_version_3_says_the_same_under_other_names(self) -> None:
        got = with_json(OLD_XARF)

        assert (got.kind, got.reported_as) == (Kind.XARF, "content/phishing")
        assert (got.review_ids_new, got.guidelines) == (("R1",), ("promotion.external_link",))

    @pytest.mark.parametrize(
        "report",
        [
            {"ReportClass": "Content"},
            {"Date": "yesterday"},
            {"SourceUrl": 7},
            {"SourceIp": "198"},
            {"SourcePort": 8_000_000},
            {"Samples": [{"ContentType": "text/plain", "Base64Encoded": "perhaps", "Payload": "x"}]},
            {"Samples": [{"Description": 42}]},
            {"Samples": "x"},
        ],
    )
    def test_version_3_is_held_to_its_form_as_well(self, report: dict[str, Any]) -> None:
        whole = report if len(report) == 1 and "ReportClass" in report else OLD_XARF["Report"] | report

        assert_refused(with_json(OLD_XARF | {"Report": whole}))

    def test_a_person_may_report_by_version_3_without_an_organisation(self) -> None:
        person = {"ReporterType": "Person", "ReporterContactName": "Ana"}

        assert with_json(OLD_XARF | {"ReporterInfo": person}).kind is Kind.XARF
        assert_refused(with_json(OLD_XARF | {"ReporterInfo": {"ReporterContactName": "Ana"}}))


def assert_refused(got: Reading) -> None:
    """A machine wrote it all the same: it is read by a person, and never answered."""
    assert (got.kind, course_of(got)) == (Kind.MALFORMED, Course.HUMAN)
    assert "xarf_unsound" in got.defects
    assert not got.answerable


class TestArf:
    def test_each_reported_uri_counts_and_no_other(self) -> None:
        enclosed = f"Content-Type: message/rfc822\n\nFrom: bo@example.net\nSubject: buy\n\n{R1}99"

        got = arf(
            f"{ARF}Reported-URI: {R1}\nReported-URI: <{R2}>\nReported-URI: javascript:alert(1)\n"
            f"Reported-URI: https://shop.example.evil.test/reviews/R3\n",
            enclosed,
        )

        assert got.kind is Kind.ARF
        assert got.review_ids_new == ("R1", "R2")
        assert (got.reported_as, got.guidelines[0]) == ("fraud", "authenticity.fake")
        assert course_of(got) is Course.REPORTS
        assert not got.answerable

    def test_without_a_uri_the_words_beside_it_name_the_review(self) -> None:
        got = arf(ARF.replace("fraud", "abuse"), words=f"{R1} shows my phone number.")

        assert (got.review_ids_new, got.guidelines) == (("R1",), ("privacy.personal_data",))

    @pytest.mark.parametrize(
        "sort, read_as", [("abuse", "abuse"), ("Fraud", "fraud"), ("x-new", "other"), ("auth-failure", "")]
    )
    def test_a_type_that_nobody_knows_is_other(self, sort: str, read_as: str) -> None:
        got = arf(ARF.replace("fraud", sort) + f"Reported-URI: {R1}")

        assert got.reported_as == read_as
        assert course_of(got) is (Course.REPORTS if read_as else Course.HUMAN)

    def test_a_report_that_names_no_review_is_a_persons(self) -> None:
        assert course_of(arf(ARF)) is Course.HUMAN

    def test_fields_that_are_missing_are_said(self) -> None:
        assert "arf_incomplete" in arf(f"Feedback-Type: abuse\nReported-URI: {R1}").defects

    @pytest.mark.parametrize("label", ["text/plain", "application/octet-stream"])
    @pytest.mark.parametrize("kind, extra", [("report", "; report-type=feedback-report"), ("mixed", "")])
    def test_fields_under_another_label_are_read_as_well(self, label: str, kind: str, extra: str) -> None:
        fields = f"Content-Type: {label}\n\n{ARF}Reported-URI: {R1}"

        got = reading(multipart("\nSee the report.", fields, kind=kind, extra=extra))

        assert (got.kind, got.review_ids_new) == (Kind.ARF, ("R1",))


class TestOldXArf:
    @pytest.mark.parametrize("header", ["X-ARF: YES", "X-XARF: PLAIN"])
    def test_its_yaml_is_names_and_values(self, header: str) -> None:
        yaml = f"---\nReported-From: a@watch.example\nCategory: abuse\nReport-Type: phishing\nSource: {R1}\n"

        got = reading(a_mail(yaml, headers=(header,)))

        assert (got.kind, got.reported_as) == (Kind.XARF, "abuse/phishing")
        assert (got.review_ids_new, got.guidelines[0]) == (("R1",), "promotion.external_link")

    def test_aliases_and_tags_are_never_followed(self) -> None:
        bomb = "a: &a [x,x]\nb: &b [*a,*a]\nCategory: *b\nReport-Type: !!python/object:os.system x\nReported-From: a\n"

        got = reading(a_mail(bomb, headers=("X-ARF: yes",)))

        assert got.kind is Kind.XARF
        assert course_of(got) is Course.HUMAN
