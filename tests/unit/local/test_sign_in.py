"""Tokens shaped like Cognito's, by a code flow that only the desk on this machine can complete."""

import base64
import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from local.sign_in import Issuer, SigningKey, build_sign_in
from tests.unit.local.browser import Browser

URL = "http://127.0.0.1:8600/sign-in"
DESK = "http://127.0.0.1:8600/desk"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ASKED = {
    "client_id": "redress-desk",
    "response_type": "code",
    "redirect_uri": DESK,
    "state": "s1",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    return SigningKey(tmp_path_factory.mktemp("key") / "sign-in.pem")


@pytest.fixture
def issuer(key: SigningKey) -> Issuer:
    return Issuer(URL, key)


@pytest.fixture
def browser(issuer: Issuer) -> Browser:
    return Browser(build_sign_in(issuer))


def claims(token: str, issuer: Issuer) -> dict[str, Any]:
    read: dict[str, Any] = jwt.decode(token, jwt.PyJWK(issuer.key.public), algorithms=["RS256"], issuer=URL)
    return read


class TestTokens:
    def test_staff_have_groups_and_a_name(self, issuer: Issuer) -> None:
        read = claims(issuer.token("legal", "ana"), issuer)

        assert read["cognito:groups"] == ["legal"]
        assert read["username"] == "ana"
        assert read["client_id"] == "redress-desk"
        assert read["token_use"] == "access"

    def test_the_platform_has_a_scope_and_no_groups(self, issuer: Issuer) -> None:
        read = claims(issuer.token("platform", "shop"), issuer)

        assert read["scope"] == "redress/platform"
        assert "cognito:groups" not in read

    def test_the_same_name_is_the_same_person(self, issuer: Issuer) -> None:
        first, second = (claims(issuer.token("legal", "ana"), issuer) for _ in range(2))

        assert first["sub"] == second["sub"]
        assert first["jti"] != second["jti"]

    def test_the_key_is_kept_and_only_ours_to_read(self, tmp_path: Path) -> None:
        path = tmp_path / "sign-in.pem"

        assert SigningKey(path).kid == SigningKey(path).kid
        assert path.stat().st_mode & 0o077 == 0

    def test_discovery_leads_to_the_key(self, browser: Browser, issuer: Issuer) -> None:
        found = browser.get("/.well-known/openid-configuration").json()

        assert found["issuer"] == URL
        assert found["jwks_uri"] == f"{URL}/jwks.json"
        assert browser.get("/jwks.json").json()["keys"][0]["kid"] == issuer.key.kid


class TestCodeFlow:
    def code(self, browser: Browser, **changes: str) -> str:
        form = {**ASKED, "name": "ana", "role": "moderator", **changes}
        back = urlsplit(browser.post("/authorize", data=form).headers["location"])
        assert parse_qs(back.query)["state"] == ["s1"]
        return parse_qs(back.query)["code"][0]

    def exchange(self, browser: Browser, code: str, **changes: str) -> dict[str, Any]:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": DESK, "code_verifier": VERIFIER}
        answer: dict[str, Any] = browser.post("/token", data={**form, **changes}).json()
        return answer

    def test_a_person_chooses_a_name_and_a_role_and_gets_a_token(self, browser: Browser, issuer: Issuer) -> None:
        page = browser.get("/authorize", params=ASKED)
        token = self.exchange(browser, self.code(browser))["access_token"]

        assert "<script" not in page.text
        assert claims(token, issuer)["cognito:groups"] == ["moderator"]

    def test_a_code_is_good_once(self, browser: Browser) -> None:
        code = self.code(browser)

        assert "access_token" in self.exchange(browser, code)
        assert self.exchange(browser, code) == {"error": "invalid_grant"}

    def test_a_code_is_nothing_without_its_verifier(self, browser: Browser) -> None:
        assert self.exchange(browser, self.code(browser), code_verifier="w" * 43) == {"error": "invalid_grant"}

    def test_a_code_is_nothing_for_another_address(self, browser: Browser) -> None:
        answer = self.exchange(browser, self.code(browser), redirect_uri="http://127.0.0.1:9/desk")

        assert answer == {"error": "invalid_grant"}

    @pytest.mark.parametrize("target", ["https://evil.example/desk", "http://127.0.0.1.evil.example/", "javascript:x"])
    def test_a_code_never_leaves_this_machine(self, browser: Browser, target: str) -> None:
        form = {**ASKED, "redirect_uri": target, "name": "ana", "role": "moderator"}

        assert browser.get("/authorize", params={**ASKED, "redirect_uri": target}).status_code == 400
        assert browser.post("/authorize", data=form).status_code == 400

    def test_nobody_becomes_the_platform_by_the_page(self, browser: Browser) -> None:
        form = {**ASKED, "name": "ana", "role": "platform"}

        assert browser.post("/authorize", data=form).status_code == 400

    def test_what_a_caller_puts_in_the_link_is_text_on_the_page(self, browser: Browser) -> None:
        page = browser.get("/authorize", params={**ASKED, "state": '"><img src=x>'})

        assert "<img" not in page.text
