"""A reporter answers our question on the status page: kept once, and the case is a person's again."""

from typing import Any

import pytest

from redress.adapters.dynamodb import keys
from redress.errors import AlreadyAnswered, NotFound, QuestionClosed
from redress.model import Answer, Case, Report, Status
from redress.model.audit import first_broken_entry, hash_of
from redress.notices import question_of
from redress.review import Said, answer_question
from tests.builders.world import ANA, BEN, World


@pytest.fixture
def case(world: World) -> Case:
    world.told_of("R1")
    case = world.in_review("R1")
    return world.decided(case.case_id, "needs_info", explanation="Which words do you mean?", by=ANA)


def report_of(world: World, case: Case) -> Report:
    return world.reports.of_case(case.case_id).items[0]


def answered(world: World, case: Case, words: str = "The second sentence.", *, question: int | None = None) -> Answer:
    said = Said(question=question_of(case) if question is None else question, words=words)
    return answer_question(
        report_of(world, case).report_id,
        said,
        reports=world.reports,
        cases=world.cases,
        clock=world.clock,
        policy=world.policy,
    )


def time_runs_out(world: World) -> None:
    for days in (1, 15):
        world.later(days=days)
        world.swept()


def test_the_case_goes_back_to_a_person_with_the_words(world: World, case: Case) -> None:
    world.later(hours=3)

    answer = answered(world, case)

    after = world.cases.get(case.case_id)
    assert (after.status, after.asked, after.asked_until) == (Status.HUMAN_REVIEW, "", None)
    assert world.cases.answers(case.case_id) == [answer]
    last = list(world.cases.entries(case.case_id))[-1]
    assert (last.actor, last.act) == ("reporter", "answered")
    assert last.facts["words"] == hash_of("The second sentence.")
    assert "The second sentence." not in last.model_dump_json()
    assert first_broken_entry(world.cases.entries(case.case_id), after.head, after.entries) is None


def test_sent_twice_it_is_one_answer(world: World, case: Case) -> None:
    first = answered(world, case)
    world.later(minutes=1)

    assert answered(world, case) == first
    assert world.cases.answers(case.case_id) == [first]
    acts = [entry.act for entry in world.cases.entries(case.case_id)]
    assert acts.count("answered") == 1


def test_other_words_for_the_same_question_are_refused(world: World, case: Case) -> None:
    answered(world, case)

    with pytest.raises(AlreadyAnswered):
        answered(world, case, "No, the third one.")


def test_an_answer_after_its_time_is_kept_while_a_person_still_looks(world: World, case: Case) -> None:
    question = question_of(case)
    time_runs_out(world)
    before = world.cases.get(case.case_id)
    assert before.status is Status.HUMAN_REVIEW

    answer = answered(world, case, question=question)

    after = world.cases.get(case.case_id)
    assert (after.status, after.version) == (Status.HUMAN_REVIEW, before.version)
    assert world.cases.answers(case.case_id) == [answer]
    assert [entry.act for entry in world.cases.entries(case.case_id)][-1] == "answered_late"


def test_after_the_decision_nothing_is_kept(world: World, case: Case) -> None:
    question = question_of(case)
    time_runs_out(world)
    world.decided(case.case_id, "keep", by=BEN)

    with pytest.raises(QuestionClosed):
        answered(world, case, question=question)
    assert world.cases.answers(case.case_id) == []


@pytest.mark.parametrize("question", [0, 1, 10**11])
def test_what_was_never_asked_is_never_answered(world: World, case: Case, question: int) -> None:
    with pytest.raises(QuestionClosed):
        answered(world, case, question=question)

    answered(world, case)
    with pytest.raises(QuestionClosed):
        answered(world, case, question=question)


def test_a_report_without_a_case_was_asked_nothing(world: World) -> None:
    report = world.received("R9")

    with pytest.raises(NotFound):
        answer_question(
            report.report_id,
            Said(question=1, words="Here I am."),
            reports=world.reports,
            cases=world.cases,
            clock=world.clock,
            policy=world.policy,
        )


def test_somebody_who_moves_the_case_at_the_same_moment_costs_nothing(
    world: World, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = world.cases.save

    def first_another(*given: Any) -> Case:
        monkeypatch.undo()
        world.reported("R1", explanation="It insults me as well.", guideline="respect.harassment")
        return save(*given)

    monkeypatch.setattr(world.cases, "save", first_another)
    answer = answered(world, case)

    assert world.cases.answers(case.case_id) == [answer]
    after = world.cases.get(case.case_id)
    assert (after.status, after.report_count) == (Status.HUMAN_REVIEW, 2)


def test_of_very_many_answers_the_newest_are_shown_whoever_gave_them(world: World, case: Case) -> None:
    for number in range(60):
        said = {"report_id": f"rpt_{number:026d}", "question": 1, "at": world.now, "words": "The second sentence."}
        answer = Answer.model_validate({"case_id": case.case_id, **said})
        world.table.put(keys.answer(case, answer), {"document": answer.model_dump_json()})
        world.later(minutes=1)

    shown = world.cases.answers(case.case_id)

    assert len(shown) == 50
    assert shown[0].report_id == f"rpt_{59:026d}"
