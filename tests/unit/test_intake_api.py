"""The public door: one put for each report, the same answer for the same words, and no input that breaks it."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

import boto3
import jwt
import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import functions.intake_api.app as door
from redress.model import Channel, Identity, Role, Staff
from redress.model.words import is_blank
from redress.seal import reference
from redress.triage import triage_reports
from tests.builders.http import Answer, a_call, answered
from tests.builders.leading_keys import kept_to_its_keys
from tests.builders.world import ANA, KEY, SHOP, World

GOOD: dict[str, Any] = {
    "review_url": "https://shop.example/reviews/R1",
    "guideline": "privacy.personal_data",
    "explanation": "It shows my phone number.",
    "relation": "named_person",
    "reporter": {"name": "A. Tan", "email": "a@example.org"},
    "good_faith": True,
}
HOSTILE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
Ask = Callable[..., Answer]


@pytest.fixture
def ask(world: World, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setattr(door, "desk", lambda: world)

    def asked(method: str, path: str, body: object = None, **call: Any) -> Answer:
        with kept_to_its_keys("IntakeApiFunction"):
            return answered(door.handler, a_call(method, path, body, **call))

    return asked


@pytest.fixture
def report(ask: Ask) -> Callable[..., Answer]:
    def reported(body: object = None, *, key: str = "", **fields: Any) -> Answer:
        said = body if body is not None else {**GOOD, **fields}
        return ask("POST", "/v1/reports", said, headers={"idempotency-key": key} if key else {})

    return reported


Reported = Callable[..., Answer]


def a_link(world: World, review_id: str = "R1", **changes: Any) -> str:
    claims = {"sub": "acc-7", "review_id": review_id, "exp": int((world.now + timedelta(hours=1)).timestamp())}
    header = changes.pop("header", {"kid": "p1"})
    key, algorithm = changes.pop("key", KEY), changes.pop("algorithm", "HS256")
    return jwt.encode(claims | changes, key, algorithm=algorithm, headers=header)


def items() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = boto3.client("dynamodb").scan(TableName="redress")["Items"]
    return found


class TestAReport:
    def test_is_one_item_and_an_answer_that_a_reporter_can_keep(self, world: World, report: Reported) -> None:
        answer = report()

        assert answer.status == 202
        said = answer.said
        assert said.keys() == {"report_id", "reference", "status", "received_at", "status_url", "status_token"}
        assert (said["status"], said["reference"]) == ("received", reference(said["report_id"]))
        assert said["received_at"] == "2026-11-23T09:00:00Z"
        assert said["status_url"] == f"/status/{said['status_token']}"
        assert "idempotency-replayed" not in answer.headers
        (item,) = items()
        assert item["pk"]["S"] == f"REPORT#{said['report_id']}"
        stored = world.reports.get(said["report_id"])
        assert (stored.review_id, stored.channel, stored.identity) == ("R1", Channel.API, Identity.UNVERIFIED)
        assert stored.move_by == world.now + timedelta(minutes=2) or stored.move_by is None

    def test_is_one_call_to_the_table_and_none_to_anything_else(self, world: World, report: Reported) -> None:
        report()
        calls: list[str] = []
        client = world.table._client
        client.meta.events.register("before-call.dynamodb", lambda model, **_: calls.append(model.name))

        report(explanation="Another.")

        client.meta.events.unregister("before-call.dynamodb", lambda model, **_: calls.append(model.name))
        assert calls == ["PutItem"]
        assert world.outbox.messages == []
        assert world.workflow.started == []

    def test_may_name_its_review_by_id_by_url_or_by_both(self, report: Reported) -> None:
        assert report({**GOOD, "review_id": "R1"}).status == 202
        assert (
            report({name: value for name, value in GOOD.items() if name != "review_url"} | {"review_id": "R1"}).status
            == 202
        )

        differs = report({**GOOD, "review_id": "R2"})
        assert (differs.status, differs.pointers) == (422, ["/review_url"])

    @pytest.mark.parametrize(
        "url",
        [
            "https://other.example/reviews/R1",
            "https://shop.example.evil.test/reviews/R1",
            "https://shop.example@evil.test/reviews/R1",
            "http://[::1/reviews/R1",
            "javascript:alert(1)",
            "https://shop.example/reviews/",
            "https://shop.example/reviews/../admin",
            "https://shop.example:99999/reviews/R1",
            "https://shop.example/reviews/R\u0000",
            "",
            " ",
            "R1",
        ],
    )
    def test_of_a_url_that_is_not_the_platforms_is_refused(self, report: Reported, url: str) -> None:
        answer = report(review_url=url)

        assert (answer.status, answer.pointers) == (422, ["/review_url"])

    def test_that_was_stored_can_be_read_by_its_token_alone(self, world: World, ask: Ask, report: Reported) -> None:
        said = report().said

        answer = ask(
            "GET", f"/v1/reports/{said['report_id']}", headers={"authorization": f"Bearer {said['status_token']}"}
        )

        assert answer.status == 200
        assert (answer.said["status"], answer.said["decision"]) == ("received", None)
        assert answer.headers["cache-control"] == "no-store"
        assert "explanation" not in answer.said

    def test_of_another_and_one_that_never_was_look_the_same(self, ask: Ask, report: Reported) -> None:
        mine, other = report().said, report(explanation="Another.").said
        known = ask(
            "GET", f"/v1/reports/{other['report_id']}", headers={"authorization": f"Bearer {mine['status_token']}"}
        )
        unknown = ask("GET", "/v1/reports/rpt_none", headers={"authorization": f"Bearer {mine['status_token']}"})
        forged = ask("GET", f"/v1/reports/{other['report_id']}", headers={"authorization": "Bearer k1.x.y"})

        assert known.status == unknown.status == forged.status == 404
        assert known.text == unknown.text == forged.text

    @pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic abc", "k1.x.y"])
    def test_is_not_shown_without_a_token(self, ask: Ask, report: Reported, header: str | None) -> None:
        said = report().said
        headers = {} if header is None else {"authorization": header}

        assert ask("GET", f"/v1/reports/{said['report_id']}", headers=headers).status == 401


class TestALegalClaim:
    ORDER: ClassVar[dict[str, Any]] = {
        "kind": "court_order",
        "court": "Landgericht Musterstadt",
        "file_number": "3 O 12/26",
        "dated": "2026-11-02",
        "bound": "the shop",
    }

    def test_is_kept_in_its_elements_and_goes_to_those_who_may_weigh_it(self, world: World, report: Reported) -> None:
        stored = world.reports.get(report(legal=self.ORDER).said["report_id"])

        assert stored.legal == "court_order"
        assert stored.legal_claim is not None
        assert stored.legal_claim.model_dump(mode="json", exclude_defaults=True) == self.ORDER
        triage_reports([stored], desk=world.triage)
        case = world.cases.get("r-R1-1")
        assert (case.status, case.queue, case.priority) == ("legal_review", "legal", "urgent")

    def test_with_other_elements_is_another_report(self, report: Reported) -> None:
        assert report(legal=self.ORDER, key="k").status == 202
        assert report(legal=self.ORDER, key="k").headers["idempotency-replayed"] == "true"
        assert report(legal={**self.ORDER, "file_number": "4 O 12/26"}, key="k").status == 422

    @pytest.mark.parametrize(
        "change, pointers",
        [
            ({"court": " "}, ["/legal/court"]),
            ({"dated": 20261102, "bound": ""}, ["/legal/dated", "/legal/bound"]),
            ({"statement": True}, ["/legal/statement"]),
            ({"kind": "copyright_notice"}, ["/legal/work", "/legal/right", "/legal/statement", "/legal/court"]),
            ({"kind": "lawyer_letter"}, ["/legal"]),
            ({"kind": ["court_order"]}, ["/legal"]),
        ],
    )
    def test_that_lacks_something_is_refused_by_its_place(
        self, report: Reported, change: dict[str, Any], pointers: list[str]
    ) -> None:
        answer = report(legal={**self.ORDER, **change})

        assert answer.status == 422
        assert [error["pointer"] for error in answer.said["errors"]][: len(pointers)] == pointers


class TestIdempotency:
    def test_the_same_key_and_words_get_the_first_answer(self, world: World, report: Reported) -> None:
        first = report(key="a-key-of-mine")
        world.later(hours=3)
        again = report(key='"a-key-of-mine"')

        assert again.status == 202
        assert again.said == first.said
        assert again.headers["idempotency-replayed"] == "true"
        assert len(items()) == 1

    def test_the_same_words_in_another_order_are_the_same(self, report: Reported) -> None:
        first = report(key="k")
        again = report(dict(reversed(GOOD.items())), key="k")

        assert first.said == again.said

    @pytest.mark.parametrize(
        "change",
        [
            {"explanation": "Other."},
            {"relation": "seller"},
            {"guideline": None},
            {"review_url": "https://shop.example/reviews/R2"},
        ],
    )
    def test_the_same_key_with_other_words_is_refused(self, report: Reported, change: dict[str, Any]) -> None:
        report(key="k")

        answer = report(key="k", **change)

        assert (answer.status, answer.kind, answer.pointers) == (
            422,
            "idempotency-key-reused",
            ["header/Idempotency-Key"],
        )
        assert len(items()) == 1

    def test_two_people_may_use_the_same_key(self, report: Reported) -> None:
        mine = report(key="k")
        theirs = report(key="k", reporter={"email": "b@example.org"})

        assert theirs.status == 202
        assert theirs.said["report_id"] != mine.said["report_id"]

    def test_a_newer_link_for_the_same_words_is_no_other_body(self, world: World, report: Reported) -> None:
        first = report(key="k", link_token=a_link(world))
        world.later(minutes=30)
        again = report(key="k", link_token=a_link(world))

        assert again.said == first.said

    def test_a_link_that_expired_since_gets_the_first_answer(self, world: World, report: Reported) -> None:
        link = a_link(world)
        first = report(key="k", link_token=link)
        world.later(hours=2)

        again = report(key="k", link_token=link)

        assert (again.status, again.said) == (202, first.said)
        assert again.headers["idempotency-replayed"] == "true"
        assert report(key="k", link_token=link, explanation="Other.").kind == "idempotency-key-reused"
        for anew in ({"key": "k2"}, {"key": ""}):
            assert report(link_token=link, **anew).pointers == ["/link_token"]
        assert report(key="k", link_token=a_link(world, sub="acc-8", exp=1)).pointers == ["/link_token"]
        assert (
            report(key="k", link_token=a_link(world, exp=1, key="another key, as long as the first one")).status == 422
        )
        assert len(items()) == 1

    def test_it_holds_when_triage_has_stamped_it_meanwhile(self, world: World, report: Reported) -> None:
        from redress.triage import triage_reports

        first = report(key="k")
        triage_reports([world.reports.get(first.said["report_id"])], desk=world.triage)

        assert report(key="k").said == first.said

    def test_without_a_key_each_is_a_report_of_its_own(self, report: Reported) -> None:
        assert report().said["report_id"] != report().said["report_id"]

    @pytest.mark.parametrize("key", [" ", "a b", "\u00e9", "x" * 256, '""', "a\x00b"])
    def test_a_key_that_cannot_be_one_is_refused(self, report: Reported, key: str) -> None:
        answer = report(key=key)

        assert (answer.status, answer.pointers) == (422, ["header/Idempotency-Key"])


class TestBadFields:
    @pytest.mark.parametrize(
        "field, value, pointer",
        [
            ("explanation", "", "/explanation"),
            ("explanation", "   \n", "/explanation"),
            ("explanation", "\u0000", "/explanation"),
            ("explanation", " \u200b\u00a0 ", "/explanation"),
            ("explanation", "x" * 5_001, "/explanation"),
            ("explanation", None, "/explanation"),
            ("explanation", 7, "/explanation"),
            ("explanation", ["x"], "/explanation"),
            ("explanation", "\ud800", "/explanation"),
            ("good_faith", False, "/good_faith"),
            ("good_faith", None, "/good_faith"),
            ("good_faith", "true", "/good_faith"),
            ("good_faith", 1, "/good_faith"),
            ("relation", "friend", "/relation"),
            ("relation", None, "/relation"),
            ("guideline", "no.such", "/guideline"),
            ("guideline", "", "/guideline"),
            ("guideline", {"a": 1}, "/guideline"),
            ("review_id", "a/b", "/review_id"),
            ("review_id", "x" * 129, "/review_id"),
            ("review_id", "R1\n", "/review_id"),
            ("review_id", "", "/review_id"),
            ("review_url", 1e400, "/review_url"),
            ("review_url", "https://shop.example/reviews/" + "x" * 3_000, "/review_url"),
            ("reporter", "me", "/reporter"),
            ("reporter", None, "/reporter/email"),
            ("reporter", {}, "/reporter/email"),
            ("reporter", {"email": "no address"}, "/reporter/email"),
            ("reporter", {"email": "a@b"}, "/reporter/email"),
            ("reporter", {"email": "a@example.org\r\nBcc: all@example.org"}, "/reporter/email"),
            ("reporter", {"email": "a,b@example.org"}, "/reporter/email"),
            ("reporter", {"email": "\ud800@example.org"}, "/reporter/email"),
            ("reporter", {"email": "a@example.org", "name": "x" * 201}, "/reporter/name"),
            ("reporter", {"email": "a@example.org", "phone": "1"}, "/reporter/phone"),
            ("link_token", "", "/link_token"),
            ("link_token", "x" * 5_000, "/link_token"),
            ("link_token", "not.a.token", "/link_token"),
            ("link_token", 7, "/link_token"),
            ("extra", 1, "/extra"),
            ("a/b~c", 1, "/a~1b~0c"),
            ("\ud800", 1, None),
        ],
    )
    def test_each_is_named_by_its_pointer(
        self, report: Reported, field: str, value: object, pointer: str | None
    ) -> None:
        answer = report({**GOOD, field: value})

        assert answer.status in {400, 422}
        assert answer.headers["content-type"] == "application/problem+json"
        if pointer is not None and value != 1e400:
            assert answer.pointers == [pointer]
        assert items() == []

    @pytest.mark.parametrize("missing", ["explanation", "good_faith", "review_url", "reporter"])
    def test_what_is_missing_is_named(self, report: Reported, missing: str) -> None:
        answer = report({name: value for name, value in GOOD.items() if name != missing})

        assert answer.status == 422
        assert answer.pointers == ["/reporter/email" if missing == "reporter" else f"/{missing}"]

    def test_several_are_named_at_once(self, report: Reported) -> None:
        answer = report({"guideline": 1, "extra": 2})

        assert set(answer.pointers) == {"/guideline", "/extra", "/explanation", "/good_faith"}

    def test_a_thousand_are_named_in_an_answer_of_bearable_length(self, report: Reported) -> None:
        answer = report({f"field-{number}-{'x' * 10}": 1 for number in range(2_000)})

        assert answer.status == 422
        assert len(answer.text) < 20_000

    @pytest.mark.parametrize(
        "body",
        [b"", b"null", b"[]", b"7", b'"text"', b"{", b"not json", b"\xff\xfe", b'{"explanation": "\xff"}', b"NaN"],
    )
    def test_what_is_no_object_in_json_and_utf8_is_malformed(self, report: Reported, body: bytes) -> None:
        answer = report(body)

        assert (answer.status, answer.kind) == (400, "malformed-request")

    @pytest.mark.parametrize(
        "body", [b'{"a": NaN}', b'{"a": Infinity}', b'{"a": -Infinity}', b'{"a": ' + b"9" * 5_000 + b"}"]
    )
    def test_numbers_that_json_does_not_know_are_malformed(self, report: Reported, body: bytes) -> None:
        assert report(body).status == 400

    def test_half_a_letter_as_the_name_of_a_field_that_is_said_twice_is_refused_like_any_other(
        self, report: Reported
    ) -> None:
        assert report(b'{"\\ud800": 1, "\\ud800": 2}').status == 400

    def test_a_field_that_is_said_twice_is_refused_by_its_name(self, report: Reported) -> None:
        body = json.dumps(GOOD).encode().replace(b'{"review_url"', b'{"explanation": "One.", "review_url"')

        answer = report(body)

        assert (answer.status, answer.pointers) == (400, ["/explanation"])

    def test_a_field_that_is_unknown_is_refused_with_those_that_are_known(self, report: Reported) -> None:
        answer = report(json.dumps({**GOOD, "reasons": ["respect.harassment"]}).encode())

        assert (answer.status, answer.pointers) == (422, ["/reasons"])
        assert "guideline, explanation, relation" in answer.said["detail"]

    def test_depth_is_no_way_in(self, report: Reported) -> None:
        for body in (
            b"[" * 30_000,
            b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
            b'{"explanation":' + b"[" * 500 + b"]" * 500 + b"}",
        ):
            assert report(body).status in {400, 422}

    def test_a_body_over_64_kib_is_too_large(self, ask: Ask, report: Reported) -> None:
        assert report(b" " * 65_537).status == 413
        assert report(json.dumps(GOOD).encode().ljust(65_536)).status == 202
        big = a_call("POST", "/v1/reports") | {"body": "x" * 10_000_000, "isBase64Encoded": False}
        assert answered(door.handler, big).status == 413

    def test_a_body_that_cannot_be_decoded_is_malformed(self) -> None:
        for body in ("%%%", "\ud800", "YWJj\u00e9"):
            event = a_call("POST", "/v1/reports") | {"body": body, "isBase64Encoded": True}
            assert answered(door.handler, event).status == 400

    def test_an_answer_says_nothing_of_how_we_are_made(self, report: Reported) -> None:
        answer = report({**GOOD, "explanation": 7, "reporter": [1]})

        assert not any(word in answer.text.lower() for word in ("pydantic", "traceback", "python", "submission"))

    @HOSTILE
    @given(body=st.binary(max_size=300))
    def test_any_bytes_get_an_answer_below_500(self, report: Reported, body: bytes) -> None:
        assert report(body).status < 500

    @HOSTILE
    @given(
        said=st.dictionaries(
            st.sampled_from([*GOOD, "review_id", "link_token", "x"]) | st.text(st.characters(), max_size=5),
            st.recursive(
                st.none() | st.booleans() | st.floats() | st.integers() | st.text(st.characters(), max_size=20),
                lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
                max_leaves=6,
            ),
            max_size=6,
        )
    )
    def test_any_json_gets_an_answer_below_500(self, report: Reported, said: dict[str, Any]) -> None:
        assert report({**GOOD, **said}).status < 500

    @HOSTILE
    @given(
        explanation=st.text(min_size=1, max_size=300).filter(lambda said: not is_blank(said)), name=st.text(max_size=50)
    )
    def test_any_words_come_back_as_they_were_said(
        self, world: World, report: Reported, explanation: str, name: str
    ) -> None:
        answer = report(explanation=explanation, reporter={"email": "a@example.org", "name": name})

        assert answer.status == 202
        stored = world.reports.get(answer.said["report_id"])
        assert (stored.explanation, stored.reporter.name) == (explanation, name)


class TestReportLinks:
    def test_vouch_for_who_clicked_and_which_review(self, world: World, report: Reported) -> None:
        link = a_link(world, email="ana@example.org", name="Ana", lang="de")
        answer = report({"explanation": "It shows my number.", "good_faith": True, "link_token": link})

        stored = world.reports.get(answer.said["report_id"])
        assert (stored.review_id, stored.identity) == ("R1", Identity.ACCOUNT)
        assert stored.reporter.account == "acc-7"
        assert (stored.reporter.email, stored.reporter.name, stored.reporter.lang) == ("ana@example.org", "Ana", "de")
        assert stored.speaker == "account:acc-7"

    @pytest.mark.parametrize(
        "forged",
        [
            {"key": "another key, long enough to sign with it"},
            {"header": {"kid": "p2"}},
            {"header": {"kid": ""}},
            {"header": {}},
            {"algorithm": "none", "key": None},
            {"algorithm": "HS384"},
            {"exp": 0},
            {"exp": -1},
            {"exp": "soon"},
            {"exp": None},
            {"sub": ""},
            {"sub": "x" * 201},
            {"review_id": "a/b"},
            {"review_id": ""},
            {"email": 7},
            {"email": "x" * 400},
            {"aud": "another"},
        ],
        ids=str,
    )
    def test_that_are_not_the_platforms_are_refused(
        self, world: World, report: Reported, forged: dict[str, Any]
    ) -> None:
        answer = report(link_token=a_link(world, **forged))

        assert (answer.status, answer.pointers) == (422, ["/link_token"])

    def test_expire_and_say_so(self, world: World, report: Reported) -> None:
        link = a_link(world)
        world.later(hours=1)

        answer = report(link_token=link)

        assert (answer.status, answer.pointers) == (422, ["/link_token"])
        assert "expired at 2026-11-23 10:00 UTC" in answer.said["detail"]

    @pytest.mark.parametrize("exp", [2**40, 2**63, 10**30, 1e300])
    def test_that_expire_when_the_sun_is_cold_break_nothing(self, world: World, report: Reported, exp: float) -> None:
        assert report(link_token=a_link(world, exp=exp)).status < 500

    def test_for_another_review_are_refused(self, world: World, report: Reported) -> None:
        answer = report(link_token=a_link(world, "R2"))

        assert (answer.status, answer.pointers) == (422, ["/link_token"])

    @HOSTILE
    @given(token=st.text(st.characters(), min_size=1, max_size=100))
    def test_any_text_for_a_token_is_refused(self, report: Reported, token: str) -> None:
        assert report(link_token=token).status == 422

    def test_the_algorithm_none_opens_nothing_even_when_made_by_hand(self, world: World, report: Reported) -> None:
        import base64

        def part(said: dict[str, Any]) -> str:
            return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")

        claims = {"sub": "acc-7", "review_id": "R1", "exp": int(world.now.timestamp()) + 60}
        for algorithm in ("none", "None", "NONE", "", "RS256", ["HS256"], None):
            token = f"{part({'alg': algorithm, 'kid': 'p1'})}.{part(claims)}."
            assert report(link_token=token).status == 422
        for kid in (["p1"], {"p1": 1}, 1, None, "\ud800"):
            token = f"{part({'alg': 'HS256', 'kid': kid})}.{part(claims)}.aaaa"
            assert report(link_token=token).status == 422


class TestTheState:
    def test_goes_from_received_to_decided(self, world: World, ask: Ask, report: Reported) -> None:
        from redress.triage import triage_reports

        said = report().said

        def read() -> Any:
            token = {"authorization": f"Bearer {said['status_token']}"}
            return ask("GET", f"/v1/reports/{said['report_id']}", headers=token).said

        triage_reports([world.reports.get(said["report_id"])], desk=world.triage)
        assert (read()["status"], read()["decision"]) == ("in_review", None)

        world.opened("r-R1-1")
        world.decided("r-R1-1", "needs_info", explanation="Which one?")
        assert (read()["status"], read()["question"]) == ("needs_info", "Which one?")

        from tests.unit.test_review import replied

        replied(world, "r-R1-1")
        world.decided("r-R1-1", "keep", explanation="A phone number of the shop.", undo=10)
        assert (read()["status"], read()["decision"]) == ("in_review", None)

        world.later(seconds=10)
        world.concluded("r-R1-1")
        assert read()["status"] == "decided"
        decision = read()["decision"]
        assert decision.keys() == {
            "outcome",
            "grounds",
            "explanation",
            "automated",
            "decided_at",
            "appeal_until",
            "token",
        }
        assert (decision["outcome"], decision["explanation"]) == ("kept", "A phone number of the shop.")

        shown = ask("GET", f"/v1/decisions/{decision['token']}")
        assert (shown.status, shown.said) == (200, decision)
        plea = ask("POST", f"/v1/decisions/{decision['token']}/appeals", {"explanation": "It is mine."})
        assert (plea.status, plea.said) == (202, {"status": "in_review"})
        again = ask("POST", f"/v1/decisions/{decision['token']}/appeals", {"explanation": "It is mine."})
        assert (again.status, again.kind) == (409, "already-appealed")
        assert (read()["status"], read()["decision"]) == ("in_review", None)

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"explanation": ""},
            {"explanation": "  "},
            {"explanation": "x" * 5_001},
            {"explanation": "x", "y": 1},
            [],
            b"\xff",
        ],
    )
    def test_a_plea_says_why(self, world: World, ask: Ask, body: object) -> None:
        from redress.intake import reporter_token

        kept = world.kept()
        report_id = world.reports.of_case(kept.case_id).items[0].report_id
        token = reporter_token(world.decision_of(kept.case_id), report_id, world.seal)

        assert ask("POST", f"/v1/decisions/{token}/appeals", body).status in {400, 422}
        assert world.cases.get(kept.case_id).status == "kept"

    @HOSTILE
    @given(token=st.text(st.characters(exclude_characters="/"), min_size=1, max_size=60))
    def test_any_text_for_a_decisions_token_is_not_found(self, ask: Ask, token: str) -> None:
        assert ask("GET", f"/v1/decisions/{token}").status == 404
        assert ask("POST", f"/v1/decisions/{token}/appeals", {"explanation": "x"}).status == 404


REVIEW = {"product_id": "P1", "author_id": "A1", "rating": 1, "title": "Leaks", "text": "It leaks."}


class TestThePlatform:
    def test_tells_of_a_review_and_gets_its_snapshot(self, world: World, ask: Ask) -> None:
        answer = ask("PUT", "/v1/reviews/R1", REVIEW, by=SHOP)

        assert (answer.status, answer.said) == (200, {"review_id": "R1", "snapshot": world.known().snapshot})

    def test_says_that_it_is_gone(self, world: World, ask: Ask) -> None:
        assert ask("DELETE", "/v1/reviews/R1", by=SHOP).status == 404
        ask("PUT", "/v1/reviews/R1", REVIEW, by=SHOP)
        assert ask("DELETE", "/v1/reviews/R1", by=SHOP).status == 204
        assert world.known().gone

    def test_asks_before_it_publishes(self, ask: Ask) -> None:
        answer = ask("POST", "/v1/reviews/check", REVIEW, by=SHOP)

        assert (answer.status, answer.said) == (200, {"allowed": True, "reasons": []})

    @pytest.mark.parametrize("who", [None, ANA, Staff(name="x", roles=frozenset({Role.ADMIN}))], ids=str)
    @pytest.mark.parametrize(
        "method, path", [("PUT", "/v1/reviews/R1"), ("DELETE", "/v1/reviews/R1"), ("POST", "/v1/reviews/check")]
    )
    def test_is_the_only_one_who_may(self, ask: Ask, who: Staff | None, method: str, path: str) -> None:
        assert ask(method, path, REVIEW, by=who).status == (401 if who is None else 403)
        assert items() == []

    @pytest.mark.parametrize(
        "field, value",
        [
            ("rating", 6), ("rating", -1), ("rating", 1.5), ("rating", "many"), ("title", "x" * 501),
            ("text", "x" * 20_001), ("text", "\ud800"), ("photos", "one"), ("photos", ["x"] * 21), ("photos", [1]),
            ("posted_at", "yesterday"), ("posted_at", 10**20), ("verified_purchase", "maybe"),
            ("author_id", "x" * 129), ("unknown", 1), ("gone", True),
        ],
    )  # fmt: skip
    def test_is_told_which_field_is_wrong(self, ask: Ask, field: str, value: object) -> None:
        answer = ask("PUT", "/v1/reviews/R1", {**REVIEW, field: value}, by=SHOP)

        assert answer.status == 422
        assert all(pointer.startswith(f"/{field}") for pointer in answer.pointers)

    def test_may_leave_out_what_it_does_not_know(self, ask: Ask) -> None:
        nulls = dict.fromkeys(("seller_id", "rating", "photos", "posted_at", "author_email", "household_id"))

        assert ask("PUT", "/v1/reviews/R1", {**REVIEW, **nulls}, by=SHOP).status == 200

    @pytest.mark.parametrize("review_id", ["R 1", "R\u00e9", "x" * 129, "R\u0000"])
    def test_cannot_name_a_review_by_anything(self, ask: Ask, review_id: str) -> None:
        assert ask("PUT", f"/v1/reviews/{review_id}", REVIEW, by=SHOP).status in {404, 422}
        assert ask("DELETE", f"/v1/reviews/{review_id}", by=SHOP).status in {404, 422}


def test_addresses_that_are_none_get_a_problem(ask: Ask) -> None:
    for method, path in (("GET", "/v1/nothing"), ("PATCH", "/v1/reports"), ("GET", "/"), ("GET", "/v1/reports/")):
        answer = ask(method, path)
        assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")


def test_a_table_that_fails_is_a_problem_without_a_trace(
    world: World, report: Reported, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ClientError({"Error": {"Code": "InternalServerError", "Message": "arn:aws:secret"}}, "PutItem")

    monkeypatch.setattr(world.reports, "add", fails)

    answer = report()

    assert answer.status in {500, 503}
    assert answer.headers["content-type"] == "application/problem+json"
    assert "arn:aws" not in answer.text
