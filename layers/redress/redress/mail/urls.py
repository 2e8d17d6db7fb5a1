"""The platform's review URLs: which review a link names, and which links a text holds in whatever disguise.

Light to import: the API intake asks the same question of a single URL. A host counts only when it is exactly one of the
platform's (or that with `www.` or `m.` before it): `shop.example.evil.test` and a look-alike in another script do not.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

PLACE = "{review_id}"
REVIEW_ID = re.compile(r"[A-Za-z0-9._~-]{1,128}")
MOST_URLS = 200
ENOUGH_URLS = MOST_URLS + 1
"""One more than are taken tells that there were too many."""

LONGEST_TEXT = 1_000_000
LONGEST_URL = 2_000
DEFAULT_PORTS = {"http": 80, "https": 443}

# What people and filters do to a link so that nobody can click it, and what undoes it.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_DEFANGED = (
    (re.compile(r"\bh(?:xx|XX|\*\*|\+\+)p(s?)\b", re.IGNORECASE), r"http\1"),
    (re.compile(r"[\[({](?:\.|dot|punkt)[\])}]", re.IGNORECASE), "."),
    (re.compile(r"[\[({]\s?:\s?[\])}]"), ":"),
    (re.compile(r"[\[({]://[\])}]"), "://"),
    (re.compile(r"[\[({]/[\])}]"), "/"),
)
_MAY_BE_DEFANGED = re.compile(r"[\[({]\s?(?:[.:/]|dot|punkt)|h(?:xx|\*\*|\+\+)p", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"<(?:URL:)?\s?(https?://[^<>]{1,2000})>", re.IGNORECASE)
_SOFT_BREAK = re.compile(r"=\r?\n(?=\S)")
_QP_REMAINS = re.compile(r"=(2D|2E|2F|3A|3D|3F|5F|7E)")
_LEADING_ID = re.compile(r"[A-Za-z0-9._~-]*")


class _Pattern(NamedTuple):
    """One of the platform's patterns, taken apart. `key` is the query field that holds the id, if any does."""

    hosts: frozenset[str]
    port: int | None
    before: str
    after: str
    key: str


class ReviewUrls:
    """What the platform's review URLs look like: `https://shop.example/reviews/{review_id}`, one or several."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._written = tuple(pattern.strip() for pattern in patterns if pattern.strip())
        self._patterns = tuple(_taken_apart(pattern) for pattern in self._written)
        hosts = sorted({host for pattern in self._patterns for host in pattern.hosts}, key=len, reverse=True)
        known = "|".join(re.escape(name) for host in hosts for name in _spellings(host)) or "(?!)"
        start = rf"(?:https?://|(?<![A-Za-z0-9@._/-]))(?:{known})(?::\d{{1,5}})?/"
        self._candidate = re.compile(start + r"(?:(?!https?://)[^\s<>\"'`|])*", re.IGNORECASE)

    def review_id_of(self, url: str) -> str | None:
        """The review that this one URL names; None when it is not the platform's."""
        url = url.strip()
        if len(url) > LONGEST_URL or not url.isprintable() or " " in url:
            return None
        return self._named(url, loose=False)

    def find(self, text: str) -> list[str]:
        """The reviews that a text links to, each once, in the order of the text; at most `ENOUGH_URLS`."""
        found: dict[str, None] = {}
        for form in _forms(text[:LONGEST_TEXT]):
            for candidate in self._candidate.finditer(form):
                url = candidate.group()[:LONGEST_URL]
                review_id = self._named(url if "://" in url[:8] else "https://" + url, loose=True)
                if review_id:
                    found[review_id] = None
                if len(found) >= ENOUGH_URLS:
                    return list(found)
        return list(found)

    def url_of(self, review_id: str) -> str:
        """Where people see this review, by the first pattern."""
        return self._written[0].replace(PLACE, review_id) if self._written else ""

    def _named(self, url: str, *, loose: bool) -> str | None:
        try:
            parts = urlsplit(url)
            host, port = _ascii_host(parts.hostname or ""), parts.port
        except ValueError:
            return None
        if parts.scheme not in DEFAULT_PORTS or "@" in parts.netloc or "\\" in url:
            return None
        for pattern in self._patterns:
            if host in pattern.hosts and _port_agrees(port, pattern.port):
                review_id = (
                    _id_in_query(parts, pattern) if pattern.key else _id_in_path(parts.path, pattern, loose=loose)
                )
                if review_id:
                    return review_id
        return None


