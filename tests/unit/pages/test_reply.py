"""A question of ours, answered on the status page: once, by the one who was asked, and honestly when it comes late."""

import re

import pytest

from redress.errors import Contention, StaleCase
from redress.model import Outcome, Report, Status
from tests.unit.pages.conftest import Site

ASKED = "Which words do you mean?"


@pytest.fixture
def report(site: Site) -> Report:
    report = site.reported()
    case = site.in_review(report)
    site.desk.later(minutes=1)
    asked = case.moved(Status.NEEDS_INFO, site.desk.now, actor="ben", act="asked", asked=ASKED)
    site.desk.cases.save(case, asked)
    return site.desk.reports.get(report.report_id)


def said(site: Site, report: Report, words: str = "The second sentence.", **changes: str) -> dict[str, str]:
    """What a browser sends for the form on the page."""
    return {**site.get(site.status_of(report)).page.fields, "words": words, **changes}


def test_the_question_stands_on_the_page_with_a_field_for_the_answer(site: Site, report: Report) -> None:
    page = site.get(site.status_of(report)).page

    assert ASKED in page.text
    assert "We wait for your answer" in page.text
    assert page.fields.keys() == {"lang", "question", "words"}
    assert page.all("form")[0]["action"] == f"{site.status_of(report)}/reply"


def test_thanks_for_the_report_make_room_for_the_question(site: Site, report: Report) -> None:
    (heading,) = re.findall(r"<h1>(.*?)</h1>", site.get(f"{site.status_of(report)}?new=1").body)

    assert heading == "We have a question for you"


def test_the_answer_is_kept_and_a_person_has_the_case_again(site: Site, report: Report) -> None:
    site.desk.later(hours=2)

    answer = site.post(f"{site.status_of(report)}/reply", said(site, report, "Zeile 1\r\nZeile 2", lang="de"))

    assert answer.status == 303
    assert answer.location == f"{site.status_of(report)}?sent=1&lang=de"
    assert site.desk.cases.get(report.case_id).status is Status.HUMAN_REVIEW
    (kept,) = site.desk.cases.answers(report.case_id)
    assert kept.words == "Zeile 1\nZeile 2"
    page = site.get(answer.location).page
    assert "Ihre Antwort ist angekommen" in page.text
    assert "Zeile 1 Zeile 2" in page.text
    assert "Sie haben geantwortet 23. November 2026, 11:06 Uhr (UTC)" in page.text
    assert not page.all("textarea")


def test_sent_twice_it_is_one_answer(site: Site, report: Report) -> None:
    form = said(site, report)

    first, second = (site.post(f"{site.status_of(report)}/reply", form) for _ in range(2))

    assert (first.status, second.status) == (303, 303)
    assert len(site.desk.cases.answers(report.case_id)) == 1


def test_other_words_are_not_kept_and_given_back(site: Site, report: Report) -> None:
    form = said(site, report)
    site.post(f"{site.status_of(report)}/reply", form)

    answer = site.post(f"{site.status_of(report)}/reply", {**form, "words": "No, the third."})

    assert answer.status == 409
    assert "You answered this question before" in answer.page.text
    assert "No, the third." in answer.page.text
    assert "The second sentence." in answer.page.text


@pytest.mark.parametrize("words, sentence", [(" \r\n", "Write your answer first."), ("x" * 5_001, "5,000 characters")])
def test_an_answer_that_cannot_be_taken_is_asked_for_again(
    site: Site, report: Report, words: str, sentence: str
) -> None:
    answer = site.post(f"{site.status_of(report)}/reply", said(site, report, words))

    assert answer.status == 422
    assert sentence in answer.page.text
    assert answer.page.fields["words"] == words.replace("\r\n", "\n")
    assert "#words" in answer.page.links()
    assert "Error: Your report" in answer.body
    assert site.desk.cases.get(report.case_id).status is Status.NEEDS_INFO


def test_after_a_decision_it_says_so_and_gives_the_words_back(site: Site, report: Report) -> None:
    form = said(site, report)
    case = site.desk.cases.get(report.case_id)
    back = case.moved(Status.HUMAN_REVIEW, site.desk.now, actor="sweep", act="unanswered", asked="")
    site.decided(site.desk.cases.save(case, back), Outcome.KEPT)

    answer = site.post(f"{site.status_of(report)}/reply", form)

    assert answer.status == 410
    assert "a decision was made before your answer came" in answer.page.text
    assert "The second sentence." in answer.page.text
    assert "Contest the decision" in answer.page.text
    assert site.desk.cases.answers(report.case_id) == []


def test_another_question_in_the_meantime_is_shown_with_the_words(site: Site, report: Report) -> None:
    form = said(site, report)
    case = site.desk.cases.get(report.case_id)
    site.desk.later(minutes=5)
    back = site.desk.cases.save(case, case.moved(Status.HUMAN_REVIEW, site.desk.now, actor="r", act="replied"))
    again = back.moved(Status.NEEDS_INFO, site.desk.now, actor="ben", act="asked", asked="And who says so?")
    site.desk.cases.save(back, again)

    answer = site.post(f"{site.status_of(report)}/reply", form)

    assert answer.status == 410
    assert "And who says so?" in answer.page.text
    assert answer.page.fields["words"] == "The second sentence."
    assert answer.page.fields["question"] != form["question"]


def test_somebody_else_s_moves_keep_the_words(site: Site, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    def always_stale(*_: object, **__: object) -> None:
        raise StaleCase("moved")

    form = said(site, report)
    monkeypatch.setattr("redress.pages.status.answer_question", always_stale)
    answer = site.post(f"{site.status_of(report)}/reply", form)

    assert answer.status == 409
    assert answer.page.fields["words"] == "The second sentence."


@pytest.mark.parametrize("question", ["", "x", "-1", "²", "9" * 50, "1"])
def test_a_question_that_was_never_asked_is_not_answered(site: Site, report: Report, question: str) -> None:
    answer = site.post(f"{site.status_of(report)}/reply", said(site, report, question=question))

    assert answer.status in {410, 422}
    assert site.desk.cases.answers(report.case_id) == []


def test_nobody_answers_by_a_token_that_is_not_theirs(site: Site, report: Report) -> None:
    form, seal = said(site, report), site.desk.seal
    wrong = ["none", seal.sign("decision", report.report_id), seal.sign("statuses", report.report_id), "k1.rpt_x.y"]

    answers = [site.post(f"/status/{token}/reply", form) for token in wrong]

    assert {answer.status for answer in answers} == {404}
    assert {answer.page.text for answer in answers} == {site.get("/status/none").page.text}
    assert site.desk.cases.answers(report.case_id) == []


def test_a_report_that_has_no_case_yet_was_asked_nothing(site: Site) -> None:
    fresh = site.reported("R8")

    assert site.post(f"{site.status_of(fresh)}/reply", {"question": "1", "words": "Hello?"}).status == 404


@pytest.mark.parametrize("failure", [Contention("Too many writers."), RuntimeError("somewhere inside")])
def test_an_answer_that_cannot_be_stored_keeps_its_words(
    site: Site, report: Report, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise failure

    form = said(site, report)
    with monkeypatch.context() as broken:
        broken.setattr(site.desk.cases, "save", breaks)
        answer = site.post(f"{site.status_of(report)}/reply", form)

    assert answer.status == 503
    assert "somewhere inside" not in answer.body
    assert "Nothing that you typed is lost" in answer.page.text
    assert answer.page.fields["words"] == "The second sentence."
    assert site.post(f"{site.status_of(report)}/reply", answer.page.fields).status == 303
