"""The day of the demo: what it says is about reviews, people and guidelines that exist."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from local.demo.mails import write_mail
from local.demo.script import MailLine, read_day
from local.shop.stock import load_stock
from redress.model import Relation
from redress.policy import load_policy

DAY = read_day()
STOCK = load_stock()
GUIDELINES = {guideline.id for guideline in load_policy().guidelines}
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def test_one_review_that_nobody_has_told_of_is_reported_and_all_others_exist() -> None:
    assert {line.review for line in DAY.reports} - STOCK.reviews.keys() == {"R404"}
    assert set(DAY.repeats) <= {line.review for line in DAY.reports}
    assert DAY.burst.review in STOCK.reviews


def test_reports_name_guidelines_and_relations_of_the_policy() -> None:
    assert {line.guideline for line in DAY.reports} - {""} <= GUIDELINES
    assert {line.relation for line in DAY.reports} <= set(Relation)
    assert {ground for line in DAY.decisions for ground in line.grounds} <= GUIDELINES


def test_each_report_has_a_key_of_its_own_and_one_way_in() -> None:
    assert len({line.key for line in DAY.reports}) == len(DAY.reports)
    assert all(bool(line.by) != bool(line.sender) for line in DAY.reports)


def test_what_is_decided_was_reported_and_honest_reviews_are_kept() -> None:
    reported = {line.review for line in DAY.reports}

    for line in DAY.decisions:
        shows = STOCK.reviews[line.review].shows
        assert line.review in reported
        assert (line.outcome == "keep") == (shows == "honest")
        assert line.outcome != "remove" or line.grounds == (shows,)


def test_the_appeal_is_heard_by_somebody_else_and_its_author_is_told_in_the_shop() -> None:
    (decided,) = [line for line in DAY.decisions if line.review == DAY.appeal.review]

    assert DAY.appeal.heard_by != decided.by
    assert not STOCK.customers[STOCK.reviews[decided.review].author_id].email


@pytest.mark.parametrize("line", DAY.mails, ids=lambda line: line.name)
def test_a_mail_is_a_whole_message(line: MailLine) -> None:
    sender, raw = write_mail(line, abuse="abuse@shop.example", shop="http://127.0.0.1:8610", now=NOW)

    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    assert message["Message-ID"]
    assert b"{" not in raw
    assert bool(sender) != bool(line.bounce)
    assert line.bounce == "" or message.get_content_type() == "multipart/report"


def test_a_mail_with_two_reviews_names_both() -> None:
    (two,) = [line for line in DAY.mails if line.text.count("{shop}/reviews/") == 2]

    _, raw = write_mail(two, abuse="abuse@shop.example", shop="http://127.0.0.1:8610", now=NOW)

    assert b"http://127.0.0.1:8610/reviews/R26" in raw
    assert b"http://127.0.0.1:8610/reviews/R27" in raw
