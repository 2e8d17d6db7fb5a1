"""The webhook: who is believed, in which order, how often, and about which text."""

from collections.abc import Callable

import pytest

from local.shop.signature import sign
from tests.unit.shop.conftest import MINUTE, NOW, SECRET, Shop, eventually


class TestSignature:
    def test_a_wrong_key_is_refused_and_nothing_changes(self, shop: Shop) -> None:
        before = shop.card("R1")

        answer = shop.take_down("R1", 1, secret="whsec_" + "bm90IHRoZSBrZXkgYXQgYWxs")

        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert shop.card("R1") == before
        assert "taken_down" not in shop.page("/events")

    @pytest.mark.parametrize("signature", ["", "v1,", "v1,ä", "v2,abc", "nonsense", "v1,%%%", "v1," + "A" * 44])
    def test_what_is_no_signature_is_refused(self, shop: Shop, signature: str) -> None:
        assert shop.take_down("R1", 1, signature=signature).status_code == 401

    @pytest.mark.parametrize("minutes, status", [(-6, 401), (-4, 200), (4, 200), (6, 401)])
    def test_the_timestamp_may_be_five_minutes_off(self, shop: Shop, minutes: int, status: int) -> None:
        assert shop.take_down("R1", 1, at=NOW + minutes * MINUTE).status_code == status

    def test_one_good_signature_among_several_is_enough(self, shop: Shop) -> None:
        body = b'{"specversion": "1.0", "id": "e", "source": "s", "type": "redress.something.new", "data": {}}'
        stamp = int(NOW.timestamp())
        good = sign("evt_x", stamp, body, secret=SECRET.webhook_secrets[0])
        headers = {
            "webhook-id": "evt_x",
            "webhook-timestamp": str(stamp),
            "webhook-signature": f"v1,AAAA v1a,abcd {good}",
        }

        answer = shop.client.post("/webhooks/redress", content=body, headers=headers)

        assert answer.status_code == 200
        assert answer.json()["applied"] is False

    def test_a_changed_body_is_refused(self, shop: Shop) -> None:
        stamp = int(NOW.timestamp())
        headers = {
            "webhook-id": "evt_x",
            "webhook-timestamp": str(stamp),
            "webhook-signature": sign("evt_x", stamp, b"one thing", secret=SECRET.webhook_secrets[0]),
        }

        assert shop.client.post("/webhooks/redress", content=b"another", headers=headers).status_code == 401

    def test_missing_headers_are_refused(self, shop: Shop) -> None:
        assert shop.client.post("/webhooks/redress", content=b"{}").status_code == 401


class TestSequence:
    def test_a_take_down_hides_and_says_why(self, shop: Shop) -> None:
        answer = shop.take_down("R1", 1)

        assert answer.status_code == 200
        card = shop.card("R1")
        assert (card["visible"], card["grounds"], card["last_sequence"]) == (False, ["privacy.personal_data"], 1)
        page = shop.page("/products/kettle")
        assert "This review was removed" in page
        assert "personal details" in page
        assert "7946 0958" not in page

    def test_a_restore_shows_it_again(self, shop: Shop) -> None:
        shop.take_down("R1", 1)

        assert shop.restore("R1", 2).status_code == 200

        card = shop.card("R1")
        assert (card["visible"], card["grounds"]) == (True, [])
        assert "7946 0958" in shop.page("/reviews/R1")

    def test_a_late_event_is_refused_as_superseded(self, shop: Shop) -> None:
        shop.take_down("R1", 1)
        shop.restore("R1", 3)

        answer = shop.take_down("R1", 2)

        assert answer.status_code == 409
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["type"] == "superseded"
        assert shop.card("R1")["visible"] is True

    def test_the_same_move_under_another_id_is_no_conflict(self, shop: Shop) -> None:
        shop.take_down("R1", 1)

        assert shop.take_down("R1", 1).status_code == 200
        assert shop.restore("R1", 1).json()["type"] == "superseded"

    def test_reviews_count_each_for_themselves(self, shop: Shop) -> None:
        shop.take_down("R1", 9)

        assert shop.take_down("R2", 1).status_code == 200


