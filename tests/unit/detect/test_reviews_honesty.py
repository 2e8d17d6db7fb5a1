"""Reviews written by hand for who speaks, from what experience, and about what; each beside its near miss."""

import pytest

from redress.detect import Other
from tests.builders.findings import fired

LONG = (
    "I began it on the ferry and read the last page under a street lamp because I could not wait until I was home. "
    "Every chapter ends a little higher up the rocks than the last."
)
BREACHES = {
    "identity.impersonation": {
        "the maker's service, by its own word": "This is the official customer service of Larkstride, we are sorry.",
        "a statement in the maker's name": "Official statement from the manufacturer: return your units.",
        "a German service": "Hier ist der Kundenservice des Herstellers, schicken Sie uns Ihre Daten.",
        "an authority": "I am a police officer and this is a warning from the consumer protection agency.",
        "a Japanese maker": "メーカーよりお知らせ：返品してください。",
    },
    "authenticity.fake": {
        "a machine's apology": "As an AI language model, I do not have feet, but these shoes are great.",
        "a machine's preamble": "Certainly! Here is a glowing five-star review of the trail shoe:",
        "a blank left open": "The [insert product name] exceeded my expectations.",
        "a Portuguese blank left open": "Comprei o [NOME DO PRODUTO] há [NÚMERO] semanas.",
        "an admitted wage": "I was paid to write this review, I have never seen the thing.",
    },
    "relevance.off_topic": {
        "the courier alone": (
            "One star for the courier: rude, three days late, left it in the rain. I have not opened it yet."
        ),
        "the seller alone": "The parcel was two weeks late. The seller never answered. Avoid this seller.",
        "an old quarrel": "The owner fired me last year. Never had a jacket from them. One star until they pay.",
        "an Italian courier": (
            "Il corriere ha lasciato il pacco sotto la pioggia. Tre giorni di ritardo. Una stella al corriere."
        ),
        "a German delivery": (
            "Lieferung kam drei Wochen zu spät, der Verkäufer antwortet nicht. Nie wieder bei diesem Händler."
        ),
        "a Spanish delivery": "El paquete nunca ha llegado y el vendedor no contesta. No compréis a este vendedor.",
        "a French delivery": "Colis jamais reçu, le vendeur ne répond pas. N'achetez pas chez ce vendeur.",
    },
}

NEAR_MISSES = {
    "an official by trade": "I am an official in the city council and I like it.",
    "what the service said": "Customer service told me this is the official charger.",
    "an assistant that is the product": "It says AI on the box, but the language model inside is dumb.",
    "a quoted machine phrase": 'The speaker answers "As an AI language model, I cannot", what a joke.',
    "brackets of an honest author": "It broke [again] and the {left} side is dead (no sound).",
    "a clumsy honest review": "Good product thank you very much is fine for use daily.",
    "one sentence on the parcel": "Came two days late in a torn box. The kettle itself pours well and keeps its heat.",
    "the seller beside the product": "The seller was slow to answer, but the jacket is warm and the zip is solid.",
    "packaging that is part of it": "The box was damaged, the glass inside was whole and it looks lovely.",
    "a wrong size that one could have chosen": "Ordered a size too small, my own fault. Nice cloth.",
    "a broken one on arrival": "It arrived broken: the lid was cracked and the handle was loose.",
    "a repair by the service": "After a year the pump died, the service repaired it and it makes good coffee again.",
}


@pytest.mark.parametrize(
    "guideline,text",
    [pytest.param(guideline, text, id=name) for guideline, cases in BREACHES.items() for name, text in cases.items()],
)
def test_it_is_shown_to_a_person(guideline: str, text: str) -> None:
    assert guideline in fired(text)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in NEAR_MISSES.items()])
def test_it_is_left_alone(text: str) -> None:
    assert fired(text) == set()


def test_another_customers_words_are_copied_and_ones_own_are_not() -> None:
    assert "rights.copied_text" in fired(LONG, others=[Other(review_id="R0", text=LONG, by="other")])
    assert fired(LONG, others=[Other(review_id="R0", text="A fine book about a lighthouse.", by="other")]) == set()


def test_a_removed_text_of_ones_own_that_comes_back_is_a_repost() -> None:
    assert "integrity.repost" in fired(LONG, others=[Other(review_id="R0", text=LONG, by="author", removed=True)])


def test_the_same_household_is_seen_by_what_the_platform_knows() -> None:
    words = "The dog loves it as much as the old one and it washes well."
    assert "integrity.household" in fired(LONG, others=[Other(review_id="R0", text=words, by="household")])


def test_stock_phrases_are_nobodys_property() -> None:
    assert fired("Great product!", others=[Other(review_id="R0", text="Great product!", by="other")]) == set()
