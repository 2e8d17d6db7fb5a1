"""Break-ins by the front door: bodies, paths, tokens and words that no honest caller sends; never answered by a 5xx."""

import base64
import http.client
import json
import time
from typing import Any

import jwt
import pytest

from local.sign_in import Issuer, SigningKey
from tests.engine.contract import name, refused
from tests.engine.laptop import Laptop
from tests.engine.speaking import Moderator, post_report, report

GOOD = {"review_id": "R3", "explanation": "x", "reporter": {"email": "a@example.org"}, "good_faith": True}
SCRIPT = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'{{7*7}}${7*7}{0}%s\r\nBcc: x"
TRACES = ("Traceback", 'File "', "botocore", "pydantic", ".py", "redress/")


def body(**changes: object) -> bytes:
    return json.dumps({**GOOD, **changes}).encode()


def asked(laptop: Laptop, method: str, path: str, content: bytes = b"", **headers: str) -> tuple[int, bytes]:
    """Without a library that tidies up."""
    line = http.client.HTTPConnection("127.0.0.1", laptop.settings.port, timeout=60)
    try:
        line.putrequest(method, path, skip_accept_encoding=True)
        for header, value in {"Content-Length": str(len(content)), **headers}.items():
            line.putheader(header.replace("_", "-"), value)
        line.endheaders(content)
        answer = line.getresponse()
        return answer.status, answer.read()
    finally:
        line.close()


class TestBodies:
    @pytest.mark.parametrize(
        "content, status",
        [
            (b"", 400),
            (b"[]", 400),
            (b"\xef\xbb\xbf" + body(), 400),
            (body(explanation="?").replace(b"?", b"\xff\xfe"), 400),
            (body().decode().encode("utf-16"), 400),
            (b'{"explanation":' + b"[" * 30_000 + b"]" * 30_000 + b"}", 400),
            (b'{"explanation":' + b"9" * 5_000 + b"}", 400),
            (b'{"review_id":"R1",' + body()[1:], 400),
            (body(explanation="x" * 65_536), 413),
            (b"x" * 10_000_000, 413),
            (body(explanation="x" * 5_001), 422),
            (body(explanation="?").replace(b"?", b"\\ud800"), 422),
            (body(__proto__={"admin": True}), 422),
            (body(good_faith=1), 422),
            (body(review_id="a/../b"), 422),
            (body(review_id="a" * 129), 422),
            (body(review_id="a\n"), 422),
            (body(reporter={"email": "a@example.org\r\nBcc: b@example.org"}), 422),
            (body(review_id=None, review_url="https://shop.example@evil.test/reviews/R1"), 422),
            (body(link_token=base64.urlsafe_b64encode(b"[" * 3_000).decode() + ".x.y"), 422),
        ],
        ids=range(20),
    )
    def test_a_report_that_cannot_be_one(self, laptop: Laptop, content: bytes, status: int) -> None:
        answered, said = asked(laptop, "POST", "/v1/reports", content, Content_Type="application/json")

        assert answered == status, said
        assert json.loads(said)["status"] == status
        assert not any(trace in said.decode() for trace in TRACES)
        if status == 422:
            assert json.loads(said)["errors"][0]["pointer"].startswith("/")

    def test_a_key_that_would_write_a_header(self, laptop: Laptop) -> None:
        for key in ("", "a b", "a\tb", "x" * 256, "é"):
            answered, said = asked(laptop, "POST", "/v1/reports", body(), Idempotency_Key=key)
            assert answered == 422, key
            assert json.loads(said)["errors"][0]["pointer"] == "header/Idempotency-Key"


class TestPaths:
    @pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "FOO"])
    def test_methods_that_nobody_offers(self, laptop: Laptop, method: str) -> None:
        assert 400 <= asked(laptop, method, "/v1/reports")[0] < 500
        assert 400 <= asked(laptop, method, "/v1/queues")[0] < 500

    @pytest.mark.parametrize(
        "path",
        [
            *("*", "v1/reports", "http://127.0.0.1/v1/queues", "//", "/v1/", "/v1/reports/", "/v1//cases", "/V1/cases"),
            *("/v1/reports/%00", "/v1/reports/%ff", "/v1/reports/a%2fb", "/v1/reports/..", "/v1/reports/%2e%2e"),
            *("/v1/reports/%ED%A0%80", "/v1/decisions/k1.%00.x", "/status/k1.%ff.x", "/decision/%2e%2e%2fstatus"),
            *("/assets/..%2f..%2fetc%2fpasswd", "/outbox/..%2fengine.json", f"/outbox/{'a' * 400}", "/outbox/%00"),
            *("/sign-in/authorize?client_id=redress-desk&redirect_uri=http://[::1", "/..;/_ministack/config"),
            *("/%2e%2e/%2e%2e/_ministack/config", "/v1/../../../_ministack/health", "/_aws/execute-api/x"),
            *("/v1/reports/x?" + "q" * 9_000, "/v1/reports/" + "a" * 8_000),
        ],
    )
    def test_lead_to_no_door(self, laptop: Laptop, path: str) -> None:
        answered, said = asked(laptop, "GET", path, Authorization="Bearer k1.x.y")

        assert 400 <= answered < 500
        assert b"<Error>" not in said
        assert not any(trace.encode() in said for trace in TRACES)

    @pytest.mark.parametrize("query", ["review=%00", "review=" + "x" * 20_000, "lang=%ff", "a=b&" * 5_000, "link=x"])
    def test_the_form_opens_whatever_it_is_asked(self, laptop: Laptop, query: str) -> None:
        assert asked(laptop, "GET", f"/report?{query}")[0] == 200

    def test_nobody_switches_to_another_protocol(self, laptop: Laptop) -> None:
        switch = {"Connection": "Upgrade", "Sec_WebSocket_Key": "x", "Sec_WebSocket_Version": "13"}

        assert asked(laptop, "GET", "/v1/queues", b"", Upgrade="websocket", **switch)[0] == 401
        assert asked(laptop, "GET", "/report", b"", Upgrade="websocket", **switch)[0] == 200


