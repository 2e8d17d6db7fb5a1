"""The reviews written for the shop: enough of each kind, and nobody real in them."""

import re

from local.shop.stock import load_stock
from redress.model import COURT_ORDER
from redress.policy import load_policy

STOCK = load_stock()


def test_the_two_reviews_of_the_tour_are_what_it_says() -> None:
    assert STOCK.reviews["R1"].shows == "privacy.personal_data"
    assert "+44 20 7946 0958" in STOCK.reviews["R1"].text
    assert STOCK.reviews["R2"].shows == "honest"
    assert STOCK.reviews["R2"].rating == 1


def test_every_ground_is_shown_by_a_review_and_worded_for_visitors() -> None:
    assert {review.shows for review in STOCK.reviews.values()} - {"honest"} == STOCK.grounds.keys() - {COURT_ORDER}


def test_the_grounds_are_the_policys_and_the_order_of_a_court() -> None:
    assert STOCK.grounds.keys() == load_policy().ids | {COURT_ORDER}


def test_many_are_honest_and_many_of_those_harsh() -> None:
    honest = [review for review in STOCK.reviews.values() if review.shows == "honest"]

    assert len(honest) >= 15
    assert sum(review.rating <= 2 for review in honest) >= 8
    assert {review.lang for review in honest} == {"en", "ja", "de", "es", "fr", "pt", "it"}


def test_products_and_authors_exist_and_pairs_point_at_each_other() -> None:
    for review in STOCK.reviews.values():
        assert review.product_id in STOCK.products
        assert review.author_id in STOCK.customers
        if review.beside:
            assert STOCK.reviews[review.beside].beside == review.review_id


def test_addresses_are_at_domains_kept_for_examples() -> None:
    said = " ".join(review.text for review in STOCK.reviews.values())
    said += " ".join(customer.email for customer in STOCK.customers.values())

    for domain in re.findall(r"[@/]([a-z0-9-]+\.[a-z.]+[a-z])", said):
        assert re.search(r"(^|\.)example(\.(com|org|net|jp))?$", domain), domain


def test_lines_of_the_file_are_joined_as_the_language_wants() -> None:
    assert "\n" not in STOCK.reviews["R1"].text
    assert " " not in STOCK.reviews["R34"].text
