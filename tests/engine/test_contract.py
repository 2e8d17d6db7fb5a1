"""The public half of the HTTP contract, as those who have only the design would try it: its fields, its refusals."""

import re

from tests.engine.contract import is_time, name, refused, review_of, waiting
from tests.engine.laptop import Laptop
from tests.engine.speaking import Moderator, post_report, report

KEPT_WORDS = "Somebody else's washing machine was what this text was about, all the time."


class TestReports:
    def test_the_receipt(self, laptop: Laptop) -> None:
        answer = post_report(laptop, "R3", "receipt")

        assert answer.status_code == 202
        assert "idempotency-replayed" not in answer.headers
        receipt = answer.json()
        assert receipt.keys() == {"report_id", "reference", "status", "received_at", "status_url", "status_token"}
        assert re.fullmatch(r"rpt_[a-z2-7]{26}", receipt["report_id"])
        assert re.fullmatch(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", receipt["reference"])
        assert receipt["status"] == "received"
        assert is_time(receipt["received_at"])
        assert laptop.api.get(receipt["status_url"]).status_code == 200

    def test_a_review_may_be_named_by_its_url(self, laptop: Laptop) -> None:
        url = f"{laptop.settings.shop_url}/reviews/R3"

        assert post_report(laptop, None, review_url=url).status_code == 202
        assert post_report(laptop, "R3", review_url="https://shop.example/reviews/R3").status_code == 202
        refused(post_report(laptop, "R4", review_url=url), 422, "/review_url")
        refused(post_report(laptop, None, review_url="https://elsewhere.example/reviews/R3"), 422, "/review_url")

    def test_what_a_reporter_reads(self, laptop: Laptop, ana: Moderator) -> None:
        case_id, said = waiting(laptop, guideline="relevance.off_topic")

        before = said.view()
        assert ana.decide(case_id, "keep", grounds=["relevance.off_topic"]).status_code == 202
        after = said.until("decided")

        assert before["status"] == "in_review"
        assert before["decision"] is None
        decision = after["decision"]
        assert decision.keys() == {
            *("outcome", "grounds", "explanation", "automated", "decided_at", "appeal_until", "token")
        }
        assert decision["outcome"] == "kept"
        assert decision["grounds"] == ["relevance.off_topic"]
        assert decision["automated"] is False
        assert is_time(decision["decided_at"])
        assert is_time(decision["appeal_until"])
        assert decision["appeal_until"] > decision["decided_at"]

    def test_of_another_of_nobody_and_of_none_look_the_same(self, laptop: Laptop) -> None:
        mine, theirs = report(laptop, "R3").receipt, report(laptop, "R3").receipt
        tampered = mine["status_token"][:-1] + ("a" if mine["status_token"][-1] != "a" else "b")

        answers = [
            laptop.api.get(f"/v1/reports/{report_id}", headers={"Authorization": f"Bearer {token}"})
            for report_id, token in (
                (mine["report_id"], theirs["status_token"]),
                (mine["report_id"], tampered),
                (mine["report_id"], "k1.x.y"),
                (mine["report_id"], laptop.token("admin")),
                ("rpt_" + "a" * 26, mine["status_token"]),
                ("nothing", "nothing"),
            )
        ]

        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.text for answer in answers}) == 1
        refused(laptop.api.get(f"/v1/reports/{mine['report_id']}"), 401)
        assert laptop.api.get(f"/status/{tampered}").status_code == 404

    def test_a_machines_removal_says_so(self, laptop: Laptop) -> None:
        review_id = name("phone")
        laptop.put_review(review_id, text="Call me on +49 30 901820 or write to hans.muster@gmail.com, I sell better.")

        decision = report(laptop, review_id).until("decided")["decision"]

        assert (decision["outcome"], decision["automated"]) == ("removed", True)
        assert decision["grounds"]
        assert decision["explanation"]


