"""Finds links that lead away from the platform, however they are written. Links to its own products are welcome."""

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from urllib.parse import SplitResult, urlsplit

from redress.detect.context import Context, Hint, findings_from
from redress.detect.folding import Folded
from redress.detect.suffixes import is_domain
from redress.model import Finding, Review

NAME = "external_links"
VERSION = "2"
GUIDELINE = "promotion.external_link"

_DEFANGED_DOT = r"(?:\u3002| ?[\[({] ?(?:\.|dot|punkt|punto) ?[\])}] ?| dot )"
_DOT = rf"(?:\.|{_DEFANGED_DOT})"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = rf"{_LABEL}(?:{_DOT}{_LABEL}){{1,5}}"
_ANY_HOST = rf"[^\W_][\w-]{{0,62}}(?:{_DOT}[^\W_][\w-]{{0,62}}){{1,5}}"
_REST = r"(?P<rest>(?::\d{1,5})?(?:[/?#][^\s<>\"']{0,400})?)"
_SCHEME = re.compile(
    rf"(?<![a-z0-9])(?P<scheme>h(?:tt|xx|\*\*|__)ps?|ftp) ?(?::|\[:\]) ?(?://|\\\\|/)"
    rf"(?P<user>[^\s/@]{{1,64}}@)?(?P<host>{_ANY_HOST}|\d{{1,3}}(?:{_DOT}\d{{1,3}}){{3}}|\d{{8,10}}){_REST}",
)
_BARE = re.compile(rf"(?<![a-z0-9@._/-])(?P<host>{_HOST})(?![a-z0-9@-]|\.[a-z0-9]){_REST}")
_DEFANGED = re.compile(_DEFANGED_DOT)
_LEADS_THERE = re.compile(
    r"\b(?:visit|go to|goto|check(?: it)? out|see|look (?:at|up)|click|link|order(?: it)? (?:at|from|on)"
    r"|buy(?: it| one)? (?:at|from|on)|find (?:us|it|them|me) (?:at|on)|shop at|website|site"
    r"|page|web|url|besuch\w{0,4}|schau\w{0,3}|unter|bei|auf"
    r"|visita\w{0,3}|entra en|compra\w{0,2} en|en|allez sur|visitez|sur)\b[ a-z:,'\"(-]{0,16}$",
)
_REACH = 40
_SHORTENED = frozenset({"t.me", "wa.me", "m.me", "youtu.be", "is.gd", "goo.gl", "discord.gg", "amzn.to", "ow.ly"})
_SPELLED_ENDINGS = frozenset({"com", "net", "org", "example", "shop", "store", "de", "fr", "es", "jp", "uk", "io"})
_BEFORE_DOT_COM = frozenset("the an old big early this that every another failed first".split())  # "the dot com years"
# Endings that are also everyday words or file names: "so it broke.no refund", "see manual.md".
_WORDS = frozenset(
    """
    it no so is at to me in be us my am as do de es et la se he an or if by on of we la un si tu pm sh py
    rs md zip mov app cat dog fun free best love life cool work works good now how here name news new red
    blue pink bike car cars fish food kitchen house home baby kids toys shoes watch phone camera bar beer
    coffee pizza vet fit gold diamonds tools tips top vision today sucks ad one uno ing yes game games
    green guide help hot land ltd show skin space style sale surf team tires toy trade vip voyage wtf zone
    moi eat day dad boo box buy call care cash city club deal date design energy events exchange express
    fail family fans farm fashion film final finance fishing flowers foundation garden gift gifts
    """.split(),
)


def detect(_review: Review, context: Context) -> Iterable[Finding]:
    hints = (hint for text in context.texts for hint in _hints(text, context))
    return findings_from(hints, detector=NAME, version=VERSION)


