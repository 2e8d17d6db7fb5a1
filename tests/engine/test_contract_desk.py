"""The desk's half of the HTTP contract: what is read, what each move answers, and who may make it."""

from typing import Any

import pytest

from tests.engine.contract import a_letter, is_time, name, refused, review_of, waiting
from tests.engine.laptop import Laptop
from tests.engine.speaking import Moderator, hidden_in_the_shop, report, shown

CASE_ITEM = {
    *("case_id", "review", "status", "queue", "priority", "due_at"),
    *("report_count", "top_finding", "claimed_by", "opened_at"),
}


class TestTheDeskReads:
    @pytest.fixture
    def eleven(self, laptop: Laptop) -> set[str]:
        """Cases in a queue that only this test fills."""
        ids = set()
        for _ in range(11):
            review_id = name("page")
            laptop.put_review(review_id)
            report(laptop, review_id, guideline="authenticity.fake")
            ids.add(f"r-{review_id}-1")
        ana = Moderator(laptop)
        for case_id in ids:
            ana.waits_for_me(case_id)
        return ids

    def test_pages_of_cases_are_complete_in_order_and_end(
        self, laptop: Laptop, ana: Moderator, eleven: set[str]
    ) -> None:
        listed: list[dict[str, Any]] = []
        query = {"queue": "authenticity", "limit": "4"}
        while True:
            page = ana.get("/v1/cases", **query).json()
            assert len(page["items"]) <= 4
            listed += page["items"]
            if "next" not in page:
                break
            query["cursor"] = page["next"]

        names = [item["case_id"] for item in listed]
        assert eleven <= set(names)
        assert len(names) == len(set(names))
        assert [item["due_at"] for item in listed if item["priority"] == "normal"] == sorted(
            item["due_at"] for item in listed if item["priority"] == "normal"
        )
        item = next(item for item in listed if item["case_id"] in eleven)
        assert item.keys() == CASE_ITEM
        assert item["review"].keys() == {"id", "url", "title", "rating", "excerpt"}
        assert (item["status"], item["queue"]) == ("human_review", "authenticity")
        assert is_time(item["due_at"])
        assert is_time(item["opened_at"])
        state = next(each for each in ana.get("/v1/queues").json()["items"] if each["queue"] == "authenticity")
        assert state["length"] >= 11
        assert is_time(state["oldest"])
        assert is_time(state["next_due"])
        assert state["overdue"] == 0

    @pytest.mark.parametrize(
        "query, status",
        [
            ({"queue": "nowhere"}, 422),
            ({"status": "lost"}, 422),
            ({"priority": "7"}, 422),
            ({"limit": "0"}, 422),
            ({"limit": "201"}, 422),
            ({"limit": "0000019999"}, 422),
            ({"colour": "red"}, 422),
            ({"cursor": "made-up"}, 400),
        ],
        ids=str,
    )
    def test_a_list_is_not_asked_for_what_it_does_not_know(
        self, ana: Moderator, query: dict[str, str], status: int
    ) -> None:
        refused(ana.get("/v1/cases", **query), status, f"query/{next(iter(query))}")

    def test_a_cursor_is_good_for_its_own_list_only(self, laptop: Laptop, ana: Moderator) -> None:
        case_id, _ = waiting(laptop)
        report(laptop, review_of(case_id))
        laptop.eventually(lambda: ana.case(case_id)["report_count"] == 2)
        first = ana.get(f"/v1/cases/{case_id}/reports", limit="1").json()
        rest = ana.get(f"/v1/cases/{case_id}/reports", limit="1", cursor=first["next"]).json()

        assert {first["items"][0]["report_id"]} != {rest["items"][0]["report_id"]}
        assert "next" not in rest
        refused(ana.get("/v1/cases", cursor=first["next"]), 400, "query/cursor")
        refused(ana.get("/v1/cases/r-R3-1/reports", cursor=first["next"]), 400, "query/cursor")

    def test_a_case_whole(self, laptop: Laptop, ana: Moderator) -> None:
        case_id, said = waiting(laptop, reporter={"email": "secret.name@example.org", "name": "Anna Tan"})

        answer = ana.get(f"/v1/cases/{case_id}")
        case = answer.json()

        assert {"review", "findings", "reports", "history", "allowed", "version"} <= case.keys()
        assert case["review"]["text"] == "It takes ages to boil."
        (one,) = case["reports"]
        assert one["report_id"] == said.receipt["report_id"]
        assert one["reference"] == said.receipt["reference"]
        assert {"received_at", "channel", "relation", "identity", "guideline", "explanation", "reporter"} <= one.keys()
        assert "secret.name" not in answer.text
        assert "Anna" not in answer.text
        assert {"remove", "keep", "escalate", "needs_info", "claim"} <= set(case["allowed"])
        assert [entry["act"] for entry in case["history"]][:2] == ["opened", "classified"]
        refused(ana.get("/v1/cases/r-never-1"), 404)
        refused(ana.get(f"/v1/cases/r-{'a' * 3000}-1"), 404)

    def test_measures(self, ana: Moderator) -> None:
        for by in ("day", "channel", "guideline", "queue"):
            read = ana.get("/v1/metrics", by=by)
            assert read.status_code == 200
            assert isinstance(read.json()["by"], dict)
        refused(ana.get("/v1/metrics", by="moon"), 422, "query/by")
        refused(ana.get("/v1/metrics", **{"from": "2026-11-23", "to": "2026-11-01"}), 422, "query/to")
        refused(ana.get("/v1/metrics", **{"from": "soon"}), 422, "query/from")


