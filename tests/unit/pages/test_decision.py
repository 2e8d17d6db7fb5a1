"""The decision's page from both sides, and contesting it."""

import pytest

from redress.errors import Contention, StaleCase
from redress.model import Finding, Outcome, Side
from tests.unit.pages.conftest import TIDY, Site, Waking


def a_finding(guideline: str, *, spans: tuple[tuple[int, int], ...], fired: bool = True) -> Finding:
    return Finding(
        guideline=guideline, score=0.9, fired=fired, spans=spans, detector="d", version="1", reason="It stands there."
    )


@pytest.fixture(autouse=True)
def awake(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site.desk, "workflow", Waking(), raising=False)


class TestAuthor:
    def test_the_author_reads_the_review_the_rule_and_what_it_means(self, site: Site) -> None:
        review = site.told_of("R1")
        report = site.reported(relation="competitor", reporter={"name": "Zed Reporter", "email": "zed@example.org"})
        decision = site.decided(
            site.in_review(report), Outcome.REMOVED, grounds=("respect.threat",), snapshot=review.snapshot
        )

        answer = site.get(site.decision_of(decision))

        page = answer.page
        assert "Your review has been removed" in page.text
        assert TIDY in page.text
        assert "It drips from the lid." in page.text
        assert "Rule respect.threat" in page.text
        assert "While this stands you cannot review the same product again." in page.text
        assert "in any country" in page.text
        assert "until 25 May 2027" in page.text
        assert "out-of-court" in page.text
        for secret in ("Zed", "zed@example.org", "It shows my number.", "competitor", report.reference):
            assert secret not in answer.body
        assert "See it in the shop" not in page.text

    def test_the_author_reads_which_words_a_machine_s_decision_is_about(self, site: Site) -> None:
        review = site.told_of("R1", text="Ring me on 020 7946 0958 <b>now</b>.", title="Ring!")
        report = site.reported()
        case = site.in_review(report)
        found = (
            a_finding("privacy.personal_data", spans=((11, 24),)),
            a_finding("respect.threat", spans=((0, 4),)),
            a_finding("privacy.personal_data", fired=False, spans=((5, 7),)),
        )
        judged = site.desk.cases.save(case, case.model_copy(update={"findings": found, "snapshot": review.snapshot}))
        decision = site.decided(
            judged, Outcome.REMOVED, automated=True, grounds=("privacy.personal_data",), snapshot=review.snapshot
        )

        author = site.get(site.decision_of(decision), accept_language="ja")
        reporter = site.get(site.decision_of(decision, report))

        listed = author.body.partition('class="passages"')[2].partition("</ul>")[0]
        assert "020 7946 0958" in listed
        assert listed.count("<li>") == 1
        assert "レビューの次の部分が該当します" in author.page.text
        assert "passages" not in reporter.body

    def test_the_author_contests_it_once(self, site: Site) -> None:
        decision = site.decided(site.in_review(site.reported()), Outcome.REMOVED, grounds=("respect.threat",))
        path = site.decision_of(decision)

        answer = site.post(f"{path}/appeal", {"explanation": "I threatened nobody.", "lang": "de"})

        assert answer.status == 303
        assert answer.location == f"{path}?sent=1&lang=de"
        assert "Ihr Widerspruch ist angekommen" in site.get(answer.location).page.text
        case = site.desk.cases.get(decision.case_id)
        assert case.appeal is not None
        assert (case.appeal.side, case.appeal.explanation) == (Side.AUTHOR, "I threatened nobody.")

        again = site.post(f"{path}/appeal", {"explanation": "I threatened nobody."})

        assert again.status == 409
        assert "You contested this decision on 23 November 2026" in again.page.text
        assert "textarea" not in again.body


