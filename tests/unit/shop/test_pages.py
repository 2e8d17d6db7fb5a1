"""The pages: what a customer sees, what a browser is allowed, what they can do about their own reviews."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from tests.unit.shop.conftest import NOW, SECRET, Shop

WORDS = {"rating": "4", "lang": "en", "title": "Does what it says", "text": "Six weeks of tea and not a drop spilled."}


def report_links(page: str) -> dict[str, dict[str, list[str]]]:
    links = (unescape(link) for link in re.findall(r'class="report" href="([^"]+)"', page))
    queries = [parse_qs(urlsplit(link).query) for link in links if link.startswith("http://127.0.0.1:8600/report?")]
    return {query["review"][0]: query for query in queries}


class TestReportLink:
    def test_it_says_who_is_signed_in(self, shop: Shop) -> None:
        shop.sign_in("tobias-crane")

        query = report_links(shop.page("/products/kettle"))["R1"]

        token = query["link"][0]
        claims = jwt.decode(
            token, SECRET.key.encode(), algorithms=["HS256"], options={"verify_exp": False, "verify_iat": False}
        )
        assert jwt.get_unverified_header(token)["kid"] == "p1"
        assert claims["sub"] == "tobias-crane"
        assert claims["review_id"] == "R1"
        assert claims["email"] == "tobias.crane@example.com"
        assert claims["lang"] == "en"
        assert claims["exp"] == int(NOW.timestamp()) + 3600

    def test_every_review_has_one(self, shop: Shop) -> None:
        assert report_links(shop.page("/products/kettle")).keys() == {"R1", "R7", "R19", "R41"}
        assert report_links(shop.page("/reviews/R16")).keys() == {"R16"}

    def test_a_customer_without_an_address_has_none_in_it(self, shop: Shop) -> None:
        shop.sign_in("dora-finch")

        token = report_links(shop.page("/reviews/R2"))["R2"]["link"][0]

        assert "email" not in jwt.decode(token, options={"verify_signature": False})

    def test_a_visitor_gets_the_bare_form(self, shop: Shop) -> None:
        shop.sign_in("-")

        assert report_links(shop.page("/reviews/R1")) == {"R1": {"review": ["R1"]}}


class TestBrowser:
    @pytest.mark.parametrize("path", ["/", "/products/tent", "/reviews/R1", "/author/dora-finch", "/events", "/none"])
    def test_a_page_has_no_script_and_no_inline_style(self, shop: Shop, path: str) -> None:
        answer = shop.client.get(path)

        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert not re.search(r"<script|style=|<style|\son\w+=", answer.text)

    @pytest.mark.parametrize("path", ["/reviews/R999", "/products/none", "/author/none", "/photos/R2-1.svg", "/none"])
    def test_what_is_not_there_says_so(self, shop: Shop, path: str) -> None:
        assert shop.client.get(path).status_code == 404

    def test_a_machine_is_told_by_a_problem(self, shop: Shop) -> None:
        answer = shop.client.get("/api/reviews/R999")

        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")

    def test_another_host_name_is_refused(self, shop: Shop) -> None:
        assert shop.client.get("/", headers={"host": "elsewhere.example"}).status_code == 400

    @pytest.mark.parametrize("headers", [{"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}])
    def test_a_form_of_another_site_is_refused(self, shop: Shop, headers: dict[str, str]) -> None:
        shop.sign_in("dora-finch")

        assert shop.client.post("/reviews/R1/delete", headers=headers).status_code == 403
        assert shop.card("R1")["deleted"] is False

    @pytest.mark.parametrize(
        "back", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "/a\r\nb"]
    )
    def test_signing_in_leads_nowhere_else(self, shop: Shop, back: str) -> None:
        form = {"customer": "dora-finch", "back": back}

        assert shop.client.post("/sign-in", data=form, follow_redirects=False).headers["location"] == "/"

    def test_pictures_are_drawn(self, shop: Shop) -> None:
        for path in ("/drawings/kettle.svg", "/photos/R24-2.svg", "/static/mark.svg"):
            answer = shop.client.get(path)
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith("image/svg+xml")


class TestRemoved:
    def test_a_visitor_learns_the_ground_and_the_author_the_reason(self, shop: Shop) -> None:
        shop.take_down("R1", 1)

        assert "It shows a telephone number." not in shop.page("/reviews/R1")
        shop.sign_in("dora-finch")
        assert "It shows a telephone number." in shop.page("/reviews/R1")

    def test_its_photos_are_gone_with_it(self, shop: Shop) -> None:
        shop.take_down("R1", 1)

        assert shop.client.get("/photos/R1-1.svg").status_code == 404

    def test_its_words_are_gone_from_the_api(self, shop: Shop) -> None:
        shop.take_down("R1", 1)

        assert "7946 0958" not in str(shop.card("R1"))
        listed = {item["review_id"]: item for item in shop.client.get("/api/reviews").json()["items"]}
        assert listed["R1"]["visible"] is False
        assert listed["R2"]["visible"] is True

    def test_it_can_no_longer_be_edited(self, shop: Shop) -> None:
        shop.take_down("R1", 1)
        shop.sign_in("dora-finch")

        assert shop.client.post("/reviews/R1/edit", data=WORDS).status_code == 409


class TestWriting:
    def test_redress_is_asked_first_and_told_after(self, shop: Shop) -> None:
        shop.sign_in("mara-ellwood")
        shop.redress.calls.clear()

        answer = shop.client.post("/products/kettle/write", data=WORDS)

        assert answer.url.path == "/reviews/R47"
        assert shop.redress.calls == [("POST", "/v1/reviews/check"), ("PUT", "/v1/reviews/R47")]
        assert shop.redress.told["R47"]["url"] == "http://127.0.0.1:8610/reviews/R47"
        assert shop.card("R47")["snapshot"] == shop.redress.snapshot("R47")
        assert "Six weeks of tea" in shop.page("/products/kettle")

    def test_a_refusal_is_shown_with_its_reasons_and_nothing_is_published(self, shop: Shop) -> None:
        shop.redress.reasons = [{"guideline": "integrity.repost", "explanation": "This text was removed before."}]

        answer = shop.client.post("/products/kettle/write", data=WORDS)

        assert answer.status_code == 409
        assert "This text was removed before." in answer.text
        assert "Six weeks of tea" in answer.text, "what was written is not lost"
        assert shop.client.get("/api/reviews/R47").status_code == 404

    def test_a_barred_author_cannot_post_on_that_product_even_if_redress_is_away(self, shop: Shop) -> None:
        bar = {"author_id": "mara-ellwood", "product_id": "kettle", "case_id": "r-R46-1", "sequence": 1}
        shop.tell("redress.author.barred_from_product", bar)

        shop.redress.down = True
        assert shop.client.post("/products/kettle/write", data=WORDS).status_code == 409
        shop.redress.down = False
        assert shop.client.post("/products/kettle/write", data=WORDS).status_code == 409
        assert shop.client.post("/products/tent/write", data=WORDS).status_code == 200

    def test_while_redress_cannot_be_asked_nothing_is_published(self, shop: Shop) -> None:
        shop.redress.down = True

        answer = shop.client.post("/products/kettle/write", data=WORDS)

        assert answer.status_code == 503
        assert "Six weeks of tea" in answer.text

    @pytest.mark.parametrize(
        "change", [{"rating": "6"}, {"rating": ""}, {"title": " "}, {"text": ""}, {"text": "x" * 5001}]
    )
    def test_half_a_review_is_handed_back(self, shop: Shop, change: dict[str, str]) -> None:
        assert shop.client.post("/products/kettle/write", data={**WORDS, **change}).status_code == 422

    def test_a_visitor_is_asked_to_sign_in(self, shop: Shop) -> None:
        shop.sign_in("-")

        assert shop.client.get("/products/kettle/write").status_code == 403
        assert shop.client.post("/products/kettle/write", data=WORDS).status_code == 403

    def test_markup_stays_text(self, shop: Shop) -> None:
        shop.client.post("/products/kettle/write", data={**WORDS, "title": "<img src=x>", "text": "</article><script>"})

        page = shop.page("/products/kettle")
        assert "<img src=x>" not in page
        assert "<script>" not in page


class TestOwnReview:
    def test_an_edit_makes_another_snapshot(self, shop: Shop) -> None:
        before = shop.card("R46")["snapshot"]

        shop.client.post("/reviews/R46/edit", data={**WORDS, "text": "Now it is better."})

        after = shop.card("R46")
        assert after["snapshot"] not in {before, None}
        assert after["edited_at"]
        assert shop.redress.told["R46"]["text"] == "Now it is better."

    def test_a_deletion_is_told(self, shop: Shop) -> None:
        shop.client.post("/reviews/R46/delete")

        assert ("DELETE", "/v1/reviews/R46") in shop.redress.calls
        assert shop.card("R46")["visible"] is False
        assert shop.client.get("/reviews/R46").status_code == 410

    def test_a_take_down_of_what_is_deleted_changes_nothing(self, shop: Shop) -> None:
        shop.client.post("/reviews/R46/delete")

        assert shop.take_down("R46", 1).status_code == 200
        assert shop.card("R46")["last_sequence"] == 0

    def test_it_is_nobody_elses(self, shop: Shop) -> None:
        shop.sign_in("tobias-crane")

        assert shop.client.get("/reviews/R46/edit").status_code == 403
        assert shop.client.post("/reviews/R46/edit", data=WORDS).status_code == 403
        assert shop.client.post("/reviews/R46/delete").status_code == 403
