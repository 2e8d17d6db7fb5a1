"""What a letter answers: one's own appeal, a report that went to the wrong door, what a machine has found."""

from collections.abc import Sequence

import pytest

from redress.letters import Rendered, render
from redress.letters.rendering import LANGUAGES
from redress.model import COURT_ORDER, Decision, Notice, Outcome, Relation, Side
from redress.policy import load_policy
from redress.policy.wording import court_order, elsewhere, found
from tests.builders.world import World
from tests.unit.test_appeals import appealed, heard, removed
from tests.unit.test_letters import a_decision, a_notice, told
from tests.unit.test_redirect import ORDER

POLICY = load_policy()


def letters(world: World, notices: Sequence[Notice]) -> dict[str, str]:
    """What each of these people read, by report; the author under no report."""
    sent: dict[str, str] = {}
    for notice in notices:
        world.sent(notice.notice_id)
        sent[notice.report_id] = next(each.text for each in world.post.letters if each.notice_id == notice.notice_id)
    return sent


def by_machine(outcome: Outcome, **known: object) -> Decision:
    return a_decision(outcome, automated=True).model_copy(update={"decided_by": "policy", **known})


class TestAnAppeal:
    def test_of_both_sides_is_answered_to_both(self, world: World) -> None:
        world.reported()
        case = removed(world)
        world.told(case.case_id)
        appellant = world.reports.of_case(case.case_id).items[0].report_id
        appealed(world, case.case_id, by_author=True)

        read = letters(world, heard(world, case.case_id, "keep"))

        assert len(read) == 3
        answered = {report_id for report_id, text in read.items() if LANGUAGES["en"].heard in text}
        assert answered == {"", appellant}

    def test_of_one_side_is_answered_to_that_side(self, world: World) -> None:
        world.reported()
        case = removed(world)
        world.told(case.case_id)

        read = letters(world, heard(world, case.case_id, "keep", by_author=True))

        assert {report_id for report_id, text in read.items() if LANGUAGES["en"].heard in text} == {""}

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("side", Side)
    @pytest.mark.parametrize("outcome", Outcome)
    def test_is_answered_first_in_each_language(self, lang: str, side: Side, outcome: Outcome) -> None:
        letter = render(
            a_notice(side=side, lang=lang), policy=POLICY, told=told(decision=a_decision(outcome), heard=True)
        )

        assert letter.text.split("\n\n")[1] == LANGUAGES[lang].heard


class TestWhatIsSentElsewhere:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_reads_only_where_its_own_matter_belongs(self, lang: str) -> None:
        seller, order = elsewhere(POLICY, lang)
        decision = by_machine(Outcome.OUT_OF_SCOPE, redirect="order", explanation="Not for us.")

        letter = render(a_notice(lang=lang), policy=POLICY, told=told(decision=decision))

        assert order.explanation in letter.text
        assert seller.explanation not in letter.text
        assert "Not for us." not in letter.text

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_was_judged_by_nobody_and_no_passages_were_found(self, lang: str) -> None:
        texts = LANGUAGES[lang]

        sent_on = render(a_notice(lang=lang), policy=POLICY, told=told(decision=by_machine(Outcome.OUT_OF_SCOPE)))
        gone = by_machine(Outcome.OUT_OF_SCOPE, decided_by="platform")
        deleted = render(a_notice(lang=lang), policy=POLICY, told=told(decision=gone))

        assert texts.how_by_redirect in sent_on.text
        assert texts.how_gone in deleted.text
        assert not [each for each in (sent_on, deleted) if texts.how_by_machine in each.text]
        assert gone.explanation not in deleted.text

    def test_is_known_from_the_report_on(self, world: World) -> None:
        world.told_of()

        case = world.reported(explanation=ORDER, relation=Relation.CUSTOMER)

        assert case.decision is not None
        assert case.decision.redirect == "order"


class TestWhatAMachineFound:
    @pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
    def test_is_said_in_the_reader_s_language(self, world: World, lang: str) -> None:
        world.told_of(text="Ring me on +44 7911 123456 or write to jane.doe@gmail.com.")
        case = world.reported(explanation="It shows my number.")
        assert case.decision is not None
        assert case.decision.outcome is Outcome.REMOVED

        letter = render(a_notice(lang=lang), policy=POLICY, told=told(decision=case.decision))

        assert found(case.decision, lang) in letter.text
        assert "Found in the review" not in letter.text
        assert "a phone" not in letter.text

    def test_is_said_in_english_where_there_are_no_words_for_it(self) -> None:
        decision = by_machine(Outcome.REMOVED, found=("an e-mail address", "a carrier pigeon"))

        assert not found(decision, "de")
        assert decision.explanation in render(a_notice(lang="de"), policy=POLICY, told=told(decision=decision)).text


class TestACourtOrder:
    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("side", Side)
    def test_is_explained_once(self, lang: str, side: Side) -> None:
        said = court_order(lang)
        words = f"We removed the review. {said.explanation} Regional court, 3 O 17/26."
        decision = a_decision().model_copy(update={"grounds": (COURT_ORDER,), "explanation": words})

        letter: Rendered = render(a_notice(side=side, lang=lang), policy=POLICY, told=told(decision=decision))

        assert said.title in letter.text
        assert words in letter.text
        assert letter.text.count(said.explanation) == 1