class TestReporter:
    def test_a_reporter_may_contest_a_removal_as_well(self, site: Site) -> None:
        report = site.reported()
        decision = site.decided(site.in_review(report), Outcome.REMOVED, grounds=("respect.threat",))

        page = site.get(site.decision_of(decision, report)).page

        assert "The review that you reported has been removed" in page.text
        assert "You can contest this decision until 25 May 2027" in page.text
        assert page.all("form")

    def test_what_was_typed_is_kept_when_it_is_too_long(self, site: Site) -> None:
        report = site.reported()
        path = site.decision_of(site.decided(site.in_review(report), Outcome.KEPT), report)

        answer = site.post(f"{path}/appeal", {"explanation": "x" * 5_001})

        assert answer.status == 422
        assert answer.page.fields["explanation"] == "x" * 5_001
        assert "#explanation" in answer.page.links()
        assert "in 5,000 characters or fewer" in answer.page.text

    def test_an_appeal_that_cannot_be_stored_keeps_its_words(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        def breaks(*_: object, **__: object) -> None:
            raise Contention("Too many writers.")

        report = site.reported()
        path = site.decision_of(site.decided(site.in_review(report), Outcome.KEPT), report)
        with monkeypatch.context() as broken:
            broken.setattr(site.desk.cases, "save", breaks)
            answer = site.post(f"{path}/appeal", {"explanation": "Look at the photo."})

        assert answer.status == 503
        assert "Nothing that you typed is lost" in answer.page.text
        assert answer.page.fields["explanation"] == "Look at the photo."

    def test_an_appeal_that_was_stored_before_something_failed_is_there(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def breaks(*_: object) -> None:
            raise RuntimeError("the workflow cannot be reached")

        report = site.reported()
        path = site.decision_of(site.decided(site.in_review(report), Outcome.KEPT), report)
        monkeypatch.setattr(site.desk.workflow, "start", breaks)

        answer = site.post(f"{path}/appeal", {"explanation": "Look at the photo."})

        assert answer.status == 303
        assert "another person" in site.get(answer.location).page.text.lower()

    def test_an_empty_appeal_is_asked_for_its_words(self, site: Site) -> None:
        report = site.reported()
        path = site.decision_of(site.decided(site.in_review(report), Outcome.KEPT), report)

        answer = site.post(f"{path}/appeal", {"explanation": " \r\n "}, accept_language="ja")

        assert answer.status == 422
        assert "簡単にご記入ください" in answer.page.text

    def test_after_six_months_it_says_that_the_time_is_over(self, site: Site) -> None:
        report = site.reported()
        path = site.decision_of(site.decided(site.in_review(report), Outcome.KEPT), report)
        site.desk.later(days=184)

        assert "That time is over." in site.get(path).page.text
        answer = site.post(f"{path}/appeal", {"explanation": "Please."})
        assert answer.status == 410
        assert "That time is over." in answer.page.text

    def test_somebody_else_s_move_at_the_same_moment_keeps_the_words(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        report = site.reported()
        path = site.decision_of(site.decided(site.in_review(report), Outcome.KEPT), report)

        def always_stale(*_: object, **__: object) -> None:
            raise StaleCase("moved")

        monkeypatch.setattr("redress.pages.answers.appeal", always_stale)
        answer = site.post(f"{path}/appeal", {"explanation": "Please look at the picture."})

        assert answer.status == 409
        assert answer.page.fields["explanation"] == "Please look at the picture."


class TestAnotherDecision:
    def test_while_the_other_side_is_heard_it_is_being_looked_at_again(self, site: Site) -> None:
        report = site.reported()
        decision = site.decided(site.in_review(report), Outcome.REMOVED, grounds=("respect.threat",))
        site.post(f"{site.decision_of(decision)}/appeal", {"explanation": "I threatened nobody."})

        page = site.get(site.decision_of(decision, report)).page

        assert "is being looked at again" in page.text
        assert "threatened nobody" not in page.html

    def test_while_the_other_side_waits_to_be_heard_one_may_contest_it_too(self, site: Site) -> None:
        report = site.reported()
        decision = site.decided(site.in_review(report), Outcome.REMOVED, grounds=("respect.threat",))
        site.post(f"{site.decision_of(decision)}/appeal", {"explanation": "I threatened nobody."})

        sent = site.post(f"{site.decision_of(decision, report)}/appeal", {"explanation": "It was the wrong review."})
        page = site.get(sent.location).page

        assert "You contested this decision on" in page.text
        assert "threatened nobody" not in page.html

    def test_a_later_decision_is_linked_for_the_same_side(self, site: Site) -> None:
        report = site.reported()
        first = site.decided(site.in_review(report), Outcome.REMOVED, grounds=("respect.threat",))
        site.post(f"{site.decision_of(first)}/appeal", {"explanation": "I threatened nobody."})
        site.desk.later(hours=1)
        second = site.decided(site.desk.cases.get(first.case_id), Outcome.RESTORED, number=2)

        for by in (None, report):
            page = site.get(site.decision_of(first, by)).page
            latest = f"{site.decision_of(second, by)}?lang=en"
            assert "There is a later decision" in page.text
            assert latest in page.links()
            assert "is shown again" in site.get(latest).page.text

    def test_before_there_is_a_decision_there_is_a_page_that_says_so(self, site: Site) -> None:
        case = site.in_review(site.reported())
        token = site.desk.seal.sign("decision", f"{case.case_id}~1~author~")

        answer = site.get(f"/decision/{token}")

        assert answer.status == 409
        assert "Not yet, or not any more" in answer.page.text

    @pytest.mark.parametrize("path", ["/decision/abc", "/decision/k1.r-R1-1~1~author~.aaaa"])
    def test_a_wrong_token_is_not_found(self, site: Site, path: str) -> None:
        assert site.get(path).status == 404
        assert site.post(f"{path}/appeal", {"explanation": "x"}).status == 404
