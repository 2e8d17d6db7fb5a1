"""Who reported, and a mail as it was received: shown for a reason, and the reason stays on the case."""

import pytest

from redress.model import Case, Identity, Reporter, first_broken_entry
from redress.notices import question_of
from redress.review import Said, answer_question
from tests.builders.world import ANA, BEN, LEA, SHOP, World
from tests.unit.casework.conftest import Ask
from tests.unit.test_appeals import appealed

WHY = {"reason": "She asked us to call her back."}


class TestUnmasking:
    @pytest.fixture
    def case(self, world: World) -> Case:
        world.told_of()
        reporter = Reporter(name="Maria Keller", email="maria.keller@example.org", account="cust-77")
        return world.in_review(reporter=reporter, identity=Identity.ACCOUNT)

    def path(self, world: World, case: Case) -> str:
        (report,) = world.reports.of_case(case.case_id).items
        return f"/v1/cases/{case.case_id}/reports/{report.report_id}/unmask"

    def test_shows_who_reported_and_says_on_the_case_who_looked_and_why(
        self, world: World, ask: Ask, case: Case
    ) -> None:
        said = ask("POST", self.path(world, case), WHY)

        assert said.status == 200
        assert (said.said["name"], said.said["email"]) == ("Maria Keller", "maria.keller@example.org")
        assert said.said["account"] == "cust-77"
        view = ask("GET", f"/v1/cases/{case.case_id}").said
        (note,) = view["notes"]
        (report,) = view["reports"]
        assert (note["by"], note["kind"], note["text"]) == ("ana", "unmask", WHY["reason"])
        assert note["about"] == report["reference"]
        assert view["history"][-1]["act"] == "unmasked"
        assert view["history"][-1]["facts"]["report"] == report["report_id"]
        assert WHY["reason"] not in str(view["history"])
        assert view["version"] == case.version

    def test_leaves_the_log_whole(self, world: World, ask: Ask, case: Case) -> None:
        ask("POST", self.path(world, case), WHY)
        ask("POST", self.path(world, case), WHY)

        after = world.cases.get(case.case_id)
        assert first_broken_entry(world.cases.entries(case.case_id), after.head, after.entries) is None
        assert world.acts(case.case_id).count("unmasked") == 2

    @pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "  "}, {"reason": "x" * 501}, {"why": "x"}, b""])
    def test_shows_nothing_without_a_reason(self, world: World, ask: Ask, case: Case, body: object) -> None:
        answer = ask("POST", self.path(world, case), body)

        assert answer.status in {400, 422}
        assert "maria" not in answer.text.lower()
        assert "unmasked" not in world.acts(case.case_id)

    def test_is_for_those_whose_case_it_is(self, world: World, ask: Ask, case: Case) -> None:
        path = self.path(world, case)
        assert ask("POST", path, WHY, by=SHOP).status == 403
        world.decided(case.case_id, "escalate")

        assert ask("POST", path, WHY, by=ANA).status == 403
        assert ask("POST", path, WHY, by=LEA).status == 200
        assert world.acts(case.case_id).count("unmasked") == 1

    def test_is_not_for_whoever_decided_what_is_appealed(self, world: World, ask: Ask, case: Case) -> None:
        world.decided(case.case_id, "keep")
        appealed(world, case.case_id)

        assert ask("POST", self.path(world, case), WHY, by=ANA).status == 403
        assert ask("POST", self.path(world, case), WHY, by=BEN).status == 200

    def test_is_of_the_cases_own_reports(self, world: World, ask: Ask, case: Case) -> None:
        world.told_of("R2")
        other = world.in_review("R2")
        (report,) = world.reports.of_case(case.case_id).items

        for name in (report.report_id, "rpt_none", "x#y", "%2e%2e"):
            assert ask("POST", f"/v1/cases/{other.case_id}/reports/{name}/unmask", WHY).status == 404
        assert "unmasked" not in world.acts(other.case_id)


class TestReporters:
    def test_who_says_it_is_shown_with_how_right_they_were(self, world: World, ask: Ask) -> None:
        world.told_of()
        world.reported(by="a@example.org")
        world.reported(by="b@example.org")
        world.reported(by="a@example.org", explanation="Once more.")

        first, second, third = ask("GET", "/v1/cases/r-R1-1").said["reports"]

        assert first["speaker"] == third["speaker"] or second["speaker"] in {first["speaker"], third["speaker"]}
        assert len({each["speaker"] for each in (first, second, third)}) == 2
        assert first["standing"] == {"reports": 0, "decided": 0, "upheld": 0, "share": None}
        assert (first["muted"], first["mail"]) == (False, None)

    def test_each_guideline_that_is_named_is_there_in_words(self, world: World, ask: Ask) -> None:
        world.told_of(text="The seller is a stupid idiot, what an asshole.")
        world.reported(guideline="respect.defamation")

        named = {each["id"]: each for each in ask("GET", "/v1/cases/r-R1-1").said["guidelines"]}

        assert {"respect.harassment", "respect.defamation"} <= named.keys()
        assert named["respect.defamation"]["title"] == world.policy.guideline("respect.defamation").title
        assert named["respect.defamation"]["second_person"] is True

    def test_what_a_reporter_answered_is_there_with_the_question_gone(self, world: World, ask: Ask) -> None:
        world.told_of()
        case = world.in_review()
        (report,) = world.reports.of_case(case.case_id).items
        asked = world.decided(case.case_id, "needs_info", explanation="Which sentence do you mean?")
        assert ask("GET", f"/v1/cases/{case.case_id}").said["asked"] == "Which sentence do you mean?"

        answer_question(
            report.report_id,
            Said(question=question_of(asked), words="The second."),
            reports=world.reports,
            cases=world.cases,
            clock=world.clock,
            policy=world.policy,
        )

        said = ask("GET", f"/v1/cases/{case.case_id}").said
        assert (said["status"], said["asked"]) == ("human_review", None)
        assert [(each["report_id"], each["words"]) for each in said["answers"]] == [(report.report_id, "The second.")]