class TestRounds:
    def test_the_same_again_is_answered_at_once_and_a_new_claim_opens_a_round(
        self, laptop: Laptop, ana: Moderator
    ) -> None:
        case_id, said = waiting(laptop)
        review_id = review_of(case_id)
        assert ana.decide(case_id, "keep").status_code == 202
        said.until("decided")

        same = report(laptop, review_id)
        assert same.until("decided")["decision"]["outcome"] == "kept"
        assert ana.get(f"/v1/cases/r-{review_id}-2").status_code == 404
        other = report(laptop, review_id, guideline="promotion.competitor")

        assert ana.waits_for_me(f"r-{review_id}-2")["round"] == 2
        assert other.view()["status"] == "in_review"
        assert same.view()["status"] == "decided"

    def test_after_a_removal_all_are_answered_so_until_it_is_edited(self, laptop: Laptop, ana: Moderator) -> None:
        case_id, said = waiting(laptop)
        review_id = review_of(case_id)
        assert ana.decide(case_id, "remove", grounds=["relevance.off_topic"]).status_code == 202
        said.until("decided")

        late = report(laptop, review_id, guideline="promotion.competitor")
        assert late.until("decided")["decision"]["outcome"] == "removed"
        laptop.put_review(review_id, text="Another text, about the kettle.")
        anew = report(laptop, review_id)

        assert ana.waits_for_me(f"r-{review_id}-2")["review"]["text"] == "Another text, about the kettle."
        assert anew.view()["status"] == "in_review"

    def test_a_review_that_is_told_of_late_is_seen_by_the_case_that_waits(self, laptop: Laptop, ana: Moderator) -> None:
        review_id = name("late")
        report(laptop, review_id)
        assert ana.waits_for_me(f"r-{review_id}-1")["review"] is None

        laptop.put_review(review_id, text="Here I am after all.")

        laptop.eventually(lambda: (ana.case(f"r-{review_id}-1")["review"] or {}).get("text") == "Here I am after all.")


class TestThePlatform:
    def test_a_review_that_is_gone_ends_its_case_and_its_reporters_are_told(
        self, laptop: Laptop, ana: Moderator, platform: Moderator
    ) -> None:
        address = f"{name('gone')}@example.org"
        case_id, said = waiting(laptop, reporter={"email": address})
        path = f"/v1/reviews/{review_of(case_id)}"

        answer = laptop.api.delete(path, headers=platform.headers)

        assert (answer.status_code, answer.content) == (204, b"")
        assert said.until("out_of_scope")["decision"]["outcome"] == "out_of_scope"
        laptop.eventually(lambda: laptop.sent_mails(address), why="the reporter to be told")
        assert ana.case(case_id)["gone"] is True
        assert laptop.api.delete(path, headers=platform.headers).status_code == 204
        refused(laptop.api.delete(f"/v1/reviews/{name('never')}", headers=platform.headers), 404)

    def test_what_is_kept_of_a_review(self, laptop: Laptop, platform: Moderator) -> None:
        first = laptop.put_review("kept-1", text="One.").json()
        again = laptop.put_review("kept-1", text="One.").json()
        edited = laptop.put_review("kept-1", text="Two.").json()

        assert first.keys() == {"review_id", "snapshot"}
        assert first == again
        assert edited["snapshot"] != first["snapshot"]
        path, headers = "/v1/reviews/kept-1", platform.headers
        refused(laptop.api.put(path, json={"rating": "4"}, headers=headers), 422, "/rating")
        refused(laptop.api.put(path, json={"stars": 4}, headers=headers), 422, "/stars")
        refused(laptop.api.put(path, json={"review_id": "kept-2"}, headers=headers), 422, "/review_id")
        assert laptop.api.put(f"/v1/reviews/{'a' * 128}", json={}, headers=headers).status_code == 200
        refused(laptop.api.put(f"/v1/reviews/{'a' * 129}", json={}, headers=headers), 422, "/review_id")

    def test_before_publication_a_barred_author_and_a_repost_are_named(
        self, laptop: Laptop, ana: Moderator, platform: Moderator
    ) -> None:
        review_id, product = name("check"), name("P")
        author = name("author")
        laptop.put_review(review_id, product_id=product, author_id=author, text=KEPT_WORDS)
        said = report(laptop, review_id)
        ana.waits_for_me(f"r-{review_id}-1")
        wanted = {"product_id": product, "author_id": author, "rating": 5, "title": "", "text": "A good kettle indeed."}

        before = platform.post("/v1/reviews/check", **wanted)
        assert ana.decide(f"r-{review_id}-1", "remove", grounds=["relevance.off_topic"]).status_code == 202
        said.until("decided")

        assert (before.status_code, before.json()) == (200, {"allowed": True, "reasons": []})
        barred = platform.post("/v1/reviews/check", **wanted).json()
        assert barred["allowed"] is False
        assert [reason["guideline"] for reason in barred["reasons"]] == ["relevance.off_topic"]
        assert all(reason.keys() == {"guideline", "explanation"} for reason in barred["reasons"])
        reposted = platform.post("/v1/reviews/check", **{**wanted, "author_id": "another", "text": KEPT_WORDS.upper()})
        assert [reason["guideline"] for reason in reposted.json()["reasons"]] == ["integrity.repost"]
        elsewhere = {**wanted, "product_id": name("P"), "text": KEPT_WORDS}
        assert platform.post("/v1/reviews/check", **elsewhere).json()["allowed"] is True