class TestTokens:
    def test_a_staff_token_that_is_not_the_issuers_is_worth_nothing(self, laptop: Laptop) -> None:
        key = SigningKey(laptop.state.signing_key)
        genuine = laptop.token("moderator")
        claims: dict[str, Any] = jwt.decode(genuine, options={"verify_signature": False})
        head, payload, mac = genuine.split(".")

        def packed(value: object) -> str:
            return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

        forged = [
            "a.b.c",
            packed({"alg": "none", "kid": key.kid}) + f".{payload}.",
            f"{head}.{packed({**claims, 'cognito:groups': ['admin']})}.{mac}",
            jwt.encode(claims, key.public["n"], algorithm="HS256", headers={"kid": key.kid}),
            jwt.encode(claims, key._key, algorithm="RS256", headers={"kid": "another"}),
            key.sign({**claims, "exp": int(time.time()) - 60}),
            key.sign({**claims, "nbf": int(time.time()) + 600}),
            key.sign({**claims, "iss": "https://elsewhere.example"}),
            key.sign({**claims, "client_id": "another"}),
            Issuer("https://elsewhere.example", key).token("admin", "eve"),
        ]

        for token in forged:
            answer = laptop.api.get("/v1/queues", headers={"Authorization": f"Bearer {token}"})
            assert answer.status_code == 401, token
        for groups in ([], ["platform"], [{"admin": 1}], None, {"admin": True}):
            token = key.sign({**claims, "cognito:groups": groups})
            assert laptop.api.get("/v1/queues", headers={"Authorization": f"Bearer {token}"}).status_code == 403
        for scope in ("openid redress/platforms", ["redress/platform"], "redress platform"):
            headers = {"Authorization": f"Bearer {key.sign({**claims, 'scope': scope})}"}
            assert laptop.api.put("/v1/reviews/x", json={}, headers=headers).status_code == 403

    def test_a_report_link_that_is_not_the_platforms(self, laptop: Laptop) -> None:
        genuine = laptop.link_token("R3", "mara")
        head, payload, mac = genuine.split(".")

        for token in (
            laptop.link_token("R3", "mara", seconds=-1),
            laptop.link_token("R4", "mara"),
            laptop.token("platform"),
            f"{head}.{payload}.{mac[::-1]}",
            "eyJhbGciOiJub25lIn0." + payload + ".",
            f"{genuine}.x",
        ):
            refused(post_report(laptop, "R3", link_token=token), 422, "/link_token")
        assert post_report(laptop, "R3", link_token=genuine, reporter=None).status_code == 202


class TestWords:
    def test_hostile_words_stay_words_wherever_they_are_shown(self, laptop: Laptop, ana: Moderator) -> None:
        review_id, address = name("words"), f"{name('words')}@example.org"
        author = f"{name('author')}@example.org"
        laptop.put_review(
            review_id, title=SCRIPT, text=SCRIPT, product_title=SCRIPT, url="javascript:alert(1)", author_email=author
        )
        said = report(laptop, review_id, explanation=SCRIPT, reporter={"email": address, "name": SCRIPT})
        ana.waits_for_me(f"r-{review_id}-1")
        answer = ana.decide(f"r-{review_id}-1", "remove", grounds=["relevance.off_topic"], explanation=SCRIPT)
        assert answer.status_code == 202
        before = laptop.api.get("/report", params={"review": review_id})
        decision = said.until("decided")["decision"]
        letters = [
            laptop.eventually(lambda to=to: laptop.sent_mails(to), why=f"a letter to {to}")[0]  # type: ignore[misc]
            for to in (address, author)
        ]

        pages = [
            before,
            laptop.api.get(said.receipt["status_url"], params={SCRIPT: SCRIPT}),
            laptop.api.get(f"/decision/{decision['token']}"),
            laptop.api.get("/report", params={"review": SCRIPT, "lang": SCRIPT, SCRIPT: SCRIPT}),
            laptop.api.post(
                "/report", data=dict.fromkeys(("review_url", "link", "explanation", "name", "lang"), SCRIPT)
            ),
            laptop.api.get("/outbox"),
            *(laptop.api.get(f"/outbox/{letter.name}") for letter in letters),
        ]

        for page in pages:
            assert page.status_code in {200, 422}
            assert "<script" not in page.text
            assert "<img" not in page.text
            assert "javascript:" not in page.text
            assert "default-src 'none'" in page.headers["content-security-policy"]
            assert page.headers["cache-control"] == "no-store"
            assert page.headers["referrer-policy"] == "no-referrer"
        for letter in letters:
            assert letter.message["Bcc"] is None
            assert len(letter.recipients) == 1
        assert address not in laptop.api.get(f"/outbox/{letters[1].name}").text