class TestSnapshot:
    def test_what_was_judged_before_an_edit_is_refused(self, shop: Shop) -> None:
        judged = shop.card("R1")["snapshot"]
        shop.sign_in("dora-finch")
        shop.client.post("/reviews/R1/edit", data={"rating": "2", "lang": "en", "title": "Leaks", "text": "It drips."})

        answer = shop.take_down("R1", 1, snapshot=judged)

        assert answer.status_code == 409
        assert answer.json()["type"] == "edited-since"
        assert shop.card("R1")["visible"] is True
        assert shop.take_down("R1", 2).status_code == 200

    def test_an_edit_that_redress_has_not_heard_of_yet_counts_too(self, shop: Shop) -> None:
        judged = shop.card("R1")["snapshot"]
        shop.sign_in("dora-finch")
        shop.client.post("/reviews/R1/edit", data={"rating": "2", "lang": "en", "title": "Leaks", "text": "It drips."})
        shop.redress.down = True

        assert shop.take_down("R1", 1, snapshot=judged).json()["type"] == "edited-since"

    def test_before_any_snapshot_is_known_it_asks_for_patience(self, opened: Callable[[], Shop], shop: Shop) -> None:
        judged = shop.card("R1")["snapshot"]
        shop.config.state_file.unlink()
        shop.redress.down = True
        fresh = opened()

        assert fresh.take_down("R1", 1, snapshot=judged).status_code == 503

        fresh.redress.down = False
        eventually(lambda: fresh.card("R1")["snapshot"] == judged, seconds=10)
        assert fresh.take_down("R1", 1, snapshot=judged).status_code == 200

    def test_a_decision_without_a_snapshot_is_carried_out(self, shop: Shop) -> None:
        assert shop.take_down("R1", 1, snapshot="").status_code == 200


class TestRepeats:
    def test_the_same_delivery_gets_the_same_answer_and_happens_once(self, shop: Shop) -> None:
        first = shop.take_down("R1", 1, webhook_id="evt_same")
        shop.restore("R1", 2)

        again = shop.take_down("R1", 1, webhook_id="evt_same")

        assert (again.status_code, again.json()) == (first.status_code, first.json())
        assert shop.card("R1")["visible"] is True
        assert "repeated 1" in shop.page("/events")

    def test_a_refusal_is_repeated_too(self, shop: Shop) -> None:
        shop.take_down("R1", 5)
        first = shop.restore("R1", 4, webhook_id="evt_late")

        again = shop.restore("R1", 4, webhook_id="evt_late")

        assert (again.status_code, again.json()) == (409, first.json())

    def test_it_is_remembered_over_a_restart(self, opened: Callable[[], Shop], shop: Shop) -> None:
        shop.take_down("R1", 1, webhook_id="evt_same")

        reopened = opened()

        assert reopened.card("R1")["visible"] is False
        assert reopened.restore("R1", 1).json()["type"] == "superseded"


def bar(case_id: str, sequence: int) -> dict[str, object]:
    who = {"author_id": "dora-finch", "product_id": "kettle", "review_id": "R1"}
    return {**who, "case_id": case_id, "sequence": sequence, "grounds": ["privacy.personal_data"]}


class TestBars:
    def test_a_bar_holds_until_every_case_has_lifted_it(self, shop: Shop) -> None:
        shop.tell("redress.author.barred_from_product", bar("r-R1-1", 1))
        shop.tell("redress.author.barred_from_product", bar("r-R9-1", 1))

        shop.tell("redress.author.bar_lifted", bar("r-R1-1", 2))
        assert shop.card("R1")["barred_by"] == ["r-R9-1"]

        shop.tell("redress.author.bar_lifted", bar("r-R9-1", 2))
        assert shop.card("R1")["barred"] is False

    def test_a_late_bar_does_not_undo_its_lifting(self, shop: Shop) -> None:
        shop.tell("redress.author.bar_lifted", bar("r-R1-1", 2))

        late = shop.tell("redress.author.barred_from_product", bar("r-R1-1", 1))

        assert late.json()["type"] == "superseded"
        assert shop.card("R1")["barred"] is False

    def test_it_is_about_one_product(self, shop: Shop) -> None:
        shop.tell("redress.author.barred_from_product", bar("r-R1-1", 1))

        assert shop.card("R2")["barred"] is False


