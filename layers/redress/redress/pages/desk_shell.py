"""The staff's desk as it is handed out: a shell, its parts under the name of their content, and where to sign in.

Everything else the desk knows it asks of the staff API. No part of it is secret, and none runs that is not ours.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from aws_lambda_powertools.event_handler import Response

from redress.errors import NotFound
from redress.pages.site import ALWAYS, FOR_EVER, HTML, filled
from redress.web import answer

HOME = Path(__file__).with_name("assets")
FOLDERS = ("desk", "vendor")
KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
STYLE = "desk/desk.css"
_LIGHT = re.compile(r"^:root \{(.*?)^\}", re.MULTILINE | re.DOTALL)
_DARK = re.compile(r"prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", re.DOTALL)
_IMPORTED = re.compile(r"""\bfrom\s*["'](\.\.?/[\w./-]+)["']""")


class SignIn(NamedTuple):
    """Whom the staff prove to who they are, and where the platform's photos may come from."""

    issuer: str
    client_id: str
    token_origin: str
    review_urls: tuple[str, ...]

    @property
    def origins(self) -> tuple[str, ...]:
        """All that the desk speaks to beside us."""
        return tuple(dict.fromkeys(origin for origin in (_origin(self.issuer), self.token_origin) if origin))

    @property
    def photo_origins(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, map(_origin, self.review_urls))))


class Assets(NamedTuple):
    """Every file of the desk by its path, read once in a process, under one version made of their content."""

    version: str
    files: Mapping[str, str]

    def at(self, path: str) -> str:
        return f"/assets/{self.version}/{path}"

    @property
    def modules(self) -> list[str]:
        """What `main.js` imports, and what that imports: a browser told of all at once asks for all at once."""
        found: dict[str, None] = {}
        waiting = ["desk/main.js"]
        while waiting:
            path = waiting.pop()
            if path in self.files and path not in found:
                found[path] = None
                folder = path.partition("/")[0]
                waiting += [_beside(folder, name) for name in _IMPORTED.findall(self.files[path])]
        return [self.at(path) for path in found]


def desk_page(sign_in: SignIn) -> Response[str]:
    assets = desk_assets()
    content = filled(
        "desk.html",
        style=assets.at(STYLE),
        modules=assets.modules,
        main=assets.at("desk/main.js"),
        mark=assets.at("desk/mark.svg"),
    )
    headers = {**ALWAYS, "Cache-Control": "no-cache", "Content-Security-Policy": content_policy(sign_in)}
    return Response(HTTPStatus.OK, HTML, content, headers=headers)


def desk_config(sign_in: SignIn) -> Response[str]:
    return answer(
        {"issuer": sign_in.issuer, "client_id": sign_in.client_id, "photo_origins": list(sign_in.photo_origins)},
        X_Content_Type_Options="nosniff",
    )


def desk_asset(version: str, folder: str, name: str) -> Response[str]:
    """A file of the desk, for ever: another content has another version. An old version is gone with its deploy."""
    assets, kind = desk_assets(), KINDS.get(Path(name).suffix)
    content = assets.files.get(f"{folder}/{name}")
    if version != assets.version or content is None or kind is None:
        raise NotFound("There is no such asset.")
    return Response(HTTPStatus.OK, kind, content, headers=dict(FOR_EVER))


def content_policy(sign_in: SignIn) -> str:
    """Scripts and styles are ours alone and in files; text never becomes markup; nobody else is spoken to."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            " ".join(("img-src 'self'", *sign_in.photo_origins)),
            " ".join(("connect-src 'self'", *sign_in.origins)),
            "form-action 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


@cache
def desk_assets(home: Path = HOME) -> Assets:
    """`vendor` is put there by `make setup`. The sheets are one, the shared colours first: painting waits for them."""
    found = {
        f"{folder}/{path.name}": path.read_text(encoding="utf-8")
        for folder in FOLDERS
        for path in sorted((home / folder).glob("*"))
        if path.suffix in KINDS
    }
    tokens = (home / "tokens.css").read_text(encoding="utf-8")
    ours = {name: content for name, content in found.items() if name.startswith("desk/") and name.endswith(".css")}
    files = {name: content for name, content in found.items() if name not in ours}
    files[STYLE] = "\n".join((tokens, _themes(tokens), *ours.values()))
    seen = hashlib.sha256()
    for name, content in files.items():
        seen.update(f"{name}\0{len(content)}\0{content}".encode())
    return Assets(seen.hexdigest()[:12], files)


def _themes(tokens: str) -> str:
    """The same colours once more, for who wants the desk light or dark whatever the system says."""
    light, dark = _LIGHT.search(tokens), _DARK.search(tokens)
    if light is None or dark is None:
        return ""
    return "\n".join(
        f':root[data-theme="{name}"] {{{found[1]}\n  color-scheme: {name};\n}}'
        for name, found in (("light", light), ("dark", dark))
    )


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    fit = parts.scheme in {"http", "https"} and re.fullmatch(r"[\w.\-:\[\]]+", parts.netloc)
    return f"{parts.scheme}://{parts.netloc}" if fit else ""


def _beside(folder: str, name: str) -> str:
    return f"{folder}/{name[2:]}" if name.startswith("./") else name[3:]
