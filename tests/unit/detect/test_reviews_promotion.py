"""Reviews written by hand for the guidelines on promotion, each beside its near miss."""

import pytest

from tests.builders.findings import fired

BREACHES = {
    "promotion.external_link": {
        "a link to another shop": "The very same tent is on https://tents-for-less.example/skarvane-2 for 119.",
        "a bare domain to go to": "Go to tents-for-less.example before they run out.",
        "a link with its dot in brackets": "Better at tents[.]example/skarvane.",
        "a shortened link": "See t.me/cheaptents for the rest.",
        "a link that only pretends to be the shop's": "https://shop.example@elsewhere.example/products/hub-2",
        "a link to a page of the shop that is no product": "Look at https://shop.example/users/zed-001, what a liar.",
    },
    "promotion.advertising": {
        "one's own shop": "Nice, but visit my online shop for better prices.",
        "a code": "Use my code SAVE20 at the checkout and you save a fifth.",
        "a messenger": "Message me on WhatsApp if you want one cheaper.",
        "services beside a review": "Sharp enough. I sharpen knives by post, eight pounds a blade. Order today.",
        "easy money": "Earn $500 a week working from home, thank me later.",
        "a channel": "Please subscribe to my channel for more reviews.",
        "a German shop of one's own": "Schreibt mir auf Telegram, ich habe bessere in meinem eigenen Shop.",
        "a Spanish code": "Visita mi tienda y usa mi código de descuento.",
        "a Japanese shop of one's own": "当店ではもっと安いです。お気軽にお問い合わせください。",
    },
    "promotion.compensated": {
        "a disclosed free sample": "I received this for free in exchange for my honest review. It is fine.",
        "a disclosed discount": "The seller sent it to me at a discount, in return I give my unbiased opinion.",
        "pay that is offered": "Write five stars too, send me a screenshot and I will send you a £10 gift card.",
        "pay that is demanded": "I will change this review if you refund me the money.",
        "a card in the box": (
            "A card in the box promised a full refund in exchange for a five-star review, so here are five stars."
        ),
        "a German product test": "Ich habe das Produkt kostenlos für einen Produkttest bekommen.",
        "a French product test": "Produit reçu gratuitement en échange de mon avis honnête.",
        "a Spanish product test": "Me lo enviaron a cambio de una reseña honesta.",
    },
    "promotion.conflict_of_interest": {
        "one's own invention": "As the inventor of this lamp I can say that nothing better exists.",
        "a sister's game": "My sister designed it and I drew half of the cards myself.",
        "an employer's product": "I work for the company that makes it, and it is a marvel.",
        "a friend's book": "This was written by my best friend, so five stars.",
    },
    "promotion.competitor": {
        "a maker who builds a better one": "We make a better one ourselves and half as dear.",
        "a rival by their own words": "As a competitor I can only laugh at this heating plate.",
        "a German rival": "Als Hersteller kann ich nur warnen. Unser Brodelwerk Nr. 4 gießt genauer.",
    },
}

NEAR_MISSES = {
    "a link to the shop's own product": "It needs the hub: https://shop.example/products/hub-2 and then it works.",
    "the name of a website": "I had seen it on brand.example before, for the same price.",
    "two sentences without a space": "It broke after a week.It was the hinge. Never again.so long",
    "a smart speaker's name": "The Echo Dot is better than the old dot com toys.",
    "a file name": "See manual.pdf and readme.txt on the stick.",
    "a comparison by an honest customer": "I own the Millbrae too and it is better: quieter, and it does not leak.",
    "a bargain": "Half price in the sale, free shipping, great offer, thanks.",
    "a sale elsewhere, named": "The supermarket has it cheaper.",
    "advice to contact the maker": "Contact the manufacturer if the lid leaks, they replaced mine.",
    "a newsletter": "You have to subscribe to use it, which I hate.",
    "a code on the box": "The code on the box did not work in the app.",
    "a gift": "It is a gift from my aunt, she paid too much.",
    "nobody paid": "I was not paid for this review and I bought it with my own money.",
    "a refund as such": "I got a refund after I sent it back.",
    "a free part": "They sent me a new lid for free when the first one cracked.",
    "a discount for everybody": "With the coupon on this page it was ten off.",
    "a review one asks nothing for": "I hope this review helps somebody.",
    "a friend who owns it": "My sister has had hers for three years and loves it.",
    "a husband who uses it": "My husband made shelves with it all weekend.",
    "work in the trade": "I work as a nurse and these shoes last a year.",
    "a maker whom one praises": "Whoever designed this lamp understood desks.",
    "a product that makes something": "We make our own bread with it and it is better than from the shop.",
}


@pytest.mark.parametrize(
    "guideline,text",
    [pytest.param(guideline, text, id=name) for guideline, cases in BREACHES.items() for name, text in cases.items()],
)
def test_it_is_shown_to_somebody(guideline: str, text: str) -> None:
    assert guideline in fired(text, url="https://shop.example/reviews/R1")


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in NEAR_MISSES.items()])
def test_it_is_left_alone(text: str) -> None:
    assert fired(text, url="https://shop.example/reviews/R1") == set()