class TestTheDeskMoves:
    def test_one_holds_a_case_and_others_wait(self, laptop: Laptop, ana: Moderator, ben: Moderator) -> None:
        case_id, _ = waiting(laptop)

        held = ana.post(f"/v1/cases/{case_id}/claim")

        assert held.status_code == 200
        assert held.json().keys() == {"claimed_by", "until"}
        assert is_time(held.json()["until"])
        assert ana.post(f"/v1/cases/{case_id}/claim").status_code == 200
        refused(ben.post(f"/v1/cases/{case_id}/claim"), 409)
        refused(ben.decide(case_id, "keep"), 409)
        refused(ben.post(f"/v1/cases/{case_id}/skip", reason="Not mine."), 409)
        assert ana.post(f"/v1/cases/{case_id}/skip", reason="Not mine.").status_code == 200
        assert ben.post(f"/v1/cases/{case_id}/claim").status_code == 200

    def test_a_note_is_for_colleagues(self, laptop: Laptop, ana: Moderator, ben: Moderator) -> None:
        case_id, said = waiting(laptop)

        assert ana.post(f"/v1/cases/{case_id}/notes", text="Reminds me of another.").is_success

        assert ben.case(case_id)["notes"][0]["text"] == "Reminds me of another."
        assert "Reminds me" not in str(said.view())
        refused(ana.post(f"/v1/cases/{case_id}/notes", text="  "), 422, "/text")

    def test_what_a_decision_must_say(self, laptop: Laptop, ana: Moderator) -> None:
        case_id, _ = waiting(laptop)
        version = ana.case(case_id)["version"]

        refused(ana.decide(case_id, "remove"), 422, "/grounds")
        refused(ana.decide(case_id, "keep", grounds=["respect.none"]), 422, "/grounds/0")
        refused(ana.decide(case_id, "burn"), 422, "/outcome")
        refused(ana.decide(case_id, "keep", explanation=" "), 422, "/explanation")
        refused(ana.decide(case_id, "keep", version=str(version)), 422, "/version")
        refused(ana.decide(case_id, "keep", version=version + 1), 409)
        refused(ana.decide(case_id, "keep", mood="good"), 422, "/mood")
        refused(ana.post(f"/v1/cases/{case_id}/withdraw"), 409)
        refused(ana.post(f"/v1/cases/{case_id}/approve"), 409)
        assert ana.decide(case_id, "keep", version=version).status_code == 202
        refused(ana.decide(case_id, "keep"), 409)

    def test_a_question_and_its_answer_by_mail(self, laptop: Laptop, ana: Moderator) -> None:
        address = f"{name('asked')}@example.org"
        case_id, said = waiting(laptop, reporter={"email": address})
        assert ana.decide(case_id, "needs_info", explanation="Which sentence do you mean?").status_code == 202
        assert said.until("needs_info")["question"] == "Which sentence do you mean?"
        letter = laptop.eventually(lambda: laptop.sent_mails(address), why="the question to be sent")[0]
        reply_to = str(letter.message["Reply-To"])

        laptop.send_mail(a_letter(address, "The second."), to=reply_to.replace("+k1.", "+k1.x", 1))
        assert said.view()["status"] == "needs_info"
        laptop.send_mail(a_letter(address, "The second."), to=reply_to)

        said.until("in_review")
        assert len(ana.case(case_id)["replies"]) == 1

    def test_what_is_above_a_moderator_goes_to_legal_and_then_to_an_admin(self, laptop: Laptop, ana: Moderator) -> None:
        case_id, said = waiting(laptop)
        lea, ada = Moderator(laptop, "lea", "legal"), Moderator(laptop, "ada", "admin")

        assert ana.decide(case_id, "escalate").status_code == 202
        assert lea.case(case_id)["status"] == "legal_review"
        assert lea.case(case_id)["queue"] == "legal"
        assert said.view()["status"] == "in_review"
        refused(ana.decide(case_id, "keep"), 403)
        assert lea.decide(case_id, "escalate").status_code == 202
        refused(lea.decide(case_id, "keep"), 403)
        assert ada.decide(case_id, "out_of_scope").status_code == 202
        assert said.until("out_of_scope")["decision"]["outcome"] == "out_of_scope"

    def test_some_removals_need_a_second_person(self, laptop: Laptop, ana: Moderator, ben: Moderator) -> None:
        case_id, said = waiting(laptop)

        assert ana.decide(case_id, "remove", grounds=["respect.defamation"]).status_code == 202

        assert said.view()["status"] == "in_review"
        assert ana.post(f"/v1/cases/{case_id}/approve").status_code in {403, 409}
        assert ben.post(f"/v1/cases/{case_id}/approve").status_code == 202
        assert said.until("decided")["decision"]["outcome"] == "removed"

    def test_each_move_is_its_roles_own(self, laptop: Laptop, platform: Moderator) -> None:
        case_id, _ = waiting(laptop)
        body = {"outcome": "keep", "grounds": [], "explanation": "Fine.", "version": 1}
        moves: list[tuple[str, dict[str, Any]]] = [
            ("claim", {}),
            ("decision", body),
            ("notes", {"text": "x"}),
            ("skip", {"reason": "x"}),
            ("withdraw", {}),
            ("approve", {}),
            ("attach", {"review_id": "R1"}),
        ]
        for move, said in moves:
            path = f"/v1/cases/{case_id}/{move}"
            assert laptop.api.post(path, json=said).status_code == 401, move
            refused(platform.post(path, **said), 403)
        for path in ("/v1/cases", f"/v1/cases/{case_id}", f"/v1/cases/{case_id}/reports", "/v1/queues", "/v1/metrics"):
            assert laptop.api.get(path).status_code == 401, path
            refused(platform.get(path), 403)
        for role in ("moderator", "legal", "admin"):
            one = Moderator(laptop, "x", role)
            assert laptop.api.put("/v1/reviews/x", json={}, headers=one.headers).status_code == 403
            assert laptop.api.delete("/v1/reviews/x", headers=one.headers).status_code == 403
            assert laptop.api.post("/v1/reviews/check", json={}, headers=one.headers).status_code == 403


