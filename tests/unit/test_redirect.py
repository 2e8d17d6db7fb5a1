"""What has come to the wrong door is told where to turn; who may mean the review is always heard by a person."""

from typing import Any

import pytest

from redress.model import Case, LegalKind, NoticeKind, Outcome, Relation, Route, Status
from redress.triage.elsewhere import elsewhere
from tests.builders.nouns import A_NUMBER, a_report
from tests.builders.world import World

ORDER = "Where is my order? It has never arrived and I want my money back."
SELLER = "I want to complain about the seller rating that I got."


def asked(world: World, explanation: str = ORDER, **fields: Any) -> Case:
    return world.reported(explanation=explanation, **fields)


def test_a_report_about_an_order_is_answered_at_once_with_where_to_turn(world: World) -> None:
    world.told_of()

    case = asked(world, relation=Relation.CUSTOMER)

    assert (case.status, case.routing and case.routing.route) == (Status.OUT_OF_SCOPE, Route.REDIRECT)
    assert case.decision is not None
    assert (case.decision.outcome, case.decision.automated) == (Outcome.OUT_OF_SCOPE, True)
    assert world.workflow.started == []
    assert [notice.kind for notice in world.told(case.case_id)] == [NoticeKind.DECISION]


@pytest.mark.parametrize(
    "words, way",
    [
        (ORDER, "redirect:order"),
        (SELLER, "redirect:seller_rating"),
        ("Meine Bestellung ist nicht angekommen.", "redirect:order"),
        ("Meine Lieferung kam nicht an, ich möchte mein Geld zurück.", "redirect:order"),
        ("注文した商品が届きません。返金してください。", "redirect:order"),
        ("I paid three weeks ago and they never delivered. I want a refund.", "redirect:order"),
        ("Ma commande n'est pas arrivée, je veux un remboursement.", "redirect:order"),
        ("No he recibido mi pedido, quiero un reembolso.", "redirect:order"),
    ],
)
def test_where_to_turn_follows_the_words(words: str, way: str) -> None:
    assert elsewhere([a_report(explanation=words)]) == {way}


@pytest.mark.parametrize(
    "fields",
    [
        {"guideline": "relevance.off_topic"},
        {"legal": LegalKind.LAWYER_LETTER},
        {"evidence": True},
        {"relation": Relation.SELLER},
        {"relation": Relation.NAMED_PERSON},
        {"explanation": "This review is only about my order, that never arrived."},
        {"explanation": "He tells of my order and shows my phone number. Refund or not, it must go."},
        {"explanation": "We are the seller. The order number that he names does not exist."},
        {"explanation": "It is not fair."},
        {"explanation": "She says she will post more lies until I pay a refund."},
        {"explanation": "It shows a photo of me taken during delivery. My delivery was filmed without consent."},
        {"explanation": "This text is a lie, the parcel was not delivered late, we have never refused a refund."},
        {"explanation": "He made all of this up. The order number he gives does not exist."},
        {"explanation": "There never was a refund."},
        {"explanation": "I want it taken down, the refund came the same day."},
        {"explanation": "Er lügt. Meine Lieferung kam nie zu spät."},
        {"explanation": "返品の話は嘘です。返金をしました。"},
        {"explanation": "A competitor wrote that to harm us, my order was never late."},
    ],
)
def test_who_may_mean_the_review_is_not_sent_on(fields: dict[str, Any]) -> None:
    assert elsewhere([a_report(**{"explanation": ORDER, **fields})]) == frozenset()


def test_one_report_of_several_that_may_mean_the_review_keeps_all_of_them() -> None:
    assert elsewhere([a_report(explanation=ORDER), a_report(explanation="It is not fair.")]) == frozenset()


def test_what_was_found_in_the_review_outweighs_where_its_reporter_wants_to_go(world: World) -> None:
    world.told_of(text=A_NUMBER)

    assert asked(world).status is Status.ACTING


def test_the_next_who_means_the_review_is_heard_though_the_first_was_sent_on(world: World) -> None:
    world.told_of()
    asked(world)

    case = world.reported(explanation="It is not fair.")

    assert (case.case_id, case.status) == ("r-R1-2", Status.HUMAN_REVIEW)


def test_the_next_who_asks_for_an_order_gets_the_same_answer(world: World) -> None:
    world.told_of()
    first = asked(world)

    assert asked(world).case_id == first.case_id
