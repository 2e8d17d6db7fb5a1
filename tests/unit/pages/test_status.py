"""The status page: what happened and what comes next, for the one who reported and nobody else."""

import re

import pytest

from redress.model import Appeal, Outcome, Report, Side, Status
from redress.seal import digest_of
from tests.unit.pages.conftest import TIDY, Site, Waking


class TestStatus:
    def test_a_report_that_has_just_come_in(self, site: Site) -> None:
        site.told_of("R1")
        report = site.reported(guideline="privacy.personal_data")

        page = site.get(site.status_of(report)).page

        assert "We have your report" in page.text
        assert report.reference in page.text
        assert TIDY in page.text
        assert "It shows my number." in page.text
        assert "Somebody's personal data" in page.text
        assert "23 November 2026, 09:00 UTC" in page.text
        assert "We mean to have an answer by 23 November 2026" in page.text

    def test_a_report_on_a_moderator_s_desk(self, site: Site) -> None:
        report = site.reported()
        site.in_review(report)

        page = site.get(site.status_of(report)).page

        assert "We are looking at it" in page.text
        assert "by 26 November 2026" in page.text

    def test_a_time_that_has_passed_is_not_promised(self, site: Site) -> None:
        report = site.reported()
        site.in_review(report)
        site.desk.later(days=4)

        assert "We mean to have an answer" not in site.get(site.status_of(report)).page.text

    def test_a_question_with_its_time(self, site: Site) -> None:
        report = site.reported()
        site.in_review(report, Status.NEEDS_INFO, asked="Which sentence <b>do</b> you mean?")

        page = site.get(site.status_of(report)).page

        assert "We have a question for you" in page.text
        assert "Which sentence <b>do</b> you mean?" in page.text
        assert "You can also reply to our e-mail" in page.text
        assert page.fields["question"].isdecimal()
        assert "by 7 December 2026" in page.text

    def test_a_removal_by_machine_says_so_and_why(self, site: Site) -> None:
        site.told_of("R1")
        report = site.reported()
        clause = site.desk.policy.guideline("privacy.personal_data")
        words = f"{clause.explanation} A telephone number stands in the text."
        site.decided(
            site.in_review(report),
            Outcome.REMOVED,
            automated=True,
            explanation=words,
            grounds=("privacy.personal_data",),
        )

        page = site.get(site.status_of(report)).page

        assert "The review has been removed" in page.text
        assert page.text.count("how a private person can be found") == 1
        assert "A telephone number stands in the text." in page.text
        assert "Rule privacy.personal_data" in page.text
        assert "no person has looked at it yet" in page.text
        assert "Do you think that we are wrong?" in page.text

    def test_a_review_that_stays_can_be_contested_until_a_day(self, site: Site) -> None:
        report = site.reported()
        decision = site.decided(site.in_review(report), Outcome.KEPT, explanation="It tells of an experience.")

        page = site.get(site.status_of(report)).page

        assert "The review stays" in page.text
        assert "It tells of an experience." in page.text
        assert "a person made this decision" in page.text
        assert "until 25 May 2027" in page.text
        assert f"{site.decision_of(decision, report)}?lang=en#appeal" in page.links()

    def test_a_redirect_says_where_to_turn(self, site: Site) -> None:
        report = site.reported()
        site.decided(
            site.in_review(report), Outcome.OUT_OF_SCOPE, automated=True, explanation="The report is about an order."
        )

        page = site.get(site.status_of(report), accept_language="de").page

        assert "Darüber entscheiden wir nicht" in page.text
        assert "Eine Bestellung, Lieferung oder Erstattung" in page.text

    @pytest.mark.parametrize("redirect, shown", [("order", 1), ("seller_rating", 1), ("", 2)])
    def test_a_redirect_says_only_what_it_is_about(self, site: Site, redirect: str, shown: int) -> None:
        report = site.reported()
        case = site.in_review(report)
        site.decided(case, Outcome.OUT_OF_SCOPE, automated=True, explanation="Something else.", redirect=redirect)

        page = site.get(site.status_of(report), accept_language="de").page

        titles = ["Eine Bestellung, Lieferung oder Erstattung", "Eine Bewertung eines Händlers"]
        assert sum(title in page.text for title in titles) == shown
        assert ("Something else." in page.text) is (redirect == "")

    def test_an_appeal_of_ones_own_is_answered(self, site: Site) -> None:
        report, other = site.reported(), site.reported(explanation="It is rude.", reporter={"email": "cy@example.org"})
        case = site.in_review(report)
        appeal = Appeal(
            side=Side.REPORTER,
            decision=1,
            decided_by="ana",
            at=case.opened_at,
            explanation="I do not agree.",
            report_id=report.report_id,
        )
        first = site.desk.cases.save(case, case.model_copy(update={"decisions": 1, "appeal": appeal}))
        decision = site.decided(first, Outcome.RESTORED)

        own, others = site.get(site.decision_of(decision, report)), site.get(site.decision_of(decision, other))

        assert "You contested our decision." in own.page.text
        assert "You contested our decision." in site.get(site.status_of(report)).page.text
        assert "You contested our decision." not in others.page.text

    def test_a_review_that_its_author_deleted_was_judged_by_nobody(self, site: Site) -> None:
        report = site.reported()
        site.decided(site.in_review(report), Outcome.OUT_OF_SCOPE, automated=True, decided_by="platform")

        page = site.get(site.status_of(report)).page

        assert "its author or the shop has deleted it" in page.text
        assert "A program" not in page.text

    def test_while_an_appeal_is_heard_it_says_so(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        report = site.reported()
        decision = site.decided(site.in_review(report), Outcome.KEPT)
        monkeypatch.setattr(site.desk, "workflow", Waking(), raising=False)
        site.post(f"{site.decision_of(decision, report)}/appeal", {"explanation": "You overlooked the picture."})

        assert "The decision was contested." in site.get(site.status_of(report)).page.text


class TestNobodyElse:
    def test_every_wrong_token_gets_the_same_page(self, site: Site) -> None:
        report = site.reported()
        seal = site.desk.seal
        good = site.status_of(report)
        wrong = [
            "/status/abc",
            good[:-1] + ("a" if good[-1] != "a" else "b"),
            f"/status/{seal.sign('status', 'rpt_unknown')}",
            f"/status/{seal.sign('decision', report.report_id)}",
            f"/status/{report.reference}",
            "/status/%00%FF",
            "/status/",
            "/nowhere",
        ]

        answers = [site.get(path) for path in wrong]

        assert {answer.status for answer in answers} == {404}
        assert len({answer.body for answer in answers}) == 1
        assert "Nothing is here" in answers[0].page.text


class TestMailbox:
    def test_coming_by_the_link_in_our_mail_opens_the_address(self, site: Site) -> None:
        report = site.reported()
        digest = digest_of("ana@example.org")
        proof = site.desk.seal.sign("address", digest)

        site.get(f"{site.status_of(report)}?v={proof}")

        assert site.desk.notices.address(digest).opened

    @pytest.mark.parametrize("proof", ["", "abc", "k1.x.y"])
    def test_without_a_proof_nothing_is_opened(self, site: Site, proof: str) -> None:
        report = site.reported()

        assert site.get(f"{site.status_of(report)}?v={proof}").status == 200
        assert not site.desk.notices.address(digest_of("ana@example.org")).opened

    def test_the_page_is_shown_even_when_it_cannot_be_noted(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        report = site.reported()
        monkeypatch.setattr(site.desk, "notices", None, raising=False)

        answer = site.get(f"{site.status_of(report)}?v={site.desk.seal.sign('address', 'd')}")

        assert answer.status == 200

    def test_the_proof_does_not_travel_on(self, site: Site) -> None:
        report = site.reported()
        answer = site.get(f"{site.status_of(report)}?v={site.desk.seal.sign('address', 'd')}&new=1")
        assert "address" not in "".join(answer.page.links())
        assert "v=" not in "".join(answer.page.links())


class TestSteps:
    """What happened and what comes next, each with its day."""

    def steps(self, site: Site, report: Report) -> list[tuple[str, str]]:
        """Each step's words with how it is shown."""
        body = site.get(site.status_of(report)).body
        listed = body.partition('<ol class="steps">')[2].partition("</ol>")[0]
        return re.findall(r'<li class="(\w+)".*?<b>(.*?)</b>', listed, re.DOTALL)

    def test_of_a_report_that_has_just_come_in(self, site: Site) -> None:
        assert self.steps(site, site.reported()) == [
            ("done", "Your report arrived"),
            ("now", "It is being looked at"),
            ("next", "Decision"),
        ]

    def test_of_a_report_that_was_decided_and_may_be_contested(self, site: Site) -> None:
        report = site.reported()
        site.decided(site.in_review(report), Outcome.KEPT)

        assert self.steps(site, report) == [
            ("done", "Your report arrived"),
            ("done", "It was taken up"),
            ("done", "It was decided"),
            ("next", "You can contest it"),
        ]
        assert "by 25 May 2027" in site.get(site.status_of(report)).page.text

    def test_of_a_question(self, site: Site) -> None:
        report = site.reported()
        site.in_review(report, Status.NEEDS_INFO, asked="Which words?")

        assert self.steps(site, report)[1:] == [
            ("done", "It was taken up"),
            ("now", "We wait for your answer"),
            ("next", "Decision"),
        ]

    def test_of_an_appeal(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(site.desk, "workflow", Waking(), raising=False)
        report = site.reported()
        decision = site.decided(site.in_review(report), Outcome.KEPT)
        site.desk.later(days=2)
        site.post(f"{site.decision_of(decision, report)}/appeal", {"explanation": "Look at the picture."})

        assert self.steps(site, report)[2:] == [
            ("done", "It was decided"),
            ("done", "The decision was contested"),
            ("now", "Another person looks at it again"),
            ("next", "Decision"),
        ]

    def test_a_report_that_joined_later_was_not_taken_up_before_it_came(self, site: Site) -> None:
        case = site.in_review(site.reported())
        site.desk.later(days=1)
        late = site.reported("R1", explanation="It insults me too.")
        site.desk.cases.join(case, case, [late])

        text = site.get(site.status_of(late)).page.text

        assert "It is being looked at 24 November 2026" in text
