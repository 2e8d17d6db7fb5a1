"""The rest of the desk's contract through the whole stack: finding, taking, looking, unmasking, deciding together."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.engine.contract import a_letter, name, refused, review_of, waiting
from tests.engine.laptop import Laptop
from tests.engine.speaking import Moderator, report

LINE = {
    *("case_id", "review", "status", "queue", "priority", "due_at"),
    *("report_count", "top_finding", "claimed_by", "opened_at"),
}


def deleted(by: Moderator, path: str) -> httpx.Response:
    return by.laptop.api.delete(path, headers=by.headers)


class TestFinding:
    def test_a_case_is_found_by_whatever_names_it(self, laptop: Laptop, ana: Moderator) -> None:
        address = f"{name('Found')}@example.org"
        case_id, said = waiting(laptop, reporter={"email": address, "name": "Anna Tan"})
        review = ana.case(case_id)["review"]

        for q, matched in (
            (said.receipt["reference"].lower(), "reference"),
            (said.receipt["report_id"], "report"),
            (case_id, "case"),
            (review["url"], "review"),
            (review_of(case_id), "review"),
            (address.upper(), "address"),
        ):
            answer = ana.get("/v1/search", q=q)
            assert answer.status_code == 200, answer.text
            found = {item["case_id"]: item for item in answer.json()["items"]}
            assert found[case_id]["matched"] == matched
            assert found[case_id].keys() == LINE | {"matched"}
        assert ana.get("/v1/search", q=f"no-{name('such')}").json()["items"] == []
        refused(ana.get("/v1/search"), 422, "query/q")
        refused(ana.get("/v1/search", q="x" * 401), 422, "query/q")

    def test_what_went_before_is_shown(self, laptop: Laptop, ana: Moderator) -> None:
        product = name("product")
        ids = []
        for _ in range(2):
            review_id = name("before")
            laptop.put_review(review_id, product_id=product)
            report(laptop, review_id)
            ids.append(f"r-{review_id}-1")
            ana.waits_for_me(ids[-1])
        assert ana.decide(ids[0], "keep").status_code == 202

        related = ana.get(f"/v1/cases/{ids[1]}/related").json()

        (before,) = related["product"]
        assert (before["case_id"], before["outcome"]) == (ids[0], "kept")
        assert before.keys() == LINE | {"round", "outcome", "grounds", "decided_at"}

    def test_a_list_is_narrowed(self, laptop: Laptop, ana: Moderator) -> None:
        case_id, _ = waiting(laptop, guideline="respect.pile_on")
        ana.post(f"/v1/cases/{case_id}/claim")

        mine = ana.get("/v1/cases", mine="true").json()["items"]

        assert case_id in {item["case_id"] for item in mine}
        assert {item["claimed_by"] for item in mine} == {"ana"}
        assert ana.get("/v1/cases", overdue="true", lang="de", queue="abuse").status_code == 200
        refused(ana.get("/v1/cases", overdue="perhaps"), 422, "query/overdue")
        refused(ana.get("/v1/cases", lang="DE;"), 422, "query/lang")


class TestTaking:
    def test_many_who_ask_at_once_get_one_each(self, laptop: Laptop) -> None:
        for _ in range(6):
            review_id = name("next")
            laptop.put_review(review_id)
            report(laptop, review_id, guideline="rights.copied_text")
            queue = Moderator(laptop).waits_for_me(f"r-{review_id}-1")["queue"]
        many = [Moderator(laptop, name("m")) for _ in range(6)]

        with ThreadPoolExecutor(6) as pool:
            got = list(
                pool.map(lambda by: by.laptop.api.post(f"/v1/queues/{queue}/next", json={}, headers=by.headers), many)
            )

        assert {answer.status_code for answer in got} == {200}
        assert len({answer.json()["case_id"] for answer in got}) == 6
        assert [answer.json()["claimed_by"] for answer in got] == [by_name(by) for by in many]
        refused(many[0].post("/v1/queues/nowhere/next", **{"except": []}), 404)

    def test_a_case_is_put_down_and_skipped(self, laptop: Laptop, ana: Moderator, ben: Moderator) -> None:
        case_id, _ = waiting(laptop)
        ana.post(f"/v1/cases/{case_id}/claim")

        refused(deleted(ben, f"/v1/cases/{case_id}/claim"), 409)
        assert deleted(ana, f"/v1/cases/{case_id}/claim").status_code == 200
        assert ben.post(f"/v1/cases/{case_id}/skip", reason="I know them.").status_code == 200
        assert ben.case(case_id)["skipped_by_me"] is True
        assert ana.case(case_id)["skipped_by_me"] is False
        assert ana.case(case_id)["notes"][-1]["text"] == "I know them."

    def test_two_who_look_see_each_other_and_what_becomes_of_it(
        self, laptop: Laptop, ana: Moderator, ben: Moderator
    ) -> None:
        case_id, _ = waiting(laptop)
        path = f"/v1/cases/{case_id}/looking"

        assert ana.post(path).json()["others"] == []
        first = ben.post(path).json()
        assert [other["name"] for other in first["others"]] == ["ana"]
        assert ana.decide(case_id, "keep").status_code == 202
        after = ben.post(path).json()
        assert (after["status"], after["decision"]["decided_by"]) == ("kept", "ana")
        assert after["version"] > first["version"]
        assert deleted(ana, path).status_code == 204
        assert ben.post(path).json()["others"] == []


class TestWhatIsMasked:
    def test_who_reported_is_shown_for_a_reason(self, laptop: Laptop, ana: Moderator) -> None:
        case_id, said = waiting(laptop, reporter={"email": "anna.tan@example.org", "name": "Anna Tan"})
        path = f"/v1/cases/{case_id}/reports/{said.receipt['report_id']}/unmask"

        refused(ana.post(path, reason=" "), 422, "/reason")
        shown = ana.post(path, reason="To call her back.").json()

        assert (shown["name"], shown["email"]) == ("Anna Tan", "anna.tan@example.org")
        case = ana.case(case_id)
        assert case["history"][-1]["act"] == "unmasked"
        assert (case["notes"][-1]["kind"], case["notes"][-1]["text"]) == ("unmask", "To call her back.")

    def test_a_mail_is_shown_as_read_and_fetched_as_received(self, laptop: Laptop, ana: Moderator) -> None:
        subject = name("Something")
        laptop.send_mail(a_letter("odd@example.org", "Please look at what they write.", subject, X_Odd="1"))

        def arrived() -> str | None:
            listed: list[dict[str, Any]] = ana.get("/v1/cases", queue="mail", limit="200").json()["items"]
            for item in listed:
                case = ana.case(item["case_id"])
                if any(mail["subject"] == subject for mail in case["mails"]):
                    return str(item["case_id"])
            return None

        case_id = laptop.eventually(arrived, why="the mail to be a case")
        mail_id = ana.case(case_id)["mail_ids"][0]

        read = ana.get(f"/v1/cases/{case_id}/mails/{mail_id}").json()
        assert "what they write" in read["text"]
        raw = ana.post(f"/v1/cases/{case_id}/mails/{mail_id}/raw", reason="To see its headers.")

        assert raw.status_code == 200
        assert raw.headers["content-type"] == "application/octet-stream"
        assert raw.headers["content-disposition"].startswith("attachment;")
        assert b"X-Odd: 1" in raw.content
        refused(ana.post(f"/v1/cases/{case_id}/mails/{mail_id}/raw", why="?"), 422, "/reason", "/why")


class TestTogether:
    def test_copies_are_shown_decided_and_taken_back(self, laptop: Laptop, ana: Moderator) -> None:
        text = f"The same praise everywhere, word for word: {name('copy')}."
        ids = []
        for _ in range(3):
            review_id = name("copy")
            laptop.put_review(review_id, text=text)
            report(laptop, review_id)
            ids.append(f"r-{review_id}-1")
            ana.waits_for_me(ids[-1])
        other, _ = waiting(laptop)

        preview = ana.get(f"/v1/cases/{ids[0]}/alike").json()
        assert {item["case_id"] for item in preview["items"]} == set(ids[1:])
        read = [
            {"case_id": item["case_id"], "version": item["version"]} for item in (preview["case"], *preview["items"])
        ]
        wish = {"outcome": "remove", "grounds": ["promotion.advertising"], "explanation": "The same praise everywhere."}
        answer = ana.post(f"/v1/cases/{ids[0]}/alike/decision", cases=[*read, {"case_id": other, "version": 1}], **wish)

        assert answer.status_code == 200
        done = {item["case_id"]: item for item in answer.json()["items"]}
        assert {each for each, item in done.items() if item["done"]} == set(ids)
        assert done[other]["problem"]["status"] == 422
        back = ana.post(f"/v1/cases/{ids[0]}/alike/withdraw", cases=ids).json()["items"]
        assert {item["done"] for item in back} == {False}
        assert {item["problem"]["status"] for item in back} == {409}

    def test_a_second_person_says_no(self, laptop: Laptop, ana: Moderator, ben: Moderator) -> None:
        case_id, _ = waiting(laptop)
        assert ana.decide(case_id, "remove", grounds=["respect.defamation"]).status_code == 202
        assert case_id in {item["case_id"] for item in ben.get("/v1/cases", held="true").json()["items"]}

        answer = ben.post(f"/v1/cases/{case_id}/decline", reason="An opinion.")

        assert (answer.status_code, answer.json()["status"]) == (200, "human_review")
        assert ana.case(case_id)["notes"][-1]["kind"] == "decline"

    def test_the_policy_is_fetched_once(self, ana: Moderator) -> None:
        first = ana.get("/v1/policy")
        known = {**ana.headers, "If-None-Match": first.headers["etag"]}

        assert ana.laptop.api.get("/v1/policy", headers=known).status_code == 304
        assert {"remove", "keep"} == first.json()["guidelines"][0]["templates"].keys()


@pytest.mark.parametrize(
    "method, path",
    [
        ("GET", "/v1/search"),
        ("GET", "/v1/policy"),
        ("GET", "/v1/cases/{}/related"),
        ("GET", "/v1/cases/{}/alike"),
        ("GET", "/v1/cases/{}/mails/x"),
        ("POST", "/v1/cases/{}/mails/x/raw"),
        ("POST", "/v1/cases/{}/alike/decision"),
        ("POST", "/v1/cases/{}/alike/withdraw"),
        ("POST", "/v1/cases/{}/reports/x/unmask"),
        ("POST", "/v1/cases/{}/decline"),
        ("POST", "/v1/cases/{}/looking"),
        ("DELETE", "/v1/cases/{}/looking"),
        ("DELETE", "/v1/cases/{}/claim"),
        ("POST", "/v1/queues/any/next"),
    ],
)
def test_each_call_is_for_staff(laptop: Laptop, platform: Moderator, method: str, path: str) -> None:
    bodies = {
        "decision": {"cases": [{"case_id": "x", "version": 1}], "outcome": "keep", "explanation": "x"},
        "withdraw": {"cases": ["x"]},
        "next": {},
    }
    body = bodies.get(path.rpartition("/")[2], {"reason": "x"}) if method == "POST" else None
    case_id = "r-R3-1"
    url = path.format(case_id) + ("?q=x" if path.endswith("search") else "")

    assert laptop.api.request(method, url, json=body).status_code == 401
    refused(laptop.api.request(method, url, json=body, headers=platform.headers), 403)


def by_name(by: Moderator) -> str:
    import jwt

    token = by.headers["Authorization"].removeprefix("Bearer ")
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return str(claims["username"])
