"""What learnt weights look at: words, pairs of words and pieces of words, each hashed to a place in a table.

The same code runs when weights are learnt and when they are used, so that the two can't drift apart. A word's features
depend on the word alone: what one word adds can be kept, and said to a moderator.
"""

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<skip>@[\w.]{1,40}|https?://\S{1,300}|www\.\S{1,200}|&#?\w{2,8};)"
    "|[\u3040-\u30ff\u3400-\u9fff]{1,40}|[^\\W_]{1,40}(?:'[^\\W_]{1,8})?|[!?$%#:;*]|[\u2600-\u27bf\U0001f300-\U0001faff]",
)
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_DIGIT = re.compile(r"\d")
_END = re.compile(r"[.!?;\u2026\u3002\uff01\uff1f]")
_STOPS = frozenset("!?;")
_LONGEST_WORD = 24
_NUMBER = "0"
_SHORT_NUMBER = re.compile("0{1,4}")


class Token(NamedTuple):
    word: str
    start: int
    end: int


@lru_cache(maxsize=8)
def tokens(text: str) -> tuple[Token, ...]:
    """Words of a folded text with their places. Names of accounts and links are passed over; digits are all alike."""
    return tuple(
        Token(match.group(), *match.span())
        for match in _TOKEN.finditer(_DIGIT.sub("0", text))
        if match.lastgroup != "skip"
    )


def plain(unit: Sequence[Token]) -> Sequence[Token]:
    """Short numbers as one and the same word: a serial number is not like a text of telephone numbers."""
    return [token._replace(word=_NUMBER) if _SHORT_NUMBER.fullmatch(token.word) else token for token in unit]


@lru_cache(maxsize=32_768)
def word_hashes(word: str) -> tuple[int, ...]:
    """Hashes of the word and its pieces: beginnings and ends are marked, so that "ass" is not a piece of "glass"."""
    if _WIDE.match(word):
        pieces = {word[at : at + size] for size in (1, 2, 3, 4) for at in range(len(word) - size + 1)}
    else:
        marked = f"<{word[:_LONGEST_WORD]}>"
        sizes = (2, 3, 4) if _HANGUL.match(word) else (3, 4, 5)
        pieces = {marked[at : at + size] for size in sizes for at in range(len(marked) - size + 1)} - {marked}
        pieces.add(f"={word}")
    return tuple(zlib.crc32(piece.encode("utf-8", "surrogatepass")) for piece in sorted(pieces))


def word_hash(word: str) -> int:
    """Of the word alone, without its pieces."""
    return zlib.crc32(f"={word}".encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=32_768)
def pair_hash(first: str, second: str) -> int:
    return zlib.crc32(f"{first} {second}".encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=32)
def passages(text: str, reach: int) -> tuple[tuple[Token, ...], ...]:
    """What is judged by itself: whole sentences, as many as `reach` words hold. An insult must not drown in praise."""
    found: list[list[Token]] = []
    for sentence in _sentences(text):
        if found and len(found[-1]) + len(sentence) <= reach:
            found[-1] += sentence
            continue
        found += [list(sentence[start : start + reach]) for start in range(0, len(sentence), reach)]
    return tuple(tuple(passage) for passage in found)


@lru_cache(maxsize=8)
def _sentences(text: str) -> tuple[tuple[Token, ...], ...]:
    sentences: list[list[Token]] = [[]]
    before = 0
    for token in tokens(text):
        stop = token.word in _STOPS
        if sentences[-1] and not stop and _END.search(text, before, token.start):
            sentences.append([])
        sentences[-1].append(token)
        before = token.start if stop else token.end
    return tuple(tuple(sentence) for sentence in sentences if sentence)