class TestAppeals:
    def test_a_reporter_contests_once_and_another_person_hears_it(
        self, laptop: Laptop, ana: Moderator, ben: Moderator
    ) -> None:
        case_id, said = waiting(laptop)
        assert ana.decide(case_id, "keep").status_code == 202
        token = said.until("decided")["decision"]["token"]
        path, plea = f"/v1/decisions/{token}/appeals", {"explanation": "It names my child."}

        seen = laptop.api.get(f"/v1/decisions/{token}")
        refused(laptop.api.post(path, json={}), 422, "/explanation")
        refused(laptop.api.post(path, json={"explanation": "x" * 5001}), 422, "/explanation")
        first = laptop.api.post(path, json=plea)

        assert seen.json()["outcome"] == "kept"
        assert first.status_code == 202
        refused(laptop.api.post(path, json=plea), 409)
        assert said.view()["status"] == "in_review"
        ben.waits_for_me(case_id)
        assert ben.case(case_id)["queue"] == "appeals"
        refused(ana.decide(case_id, "keep"), 403)
        assert ben.decide(case_id, "remove", grounds=["privacy.personal_data"]).status_code == 202
        assert said.until("decided")["decision"]["outcome"] == "removed"

    def test_tokens_open_nothing_but_what_they_name(self, laptop: Laptop, ana: Moderator) -> None:
        case_id, said = waiting(laptop)
        assert ana.decide(case_id, "keep").status_code == 202
        token = said.until("decided")["decision"]["token"]
        forged = [
            "x",
            "k1..",
            said.receipt["status_token"],
            token[:-1] + ("a" if token[-1] != "a" else "b"),
            token.replace("~1~", "~2~"),
            token.replace("~reporter~", "~author~"),
            token.replace("k1.", "k2.", 1),
        ]

        read = [laptop.api.get(f"/v1/decisions/{each}") for each in forged]
        pleaded = [laptop.api.post(f"/v1/decisions/{each}/appeals", json={"explanation": "x"}) for each in forged]

        assert {answer.status_code for answer in read + pleaded} == {404}
        assert len({answer.text for answer in read + pleaded}) == 1
        assert {laptop.api.get(f"/decision/{each}").status_code for each in forged} == {404}
        assert laptop.api.get(f"/v1/reports/{said.receipt['report_id']}").status_code == 401
