"""A mail that names very many reviews: nothing of it is lost, and it makes no flood of cases."""

import json

import pytest

from redress.intake_mail.reporting import MOST_UNKNOWN
from redress.mail import Envelope, OwnAddresses, ReviewUrls, read
from redress.model import LegalKind, MailRow, MailState, Queue
from tests.builders.aws import DeskOnMoto
from tests.builders.mails import a_mail, received
from tests.builders.nouns import a_review

SAYS = "These reviews all show my phone number."
LEGAL = "Enclosed is a court order. The reviews must be removed."


def urls(count: int, prefix: str = "u") -> str:
    return "\n".join(f"https://shop.example/reviews/{prefix}{number}" for number in range(count))


def taken(desk: DeskOnMoto, words: str) -> MailRow:
    return desk.take_in_mail(desk.put_mail("inbound/m1", received(a_mail(words))))


def told_of(desk: DeskOnMoto, count: int) -> str:
    for number in range(count):
        desk.reviews.put(a_review(review_id=f"k{number}"))
    return urls(count, "k")


def reviews_of(desk: DeskOnMoto, row: MailRow) -> list[str]:
    return [desk.reports.get(report_id).review_id for report_id in row.report_ids]


@pytest.mark.parametrize("count, said", [(200, ()), (201, ("too_many_reviews",)), (900, ("too_many_reviews",))])
def test_a_reading_says_when_it_names_more_than_it_takes(count: int, said: tuple[str, ...]) -> None:
    patterns, own = ReviewUrls(["https://shop.example/reviews/{review_id}"]), OwnAddresses("abuse@shop.example")

    reading = read(a_mail(f"{SAYS}\n{urls(count)}"), Envelope(), patterns, own=own)

    assert reading.defects == said
    assert len(reading.review_ids) == len(reading.review_ids_new) == len(reading.review_ids_said) == 200


def test_what_is_beyond_the_last_that_is_taken_is_with_a_person(
    desk: DeskOnMoto, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("redress.mail.urls.ENOUGH_URLS", 4)
    monkeypatch.setattr("redress.mail.reader.MOST_URLS", 3)

    row = taken(desk, f"{SAYS}\n{told_of(desk, 5)}")

    assert row.state is MailState.REPORTED
    assert len(row.report_ids) == 3
    assert "more than 200 reviews" in row.why
    case = desk.cases.get(row.case_id)
    assert case.replies == ("inbound/m1",)
    assert case.routing is not None
    assert case.routing.why == row.why
    assert len(desk.queued()) == 1


def test_a_handful_of_reviews_that_nobody_told_us_of_are_reported_each(desk: DeskOnMoto) -> None:
    row = taken(desk, f"{SAYS}\n{urls(MOST_UNKNOWN)}")

    assert len(row.report_ids) == MOST_UNKNOWN
    assert row.case_id == ""


def test_many_reviews_that_nobody_told_us_of_are_one_case_of_the_mail(desk: DeskOnMoto) -> None:
    row = taken(desk, f"{SAYS}\n{urls(MOST_UNKNOWN + 1)}")

    assert row.state is MailState.WITH_A_PERSON
    assert row.report_ids == ()
    assert row.why == f"It names {MOST_UNKNOWN + 1} reviews that nobody has told us of."
    assert desk.cases.get(row.case_id).queue is Queue.MAIL
    assert desk.queued() == []


def test_those_that_we_know_are_reported_beside_them(desk: DeskOnMoto) -> None:
    row = taken(desk, f"{SAYS}\n{told_of(desk, 2)}\n{urls(MOST_UNKNOWN + 1)}")

    assert row.state is MailState.REPORTED
    assert reviews_of(desk, row) == ["k0", "k1"]
    assert desk.cases.get(row.case_id).replies == ("inbound/m1",)
    (letter,) = desk.queued()
    assert desk.notices.get(json.loads(letter["Body"])["notice_id"]).reference.count(", ") == 1


def test_a_court_order_on_many_that_nobody_told_us_of_stays_legal(desk: DeskOnMoto) -> None:
    row = taken(desk, f"{LEGAL}\n{urls(MOST_UNKNOWN + 1)}")

    case = desk.cases.get(row.case_id)
    assert case.queue is Queue.LEGAL
    assert f"legal:{LegalKind.COURT_ORDER}" in case.claims


def test_the_mail_again_makes_neither_anew(desk: DeskOnMoto) -> None:
    first = taken(desk, f"{SAYS}\n{told_of(desk, 2)}\n{urls(MOST_UNKNOWN + 1)}")
    desk.mails.save(first, first.model_copy(update={"state": MailState.RECEIVED, "report_ids": (), "case_id": ""}))

    again = desk.take_in_mail("inbound/m1")

    assert again.report_ids == first.report_ids
    assert again.case_id == first.case_id