class TestWithinTheUndoWindow:
    def test_a_decision_is_taken_back_and_another_made(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        laptop = Laptop(tmp_path_factory.mktemp("undo"), undo_seconds=3)
        laptop.start()
        try:
            ana, ben = Moderator(laptop), Moderator(laptop, "ben")
            said = report(laptop, "R2")
            ana.waits_for_me("r-R2-1")

            made = ana.decide("r-R2-1", "remove", grounds=["relevance.off_topic"])
            assert (made.status_code, made.json()["status"]) == (202, "deciding")
            assert is_time(made.json()["effective_at"])
            assert said.view()["status"] == "in_review"
            assert ben.post("/v1/cases/r-R2-1/withdraw").status_code in {403, 409}
            back = ana.post("/v1/cases/r-R2-1/withdraw")
            assert (back.status_code, back.json()["status"]) == (200, "human_review")
            refused(ana.post("/v1/cases/r-R2-1/withdraw"), 409)

            assert ana.decide("r-R2-1", "keep", explanation="An opinion.").status_code == 202
            decision = said.until("decided")["decision"]
            assert (decision["outcome"], decision["explanation"]) == ("kept", "An opinion.")
            refused(ana.post("/v1/cases/r-R2-1/withdraw"), 409)
            assert shown(laptop, "R2")["visible"] is True

            late = report(laptop, "R9")
            ana.waits_for_me("r-R9-1")
            assert ana.decide("r-R9-1", "remove", grounds=["relevance.off_topic"]).status_code == 202
            assert shown(laptop, "R9")["visible"] is True
            assert late.until("decided")["decision"]["outcome"] == "removed"
            hidden_in_the_shop(laptop, "R9")
        finally:
            laptop.close()
