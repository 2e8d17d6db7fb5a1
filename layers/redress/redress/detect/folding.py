"""Makes text comparable without losing where each character stood, so that spans point at what the reader sees.

Folded away: case, width, accents on Latin letters, zero-width characters, look-alike letters inside a Latin word,
typographic quotes and dashes, runs of white space. What is left is what the patterns are written for.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

Span = tuple[int, int]

_QUOTES_AND_DASHES = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u0060\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
}
# Cyrillic and Greek letters that look Latin. Folded only in a word that has Latin letters too: Russian stays Russian.
_LOOK_ALIKE = dict(
    zip(
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u051d\u043a\u043c\u0442\u043d\u0432"
        "\u03b1\u03b5\u03bf\u03c1\u03c5\u03c7\u03b9\u03ba\u03bd\u03c4\u0131\u0261",
        "aeopcyxijsdqwkmthbaeopuxikvtig",
        strict=True,
    ),
)
# Letters in boxes and circles that Unicode does not take apart: flags' letters, negative and squared ones.
_BOXED = {
    chr(first + place): chr(ord("a") + place) for first in (0x1F1E6, 0x1F150, 0x1F170, 0x1F130) for place in range(26)
}
_WRITTEN_AS = {**_QUOTES_AND_DASHES, **_BOXED}
_WORN = frozenset({"Mn", "Me"})
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-z]")
_STRANGE = re.compile("[\u0370-\u052f\u0131\u0261]")


class Folded(NamedTuple):
    """A text in comparable form. Its character `i` stands for the original's `starts[i]` up to `ends[i]`."""

    field: str
    original: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        return self.starts[start], self.ends[end - 1]

    def as_written(self, start: int, end: int) -> str:
        first, last = self.span(start, end)
        return self.original[first:last]

    def rewritten(self, pattern: re.Pattern[str], rewrite: Callable[[re.Match[str]], str | None]) -> "Folded":
        """With some places put otherwise (None leaves one as it is); each new character stands for the whole place."""
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            put = rewrite(match)
            if put is None or match.end() == match.start():
                continue
            pieces += [self.text[done : match.start()], put]
            first, last = self.span(match.start(), match.end())
            starts += [*self.starts[done : match.start()], *[first] * len(put)]
            ends += [*self.ends[done : match.start()], *[last] * len(put)]
            done = match.end()
        if not pieces:
            return self
        pieces.append(self.text[done:])
        starts += self.starts[done:]
        ends += self.ends[done:]
        return self._replace(text="".join(pieces), starts=starts, ends=ends)


def fold(field: str, original: str) -> Folded:
    if original.isascii():
        return _fold_ascii(field, original)
    letters: list[str] = []
    places: list[int] = []
    ends: list[int] = []
    for place, character in enumerate(original):
        folded = _fold_character(character)
        if not folded and ends and unicodedata.category(character) in _WORN:
            ends[-1] = place + 1  # what a letter wears belongs to it: the key around a digit, an accent
        for letter in folded:
            if letter == " " and letters and letters[-1] == " ":
                continue
            letters.append(letter)
            places.append(place)
            ends.append(place + 1)
    text = _latin_where_mixed("".join(letters))
    return Folded(field, original, text, places, ends)


def _fold_ascii(field: str, original: str) -> Folded:
    text = original.lower()
    if not re.search(r"\s\s|[\t\n\r\f\v\x00-\x1f\x7f]", text):
        return Folded(field, original, text, range(len(text)), range(1, len(text) + 1))
    kept = [
        (" " if letter.isspace() else letter, place)
        for place, letter in enumerate(text)
        if letter.isspace() or letter.isprintable()
    ]
    joined = [kept[0]] if kept else []
    joined += [now for before, now in pairwise(kept) if now[0] != " " or before[0] != " "]
    places = [place for _, place in joined]
    return Folded(field, original, "".join(letter for letter, _ in joined), places, [place + 1 for place in places])


@lru_cache(maxsize=16_384)
def _fold_character(character: str) -> str:
    """Nothing for what cannot be seen, one letter or more for the rest."""
    if character.isspace():
        return " "
    if character in _WRITTEN_AS:
        return _WRITTEN_AS[character]
    if unicodedata.category(character) in {"Cf", "Cc", "Mn", "Me", "Cs", "Co"} and not _is_spelling(character):
        return ""
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.digit(character))
    if unicodedata.category(character) == "Lo":
        return unicodedata.normalize("NFKC", character)
    bare = "".join(c for c in unicodedata.normalize("NFKD", character) if not "\u0300" <= c <= "\u036f")
    return " ".join(unicodedata.normalize("NFKC", bare).casefold().split()) or (" " if bare.isspace() else "")


def _is_spelling(character: str) -> bool:
    """Marks that are part of how a language is written, such as vowel signs, and not a trick."""
    return unicodedata.category(character) == "Mn" and not (
        "\u0300" <= character <= "\u036f" or "\ufe00" <= character <= "\ufe0f" or character == "\u034f"
    )


def _latin_where_mixed(text: str) -> str:
    """Look-alikes among Latin letters, and words of nothing but look-alikes in a text that is Latin otherwise."""
    if text.isascii():
        return text
    disguised = all(letter in _LOOK_ALIKE for letter in _STRANGE.findall(text)) and _LATIN.search(text) is not None

    def put(match: re.Match[str]) -> str:
        word = match.group()
        if word.isascii() or not (disguised or _LATIN.search(word)):
            return word
        return "".join(_LOOK_ALIKE.get(letter, letter) for letter in word)

    return _WORD.sub(put, text)
