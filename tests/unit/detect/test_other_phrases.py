"""Impersonation, authenticity, off-topic, pile-on, erasure, defamation: each with its near misses."""

import pytest

from redress.model import Route
from tests.builders.findings import fired, routed, the_finding

SEEN = [
    ("identity.impersonation", "This is the official customer service of Larkstride, we are sorry."),
    ("identity.impersonation", "Official statement from the manufacturer: return your units."),
    ("identity.impersonation", "Hier ist der Kundenservice des Herstellers."),
    ("identity.impersonation", "メーカーよりお知らせ：返品してください。"),
    ("authenticity.fake", "As an AI language model, I do not have feet, but these shoes are great."),
    ("authenticity.fake", "The [insert product name] exceeded my expectations."),
    ("authenticity.fake", "Love my {{product_name}} so much"),
    ("authenticity.fake", "Sure, here is a positive review for the lamp: it shines."),
    ("authenticity.fake", "Als KI-Sprachmodell habe ich keine eigene Meinung."),
    ("authenticity.fake", "Como modelo de lenguaje no puedo probar caf\u00e9."),
    ("authenticity.fake", "【商品名】はとても良いです。"),
    ("authenticity.fake", "I was paid to write this review, it is all made up."),
    ("respect.pile_on", "Everyone please give this shop one star until they close."),
    ("respect.pile_on", "Let's all review-bomb this author."),
    ("respect.pile_on", "みんなで星1をつけて潰そう。"),
    ("respect.erasure", "Everybody report the negative reviews so that they go away."),
    ("respect.erasure", "Delete your review or you will hear from us."),
    ("respect.erasure", "Meldet alle schlechten Bewertungen hier."),
    ("relevance.off_topic", "The parcel was two weeks late. The seller never answered. Avoid this seller."),
    ("relevance.off_topic", "One star for the courier. The owner fired me last year."),
    ("respect.defamation", "The owner is a convicted fraudster."),
    ("respect.defamation", "The company bribed the inspectors to look away."),
    ("respect.defamation", "They are using child labour in their plant."),
    ("respect.defamation", "Der Gesch\u00e4ftsf\u00fchrer hat Gelder veruntreut."),
    ("respect.defamation", "El due\u00f1o es un delincuente condenado."),
    ("respect.defamation", "社長は横領で逮捕された。"),
]


@pytest.mark.parametrize("guideline,text", SEEN)
def test_it_is_seen_and_never_decided_by_a_machine(guideline: str, text: str) -> None:
    assert guideline in fired(text)
    assert routed(text) in {Route.HUMAN_REVIEW, Route.LEGAL_REVIEW}


def test_a_damaging_fact_goes_to_the_lawyers() -> None:
    assert routed("The owner is a convicted fraudster.") is Route.LEGAL_REVIEW


HARMLESS = [
    "I am an official in the city council and I like it.",
    "Customer service told me this is the official charger.",
    "It says AI on the box, but the language model inside is dumb.",
    "I disagree with the other reviewers, the sound is fine.",
    "Everyone in my family gives it five stars.",
    "Please report back if yours leaks too.",
    "It arrived two days late but works well.",
    "Fast shipping, friendly seller, good kettle.",
    "What a rip-off, this price is a crime.",
    "It stole my heart. The plot is about a thief who robbed a bank.",
    "The book is about a convicted murderer and a corrupt inspector.",
    "I think the company is greedy and the quality is a scandal.",
    "Contains lead-free solder and no mercury.",
    "It broke [again] and the {left} side is dead (sound).",
    "Fits [sic] as described; see [1] and [2].",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_opinion_stories_and_a_word_on_the_delivery_are_no_violation(text: str) -> None:
    assert fired(text) == set()


def test_a_quoted_machine_phrase_is_the_manuals_not_the_authors() -> None:
    finding = the_finding('The manual says "As an AI language model, I cannot", what a joke', "authenticity.fake")

    assert not finding.fired


@pytest.mark.parametrize("rating", [None, 0, 1, 5])
@pytest.mark.parametrize("text", ["", "Bad.", "I do not agree with any of you.", "Terrible, the worst, never again!!!"])
def test_dissent_and_a_low_rating_are_never_a_finding(text: str, rating: int | None) -> None:
    assert fired(text, rating=rating) == set()
