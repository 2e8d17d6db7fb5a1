"""Links: any but to a product of the platform."""

import pytest

from redress.detect import examine
from redress.model import Route
from tests.builders.findings import POLICY, a_review, fired, marked, routed, the_finding

GUIDELINE = "promotion.external_link"

LINKS = [
    ("See https://tents.example/two for half the price.", "https://tents.example/two"),
    ("See hxxps://tents[.]example/two today", "hxxps://tents[.]example/two"),
    ("Go to www.tents-for-less.com!", "www.tents-for-less.com"),
    ("Order from tents-for-less[.]com today", "tents-for-less[.]com"),
    ("Order from tents-for-less (dot) com today", "tents-for-less (dot) com"),
    ("Better at tents.co.uk/two-person.", "tents.co.uk/two-person"),
    ("Look: HTTPS://TENTS.EXAMPLE/TWO", "HTTPS://TENTS.EXAMPLE/TWO"),
    ("安いのは https://tents.example/two です", "https://tents.example/two"),
    ("See http://xn--bcher-kva.example/x", "http://xn--bcher-kva.example/x"),
    ("See https://b\u00fccher.example/x", "https://b\u00fccher.example/x"),
    ("\uff48\uff54\uff54\uff50\uff53\uff1a\uff0f\uff0ftents.example", None),
    ("See http://203.0.113.9/shop", "http://203.0.113.9/shop"),
    ("See http://3405803785/", "http://3405803785/"),
    ("Join t.me/cheapstuff now", "t.me/cheapstuff"),
    ("Go to tents\u3002com/two now", "tents\u3002com/two"),
    ("See https://tents\u200b.example/two", "https://tents\u200b.example/two"),
]


@pytest.mark.parametrize("text,shown", LINKS)
def test_a_link_elsewhere_is_found_however_it_is_written(text: str, shown: str | None) -> None:
    assert routed(text) is Route.TAKEDOWN
    if shown:
        assert marked(text, GUIDELINE) == [shown]


HARMLESS = [
    "It stopped after a week.It is useless.No refund.",
    "The Echo Dot com port is fine.",
    "Version 2.0.1 fixed it, see readme.md and setup.py.",
    "Works with .com and .net, e.g. when you type it.",
    "Loud, clear, cheap...the best.",
    "Amazon.com has it too.",
    "I got it from Booking.com vouchers.",
    "5.0 stars, 10.5 cm, 3.5mm jack.",
    "End.Of.Story.",
    "The Vue.js course and the Node.js book go well together.",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_sentences_without_a_space_brands_and_versions_are_no_links(text: str) -> None:
    assert GUIDELINE not in fired(text)


def test_a_website_one_is_sent_to_goes_to_a_person() -> None:
    assert routed("Visit tents-for-less.com for a better price") is Route.HUMAN_REVIEW
    assert fired("Visit tents-for-less.com for a better price") == {GUIDELINE}


def test_the_name_of_a_website_is_only_a_hint() -> None:
    finding = the_finding("I compared it with pricewatch.com first.", GUIDELINE)

    assert not finding.fired


def test_punycode_is_shown_as_readers_see_it() -> None:
    assert "b\u00fccher.example" in the_finding("See http://xn--bcher-kva.example/x", GUIDELINE).reason


class TestThePlatformsOwn:
    SHOP = "https://shop.example/reviews/R1"

    def test_a_link_to_a_product_sold_here_is_welcome(self) -> None:
        assert fired("The lid of https://shop.example/products/kettle fits too.", url=self.SHOP) == set()

    def test_also_with_www_and_whatever_hangs_behind(self) -> None:
        assert fired("See https://www.shop.example/dp/B0/ref=x?y=1#z", url=self.SHOP) == set()

    def test_a_page_of_the_platform_that_is_no_product_goes_to_a_person(self) -> None:
        text = "Read https://shop.example/profile/zed instead"

        assert fired(text, url=self.SHOP) == {GUIDELINE}
        assert routed(text, url=self.SHOP) is Route.HUMAN_REVIEW

    @pytest.mark.parametrize(
        "url",
        [
            "https://shop.example@elsewhere.example/products/kettle",
            "https://shop.example.elsewhere.example/products/kettle",
            "https://elsewhere.example/shop.example/products/kettle",
            "https://notshop.example/products/kettle",
            "https://elsewhere.example\\@shop.example/products/kettle",
        ],
    )
    def test_what_only_looks_like_the_platform_is_elsewhere(self, url: str) -> None:
        assert routed(f"See {url} now", url=self.SHOP) is Route.TAKEDOWN

    def test_the_platform_may_have_more_names(self) -> None:
        review = a_review("See https://m.shop.example/products/kettle")

        found = examine(review, POLICY, platform=("https://m.shop.example/reviews/{review_id}",))

        assert not any(finding.fired for finding in found)