def _taken_apart(pattern: str) -> _Pattern:
    parts = urlsplit(pattern)
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or pattern.count(PLACE) != 1:
        raise ValueError(f"A review URL pattern is http(s)://host/…{PLACE}…, not {pattern!r}.")
    host = _ascii_host(parts.hostname)
    bare = host.removeprefix("www.").removeprefix("m.")
    hosts = frozenset({host, bare, f"www.{bare}", f"m.{bare}"}) if _is_a_name(host) else frozenset({host})
    key = next((name for name, value in parse_qsl(parts.query) if value == PLACE), "")
    if PLACE not in parts.path and not key:
        raise ValueError(f"{PLACE} stands in the path or alone as a query field's value, not as in {pattern!r}.")
    before, _, after = parts.path.partition(PLACE)
    return _Pattern(hosts, parts.port, before, after, key)


def _is_a_name(host: str) -> bool:
    return "." in host and not host.rpartition(".")[2].isdigit()


def _ascii_host(host: str) -> str:
    """As it goes over the wire: lower case, punycode. ValueError for what is no host."""
    host = host.rstrip(".").lower()
    if len(host) > 253:
        raise ValueError("too long for a host")
    return host if host.isascii() else host.encode("idna").decode()


def _spellings(host: str) -> set[str]:
    """A host as text may hold it: in punycode or in its own script."""
    if "xn--" not in host:
        return {host}
    return {host, host.encode().decode("idna")}


def _port_agrees(port: int | None, wanted: int | None) -> bool:
    return port == wanted or (wanted is None and port in DEFAULT_PORTS.values())


def _id_in_query(parts: SplitResult, pattern: _Pattern) -> str | None:
    if parts.path.rstrip("/") != pattern.before.rstrip("/"):
        return None
    fields = parse_qsl(parts.query[:LONGEST_URL])
    return next((_checked(value.rstrip(".,;:!?)")) for name, value in fields if name == pattern.key), None)


def _id_in_path(path: str, pattern: _Pattern, *, loose: bool) -> str | None:
    """`loose` is for links in running text: what follows the id may be the sentence's, or a mail filter's wrapping."""
    if not path.startswith(pattern.before):
        return None
    segment, slash, beyond = path.removeprefix(pattern.before).partition("/")
    if loose:
        return _checked("".join(_LEADING_ID.findall(unquote(segment))[:1]).rstrip("."))
    if ".." in beyond or (pattern.after.strip("/") and not (slash + beyond).startswith(pattern.after)):
        return None
    return _checked(unquote(segment))


def _checked(review_id: str) -> str | None:
    return review_id if REVIEW_ID.fullmatch(review_id) and review_id.strip(".") else None


def _forms(text: str) -> Iterable[str]:
    """The text with disguises undone; once more with percent codes undone, for links that a mail filter has wrapped."""
    text = text if text.isascii() else _UNSEEN.sub("", text)
    text = _IN_BRACKETS.sub(lambda found: "<" + "".join(found.group(1).split()) + "> ", text)
    if "=3D" in text or _SOFT_BREAK.search(text):
        text = _QP_REMAINS.sub(lambda found: chr(int(found.group(1), 16)), _SOFT_BREAK.sub("", text))
    if _MAY_BE_DEFANGED.search(text):
        for disguise, plain in _DEFANGED:
            text = disguise.sub(plain, text)
    yield text
    if "%2f" in text or "%2F" in text:
        yield unquote(text, errors="replace")
