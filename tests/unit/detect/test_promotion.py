"""Promotion: adverts, pay for reviews, and authors with an interest."""

import pytest

from redress.model import Route
from tests.builders.findings import fired, routed

SEEN = [
    ("promotion.advertising", "Visit my online shop for better prices, and use my code SAVE20."),
    ("promotion.advertising", "Contact me on WhatsApp if you want one cheaper."),
    ("promotion.advertising", "Earn $500 a week working from home and thank me later."),
    ("promotion.advertising", "Please subscribe to my channel for more."),
    ("promotion.advertising", "Schreibt mir auf Telegram, ich habe bessere in meinem eigenen Shop."),
    ("promotion.advertising", "Visita mi tienda y usa mi c\u00f3digo de descuento."),
    ("promotion.advertising", "Visitez notre boutique, avec mon code promo vous payez moins."),
    ("promotion.advertising", "当店ではもっと安いです。お気軽にお問い合わせください。"),
    ("promotion.compensated", "I received this for free in exchange for my honest review."),
    ("promotion.compensated", "The seller sent me this at a discount and in return I give my unbiased opinion."),
    ("promotion.compensated", "We pay for positive reviews, write to us."),
    ("promotion.compensated", "Leave five stars and get a gift card for every review."),
    ("promotion.compensated", "I will change this review if you refund me the money."),
    ("promotion.compensated", "Ich habe das Produkt kostenlos f\u00fcr einen Produkttest bekommen."),
    ("promotion.compensated", "Gutschein f\u00fcr jede gute Bewertung!"),
    ("promotion.compensated", "Me lo enviaron a cambio de una rese\u00f1a honesta."),
    ("promotion.compensated", "Produit re\u00e7u en \u00e9change d'un avis honn\u00eate."),
    ("promotion.compensated", "レビューの代わりに無料でもらいました。"),
    ("promotion.compensated", "五星好评返现5元"),
    ("promotion.conflict_of_interest", "My husband designed this lamp and I am so proud of him."),
    ("promotion.conflict_of_interest", "As the author of this book I can say that it is wonderful."),
    ("promotion.conflict_of_interest", "Ich arbeite bei dem Hersteller und wei\u00df, wie gut sie ist."),
    ("promotion.conflict_of_interest", "Mi hermana dise\u00f1\u00f3 este juego."),
    ("promotion.conflict_of_interest", "Mon fr\u00e8re fabrique ces couteaux."),
    ("promotion.conflict_of_interest", "弊社で開発した商品です。"),
    ("promotion.competitor", "We make a better one ourselves, in Leeds."),
    ("promotion.competitor", "As a competitor I took it apart."),
    ("promotion.competitor", "Wir stellen selbst bessere Messer her."),
]


@pytest.mark.parametrize("guideline,text", SEEN)
def test_promotion_is_seen_and_a_person_decides(guideline: str, text: str) -> None:
    assert guideline in fired(text)
    assert routed(text) is Route.HUMAN_REVIEW


def test_a_glaring_advert_with_everything_in_it_is_taken_down() -> None:
    text = "Visit my new online shop! Use my code SAVE20, subscribe to my channel, text me on WhatsApp to order."

    assert routed(text) is Route.TAKEDOWN


HARMLESS = [
    "Buy it, you will not regret it. Best purchase this year!",
    "I bought it with 20% off on Black Friday.",
    "I was not paid for this review and did not get it for free.",
    "Nobody gave me a discount for writing this.",
    "My husband loves it, my sister wants one, my friend bought two.",
    "My husband made this for dinner and it was delicious.",
    "My friend wrote to the seller and got a new one.",
    "I work for the city and need solid shoes.",
    "The competitor's kettle is better and cheaper.",
    "Free shipping, free returns, great offer, thanks.",
    "I got a refund after I changed my mind.",
    "The author wrote a better book before this one.",
    "It is a gift from my aunt, she paid too much.",
    "Contact the manufacturer if the lid leaks, they replaced mine.",
    "I follow the instructions and it works. Now I am a subscriber of the magazine.",
    "Das Messer war ein Geschenk meiner Frau.",
    "送料無料で早く届きました。",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_praise_gifts_and_bargains_are_no_promotion(text: str) -> None:
    assert fired(text) == set()