class TestNotices:
    @pytest.mark.parametrize("recipient", ["dora-finch", {"side": "author", "account": "dora-finch"}])
    def test_a_notice_is_kept_for_whom_it_is_addressed_to(self, shop: Shop, recipient: object) -> None:
        shop.tell(
            "redress.notice.issued",
            {
                "recipient": recipient,
                "review_id": "R1",
                "case_id": "r-R1-1",
                "text": "Your review was removed.\n\nIt shows a <b>number</b>.",
                "link": "/decision/k1.abc.def",
            },
        )

        page = shop.page("/author/dora-finch")
        assert "Your review was removed." in page
        assert "&lt;b&gt;number" in page
        assert 'href="http://127.0.0.1:8600/decision/k1.abc.def"' in page
        assert "Your review was removed." not in shop.page("/author/mara-ellwood")

    def test_a_link_that_is_no_web_address_is_not_one_to_click(self, shop: Shop) -> None:
        notice = {"recipient": "dora-finch", "text": "Hello", "link": "javascript:alert(1)"}
        shop.tell("redress.notice.issued", notice)

        assert "javascript" not in shop.page("/author/dora-finch")


class TestMalformed:
    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"\xff\xfe",
            b"[]",
            b"{}",
            b'{"specversion": "0.3"}',
            b'{"specversion": "1.0", "id": 1, "type": "x", "source": "s", "data": {}}',
            b'{"specversion": "1.0", "id": "1", "type": "redress.review.taken_down", "source": "s", "data": {}}',
            b'{"specversion": "1.0", "id": "1", "type": "redress.notice.issued", "source": "s", "data": {}}',
            b'{"specversion": "1.0", "id": "1", "type": "x", "source": "s", "data": []}',
        ],
    )
    def test_a_signed_body_that_says_nothing_is_a_bad_request(self, shop: Shop, body: bytes) -> None:
        stamp = int(NOW.timestamp())
        headers = {
            "webhook-id": "evt_x",
            "webhook-timestamp": str(stamp),
            "webhook-signature": sign("evt_x", stamp, body, secret=SECRET.webhook_secrets[0]),
        }

        answer = shop.client.post("/webhooks/redress", content=body, headers=headers)

        assert answer.status_code == 400
        assert answer.json()["type"] == "malformed-event"

    def test_a_review_that_never_was_needs_no_takedown(self, shop: Shop) -> None:
        answer = shop.tell("redress.review.taken_down", {"review_id": "R999", "case_id": "c", "sequence": 1})

        assert (answer.status_code, answer.json()["applied"]) == (200, False)

    def test_a_flood_of_bytes_is_cut_off(self, shop: Shop) -> None:
        assert shop.client.post("/webhooks/redress", content=b"x" * 300_000).status_code == 413


class TestOutage:
    def test_the_webhook_is_out_for_a_while_and_then_back(self, shop: Shop) -> None:
        shop.client.post("/_shop/outage", json={"seconds": 60})

        out = shop.take_down("R1", 1)
        assert out.status_code == 503
        assert shop.card("R1")["visible"] is True

        shop.client.post("/_shop/outage", json={"seconds": 0})
        assert shop.take_down("R1", 1).status_code == 200

    @pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"seconds": "x"}', b'{"seconds": null}'])
    def test_it_wants_to_know_for_how_long(self, shop: Shop, body: bytes) -> None:
        headers = {"content-type": "application/json"}

        assert shop.client.post("/_shop/outage", content=body, headers=headers).status_code == 422

    def test_another_site_cannot_pull_the_plug(self, shop: Shop) -> None:
        answer = shop.client.post("/_shop/outage", content=b'{"seconds": 60}', headers={"content-type": "text/plain"})

        assert answer.status_code == 415

    def test_another_machine_cannot(self, shop: Shop) -> None:
        shop.client._transport.client = ("192.0.2.7", 4711)

        assert shop.client.post("/_shop/outage", json={"seconds": 60}).status_code == 403
