"""The sign-in of a laptop: a small OpenID Connect issuer on loopback, with tokens shaped like Cognito's.

Nobody is asked for a password: whoever can reach loopback may be anybody here, and the page says so.
"""

import base64
import hashlib
import secrets
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from local.sign_in_page import STYLES, choice, refusal
from local.state import write_whole

STAFF = ("moderator", "legal", "admin")
ROLES = (*STAFF, "platform")
DESK_CLIENT = "redress-desk"
PLATFORM_CLIENT = "redress-platform"
PLATFORM_SCOPE = "redress/platform"
TOKEN_SECONDS = 12 * 3600
CODE_SECONDS = 120


class SigningKey:
    """An RSA key that is kept, so that tokens outlive a restart."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            fresh = rsa.generate_private_key(public_exponent=65537, key_size=2048)
            write_whole(
                path,
                fresh.private_bytes(
                    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
                ),
            )
            path.chmod(0o600)
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError(f"{path} holds no RSA key")
        self._key = key
        self.public: dict[str, Any] = {**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "alg": "RS256"}
        self.kid = hashlib.sha256(self.public["n"].encode()).hexdigest()[:16]
        self.public |= {"kid": self.kid, "use": "sig"}

    def sign(self, claims: dict[str, Any]) -> str:
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": self.kid})


@dataclass(frozen=True)
class Issuer:
    url: str
    key: SigningKey

    def token(self, role: str, name: str, seconds: int = TOKEN_SECONDS) -> str:
        """As Cognito makes them: the audience stands in `client_id`; staff have groups, the platform has a scope."""
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.url,
            "sub": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.url}/{name}")),
            "token_use": "access",
            "auth_time": now,
            "iat": now,
            "exp": now + seconds,
            "jti": str(uuid.uuid4()),
        }
        if role == "platform":
            return self.key.sign({**claims, "client_id": PLATFORM_CLIENT, "scope": PLATFORM_SCOPE})
        staff = {"client_id": DESK_CLIENT, "scope": "openid profile", "username": name, "cognito:groups": [role]}
        return self.key.sign({**claims, **staff})


def build_sign_in(issuer: Issuer) -> Starlette:
    codes: dict[str, _Granted] = {}

    async def discovery(_: Request) -> Response:
        return JSONResponse(
            {
                "issuer": issuer.url,
                "authorization_endpoint": f"{issuer.url}/authorize",
                "token_endpoint": f"{issuer.url}/token",
                "jwks_uri": f"{issuer.url}/jwks.json",
                "response_types_supported": ["code"],
                "grant_types_supported": ["authorization_code"],
                "code_challenge_methods_supported": ["S256"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["none"],
            }
        )

    async def jwks(_: Request) -> Response:
        return JSONResponse({"keys": [issuer.key.public]})

    async def authorize(request: Request) -> Response:
        asked = request.query_params
        if asked.get("client_id") != DESK_CLIENT or not _on_loopback(asked.get("redirect_uri", "")):
            return _refusal("This is not a sign-in that Redress's desk has asked for.")
        if asked.get("response_type") != "code" or asked.get("code_challenge_method") != "S256":
            return _back(asked["redirect_uri"], error="invalid_request", state=asked.get("state"))
        return HTMLResponse(choice(dict(asked), STAFF), headers=_HEADERS)

    async def grant(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode(errors="replace")))
        name, role, target = form.get("name", "").strip(), form.get("role", ""), form.get("redirect_uri", "")
        if not name or role not in STAFF or not _on_loopback(target):
            return _refusal("A name and a role are needed.")
        code = secrets.token_urlsafe(32)
        codes[code] = _Granted(name, role, target, form.get("code_challenge", ""), time.monotonic() + CODE_SECONDS)
        return _back(target, code=code, state=form.get("state"))

    async def token(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode(errors="replace")))
        granted = codes.pop(form.get("code", ""), None)
        if form.get("grant_type") != "authorization_code" or granted is None or not granted.allows(form):
            return JSONResponse({"error": "invalid_grant"}, status_code=400, headers=_CROSS)
        access = issuer.token(granted.role, granted.name)
        return JSONResponse(
            {"access_token": access, "token_type": "Bearer", "expires_in": TOKEN_SECONDS}, headers=_CROSS
        )

    return Starlette(
        routes=[
            Route("/.well-known/openid-configuration", discovery),
            Route("/jwks.json", jwks),
            Route("/authorize", authorize),
            *(Route(f"/{name}", style) for name in STYLES),
            Route("/authorize", grant, methods=["POST"]),
            Route("/token", token, methods=["POST"]),
        ]
    )


@dataclass(frozen=True)
class _Granted:
    name: str
    role: str
    redirect_uri: str
    challenge: str
    until: float

    def allows(self, form: dict[str, str]) -> bool:
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return (
            secrets.compare_digest(proof, self.challenge)
            and form.get("redirect_uri") == self.redirect_uri
            and time.monotonic() < self.until
        )


_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self' http://127.0.0.1:* "
    "http://localhost:*; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_CROSS = {"Cache-Control": "no-store"}


def _on_loopback(url: str) -> bool:
    try:
        target = urlsplit(url)
    except ValueError:
        return False
    return target.scheme == "http" and target.hostname in ("127.0.0.1", "localhost", "::1")


def _back(target: str, **answer: str | None) -> Response:
    given = {name: value for name, value in answer.items() if value is not None}
    joint = "&" if "?" in target else "?"
    return RedirectResponse(f"{target}{joint}{urlencode(given)}", status_code=303, headers=_HEADERS)


def _refusal(text: str) -> Response:
    return HTMLResponse(refusal(text), status_code=400, headers=_HEADERS)


async def style(request: Request) -> Response:
    name = request.url.path.rpartition("/")[2]
    return Response(STYLES[name].read_bytes(), media_type="text/css", headers=_HEADERS)
