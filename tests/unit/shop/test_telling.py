"""Redress hears of every review: at the opening, after a failure, after an edit it could not be told of."""

from collections.abc import Callable

from tests.unit.shop.conftest import FakeRedress, Shop, eventually


def test_at_the_opening_it_tells_of_all_in_the_words_of_the_contract(shop: Shop) -> None:
    assert shop.redress.told["R24"] == {
        "product_id": "dog-bed",
        "product_title": "Muddlepaw: Dog bed, large",
        "author_id": "holly-stroud",
        "seller_id": "muddlepaw-pets",
        "rating": 5,
        "title": "She will not get up any more",
        "text": shop.card("R24")["text"],
        "photos": ["http://127.0.0.1:8610/photos/R24-1.svg", "http://127.0.0.1:8610/photos/R24-2.svg"],
        "verified_purchase": True,
        "posted_at": "2026-10-25T15:33:00Z",
        "url": "http://127.0.0.1:8610/reviews/R24",
        "household_id": "h-stroudley",
        "author_email": "holly@example.org",
        "author_lang": "en",
    }


def test_each_opening_tells_again(opened: Callable[[], Shop], shop: Shop) -> None:
    shop.redress.told.clear()

    opened()

    eventually(lambda: len(shop.redress.told) >= 46)


def test_it_waits_for_redress_to_come_up(opened: Callable[[], Shop], redress: FakeRedress) -> None:
    redress.down = True
    shop = opened()
    assert shop.client.get("/").status_code == 200

    redress.down = False

    eventually(lambda: len(redress.told) >= 46, seconds=10)


def test_a_token_that_ran_out_is_fetched_anew(opened: Callable[[], Shop], shop: Shop) -> None:
    shop.redress.refused_tokens.add("a platform token")
    shop.client.post("/reviews/R46/delete")
    assert shop.card("R46")["told"] is False

    shop.redress.refused_tokens.clear()
    opened()

    eventually(lambda: "R46" not in shop.redress.told)


def test_an_edit_outlives_the_shop_and_a_redress_that_was_away(opened: Callable[[], Shop], shop: Shop) -> None:
    shop.sign_in("mara-ellwood")
    words = {"rating": "3", "lang": "en", "title": "Still good", "text": "Changed my mind."}
    assert shop.client.post("/reviews/R46/edit", data=words).status_code == 200

    reopened = opened()

    eventually(lambda: reopened.card("R46")["told"])
    assert reopened.redress.told["R46"]["text"] == "Changed my mind."