def _hints(text: Folded, context: Context) -> Iterator[Hint]:
    covered: list[tuple[int, int]] = []
    for match in _SCHEME.finditer(text.text):
        covered.append(match.span())
        yield from _judged(text, match, context, score=0.97)
    if not any(sign in text.text for sign in (".", "\u3002", "dot", "punkt", "punto")):
        return
    for match in _BARE.finditer(text.text):
        if any(start < match.end() and match.start() < end for start, end in covered):
            continue
        score = _score_bare(text, match)
        if score:
            yield from _judged(text, match, context, score=score)


def _score_bare(text: Folded, match: re.Match[str]) -> float:
    """A name with dots in it may be a link, a brand or two sentences without a space between them."""
    host = _DEFANGED.sub(".", match["host"])
    if not is_domain(host):
        return 0.0
    ending = host.rpartition(".")[2]
    leads = _LEADS_THERE.search(text.text[max(0, match.start() - _REACH) : match.start()]) is not None
    path = len(match["rest"].rstrip(".,;:!?)")) > 1
    if host.startswith("www.") or (path and host in _SHORTENED):
        score = 0.97
    elif _DEFANGED.search(match["host"]):
        score = _score_spelled(text.as_written(*match.span("host")), ending, leads=leads or path)
    elif _starts_a_sentence(text, match, ending) or ending in _WORDS:
        score = 0.65 if leads and path else 0.0
    elif path:
        score = 0.96
    else:
        score = 0.8 if leads else 0.5
    return score


def _score_spelled(host: str, ending: str, *, leads: bool) -> float:
    """`shop[.]example` is done on purpose; "Echo Dot smart speaker" is not."""
    if ending in _WORDS:
        return 0.0
    if " dot " not in host:
        return 0.0 if re.search(r" Dot\b", host) else 0.97
    if host.partition(" ")[0].lower() in _BEFORE_DOT_COM:
        return 0.0
    return 0.9 if leads else 0.62 if ending in _SPELLED_ENDINGS else 0.0


def _starts_a_sentence(text: Folded, match: re.Match[str], ending: str) -> bool:
    written = text.as_written(*match.span("host"))
    tail = written[-len(ending) :]
    return tail[:1].isupper() and not written.isupper()


def _judged(text: Folded, match: re.Match[str], context: Context, *, score: float) -> Iterator[Hint]:
    address = _DEFANGED.sub(".", match["host"]) + match["rest"]
    host = _DEFANGED.sub(".", match["host"]).removeprefix("www.")
    where = _split("https://" + address)
    span = text.span(match.start(), match.start() + len(match.group().rstrip(".,;:!?)\"'")))
    if where and not _user(match) and _is_platform(host, context):
        if any(_fits(where.path, pattern) for pattern in context.product_paths):
            return
        yield Hint(GUIDELINE, 0.65, "a link to a page of the platform that is no product", text.field, span)
        return
    yield Hint(
        GUIDELINE,
        score,
        _says(host, defanged=_DEFANGED.search(match.group()) is not None, score=score),
        text.field,
        span,
    )


def _user(match: re.Match[str]) -> bool:
    """`https://shop.example@elsewhere.example` leads elsewhere."""
    return bool(match.groupdict().get("user"))


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url.replace("\\", "/"))  # as a browser reads it
    except ValueError:
        return None


def _is_platform(host: str, context: Context) -> bool:
    return any(host == known.removeprefix("www.") for known in context.platform_hosts)


def _fits(path: str, pattern: str) -> bool:
    """`*` stands for one part of a path, with anything a shop hangs behind it."""
    parts, wanted = path.strip("/").split("/"), pattern.strip("/").split("/")
    return len(parts) >= len(wanted) and all(fnmatchcase(part, want) for part, want in zip(parts, wanted, strict=False))


def _says(host: str, *, defanged: bool, score: float) -> str:
    if "xn--" in host:
        return f"a link to {host}, which is shown to readers as {_as_shown(host)}"
    if score < 0.6:
        return "the name of a website, without asking anybody to go there"
    return "a link to another website, written to slip past a machine" if defanged else "a link to another website"


def _as_shown(host: str) -> str:
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return "something unreadable"
