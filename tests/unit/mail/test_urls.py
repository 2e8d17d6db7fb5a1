import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.mail.urls import REVIEW_ID, ReviewUrls

URLS = ReviewUrls(["https://shop.example/reviews/{review_id}", "http://127.0.0.1:8610/reviews/{review_id}"])


@pytest.mark.parametrize(
    "url, review_id",
    [
        ("https://shop.example/reviews/R1", "R1"),
        ("http://shop.example/reviews/R1", "R1"),
        ("https://www.shop.example/reviews/R1/?ref=mail#top", "R1"),
        ("HTTPS://SHOP.EXAMPLE/reviews/r1", "r1"),
        ("https://shop.example:443/reviews/a.b_c~d-e", "a.b_c~d-e"),
        ("https://shop.example/reviews/R%2D1", "R-1"),
        (" https://shop.example/reviews/R1 ", "R1"),
        ("http://127.0.0.1:8610/reviews/R1", "R1"),
        ("http://127.0.0.1/reviews/R1", None),
        ("https://shop.example:8443/reviews/R1", None),
        ("https://shop.example.evil.test/reviews/R1", None),
        ("https://evilshop.example/reviews/R1", None),
        ("https://user@shop.example/reviews/R1", None),
        ("https://shop.example\\@evil.test/reviews/R1", None),
        ("https://evil.test/https://shop.example/reviews/R1", None),
        ("https://shop.ex\u0430mple/reviews/R1", None),
        ("ftp://shop.example/reviews/R1", None),
        ("javascript:alert(1)//shop.example/reviews/R1", None),
        ("//shop.example/reviews/R1", None),
        ("https://shop.example/reviews/", None),
        ("https://shop.example/reviews/..", None),
        ("https://shop.example/reviews/../admin", None),
        ("https://shop.example/reviews/R1/../R2", None),
        ("https://shop.example/reviews/R 1", None),
        ("https://shop.example/reviews/R1\n", "R1"),
        ("https://shop.example/reviews/R1\nX", None),
        ("https://shop.example/reviews/R1%0d%0aX", None),
        ("https://shop.example/reviews/" + "a" * 128, "a" * 128),
        ("https://shop.example/reviews/" + "a" * 129, None),
        ("https://[::1/reviews/R1", None),
        ("https://shop.example:99999/reviews/R1", None),
        ("", None),
    ],
)
def test_a_url_names_a_review_only_when_it_is_the_platforms_own(url: str, review_id: str | None) -> None:
    assert URLS.review_id_of(url) == review_id


@pytest.mark.parametrize(
    "text, review_ids",
    [
        ("see https://shop.example/reviews/R1.", ["R1"]),
        ("(https://shop.example/reviews/R1) and https://shop.example/reviews/R2, thanks", ["R1", "R2"]),
        ("https://shop.example/reviews/R1 twice https://shop.example/reviews/R1", ["R1"]),
        ("shop.example/reviews/R1 without a scheme", ["R1"]),
        ("hxxps://shop[.]example/reviews/R1", ["R1"]),
        ("hXXp[:]//shop(dot)example/reviews/R1", ["R1"]),
        ("https[://]shop[.]example[/]reviews/R1", ["R1"]),
        ("https://shop.example/reviews/R1=\n23 was cut", ["R123"]),
        ("https://shop.example/reviews/R1?x=3D1", ["R1"]),
        ("<https://shop.example/rev\n iews/R1> wrapped", ["R1"]),
        ("https://sho\u200bp.example/reviews/R\u00ad1", ["R1"]),
        ("レビューhttps://shop.example/reviews/R1を消して", ["R1"]),
        ("https://links.filter.test/?url=https%3A%2F%2Fshop.example%2Freviews%2FR1&data=05", ["R1"]),
        ("https://shop.example/login?next=https://shop.example/reviews/R1", ["R1"]),
        ("https://shop.example/reviews/R1/photos/2", ["R1"]),
        ("[the review](https://shop.example/reviews/R1)", ["R1"]),
        ('<a href="https://shop.example/reviews/R1">x</a>', ["R1"]),
        ("mail me at a@shop.example/reviews/R1", []),
        ("https://evil.test/shop.example/reviews/R1", []),
        ("https://shop.example.evil.test/reviews/R1", []),
        ("https://notshop.example/reviews/R1", []),
        ("https://shop.example/products/R1", []),
        ("https://shop.example/reviews/" + "a" * 129, []),
        ("nothing here", []),
    ],
)
def test_links_are_found_in_running_text_however_they_are_disguised(text: str, review_ids: list[str]) -> None:
    assert URLS.find(text) == review_ids


def test_a_pattern_may_hold_the_id_in_its_query() -> None:
    urls = ReviewUrls(["https://shop.example/item?view=full&review={review_id}"])

    assert urls.review_id_of("https://shop.example/item?review=R1&view=full") == "R1"
    assert urls.review_id_of("https://shop.example/other?review=R1") is None
    assert urls.find("look: https://shop.example/item?review=R1.") == ["R1"]


def test_a_host_in_another_script_and_its_punycode_are_one() -> None:
    urls = ReviewUrls(["https://münchen.example/reviews/{review_id}"])

    assert urls.review_id_of("https://xn--mnchen-3ya.example/reviews/R1") == "R1"
    assert urls.review_id_of("https://MÜNCHEN.example/reviews/R1") == "R1"
    assert urls.find("xn--mnchen-3ya.example/reviews/R1 https://münchen.example/reviews/R2") == ["R1", "R2"]


def test_the_first_pattern_says_where_people_see_a_review() -> None:
    assert URLS.url_of("R1") == "https://shop.example/reviews/R1"


@pytest.mark.parametrize(
    "pattern",
    ["shop.example/{review_id}", "ftp://shop.example/{review_id}", "https://shop.example/", "https://{review_id}/"],
)
def test_a_pattern_that_means_nothing_is_refused_at_once(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"pattern is|stands in"):
        ReviewUrls([pattern])


def test_no_patterns_match_nothing() -> None:
    assert ReviewUrls([]).find("https://shop.example/reviews/R1") == []


@given(st.text())
def test_any_text_gives_ids_of_the_contract_or_none(text: str) -> None:
    for form in (text, f"https://shop.example/reviews/{text}", f"https://{text}"):
        named = [URLS.review_id_of(form), *URLS.find(form)]
        assert all(review_id is None or REVIEW_ID.fullmatch(review_id) for review_id in named)


@pytest.mark.parametrize(
    "piece",
    ["<https://", "https://shop.example/", "h", "[.]", "=\n", "%2F", "shop.example", "https://shop.example/reviews/%"],
)
def test_a_megabyte_of_anything_is_searched_in_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    started = time.perf_counter()

    URLS.find(text)

    assert time.perf_counter() - started < 2
