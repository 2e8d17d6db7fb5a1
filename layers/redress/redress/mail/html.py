"""HTML to the text that a person would see, with the links kept; what is hidden is kept apart and never the claim.

Nothing is fetched and nothing is run. Over the caps a plain stripping of tags does it: the tree of a million nested
tags would take minutes.
"""

import html
import re
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

LONGEST_HTML = 1_000_000
MOST_TAGS = 40_000
DEEPEST = 2_000
MOST_LINKS = 1_000

_BLOCKS = (
    "address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main nav ol pre section table tbody tfoot thead tr ul"
)
_AROUND = dict.fromkeys(_BLOCKS.split(), ("\n", "\n")) | {
    "p": ("\n\n", "\n\n"),
    "br": ("\n", ""),
    "td": ("", "\t"),
    "th": ("", "\t"),
}
_SKIPPED = frozenset(
    (
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "object",
        "embed",
        "iframe",
        "svg",
        "math",
        "textarea",
        "select",
    )
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|mso-hide\s*:\s*all"
    r"|opacity\s*:\s*0(?![.\d]*[1-9])|max-height\s*:\s*0(?![.\d]*[1-9])",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[A-Za-z!?][^<>]{0,5000}>?")
_CUT = re.compile(r"<(?:(script|style|head)\b|!--)", re.IGNORECASE)
_ENDS = {name: re.compile(rf"</{name}[^<>]{{0,100}}>?", re.IGNORECASE) for name in ("script", "style", "head")}
_END_OF_COMMENT = re.compile("-->")
_OPENS = re.compile(r"<([A-Za-z][A-Za-z0-9]*)")
_HREF = re.compile(r"href\s*=\s*[\"']?(https?://[^\s\"'<>]{1,2000})", re.IGNORECASE)
_NEVER_NESTS = frozenset(
    {"br", "img", "hr", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"}
    | {"p", "li", "td", "tr", "th", "dd", "dt", "option"}
)


class Shown(NamedTuple):
    """`quoted` is what the mail program itself marked as the message answered to."""

    text: str
    hidden: str
    links: tuple[str, ...]
    capped: bool


def seen(source: str) -> Shown:
    capped = len(source) > LONGEST_HTML
    source = source[:LONGEST_HTML].replace("\0", "")
    if capped or _too_wild(source):
        return _stripped(source)
    body = LexborHTMLParser(source).root
    reader = _Reader()
    if body is not None:
        reader.read(body)
    return Shown(_tidy(reader.shown), _tidy(reader.hidden), tuple(dict.fromkeys(reader.links)), capped=False)


class _Reader:
    """Walks the tree with a stack of its own: depth costs no recursion."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.hidden: list[str] = []
        self.links: list[str] = []

    def read(self, root: LexborNode) -> None:
        stack: list[tuple[LexborNode | str, bool, int]] = [(root, False, 0)]
        while stack:
            node, hidden, quotes = stack.pop()
            out = self.hidden if hidden else self.shown
            if isinstance(node, str):
                out.append(node)
            elif node.tag == "-text":
                text = node.text_content or ""
                out.append(text if quotes < 0 else re.sub(r"\s+", " ", text))
            elif node.tag not in _SKIPPED and not (node.tag or "-").startswith("-"):
                self._enter(node, stack, hidden=hidden, quotes=quotes)

    def _enter(
        self, node: LexborNode, stack: list[tuple[LexborNode | str, bool, int]], *, hidden: bool, quotes: int
    ) -> None:
        tag, attributes = node.tag or "", node.attributes
        hidden = hidden or "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))
        out = self.hidden if hidden else self.shown
        before, after = _AROUND.get(tag, ("", ""))
        out.append(before)
        stack.append((after, hidden, quotes))
        href = (attributes.get("href") or "").strip() if tag in {"a", "area"} else ""
        if href[:8].lower().startswith(("http://", "https://")) and len(self.links) < MOST_LINKS:
            self.links.append(href[:2000])
        if tag == "pre":
            quotes = -1
        children = []
        child = node.child
        while child is not None:
            children.append((child, hidden, quotes))
            child = child.next
        stack.extend(reversed(children))


def _tidy(pieces: list[str]) -> str:
    lines = (" ".join(line.replace("\xa0", " ").split(" ")).strip(" \t") for line in "".join(pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(re.sub(r"[ \t]{2,}", " ", line) for line in lines)).strip()


def _too_wild(source: str) -> bool:
    """Deeper or fuller than any mail program writes: the tree builder's time grows with the square of the depth."""
    depth = deepest = count = 0
    at = source.find("<")
    while at >= 0:
        after = source[at + 1 : at + 2]
        if after == "/":
            depth = max(0, depth - 1)
        elif after.isalpha():
            count += 1
            found = _OPENS.match(source, at)
            if found and found.group(1).lower() not in _NEVER_NESTS:
                depth += 1
                deepest = max(deepest, depth)
        at = source.find("<", at + 1)
    return count > MOST_TAGS or deepest > DEEPEST or source.count("=") > 4 * MOST_TAGS


def _stripped(source: str) -> Shown:
    plain = html.unescape(_TAG.sub(" ", _cut(source)))
    links = tuple(dict.fromkeys(html.unescape(link) for link in _HREF.findall(source)))[:MOST_LINKS]
    return Shown(_tidy([plain]), "", links, capped=True)


def _cut(source: str) -> str:
    """Without scripts, styles and comments. An end that is missing is looked for once, however often it begins."""
    kept: list[str] = []
    endless: set[str] = set()
    at = 0
    for found in _CUT.finditer(source):
        name = (found.group(1) or "").lower()
        if found.start() < at or name in endless:
            continue
        end = _ENDS.get(name, _END_OF_COMMENT).search(source, found.end())
        if end is None:
            endless.add(name)
            continue
        kept += [source[at : found.start()], " "]
        at = end.end()
    return "".join([*kept, source[at:]])
