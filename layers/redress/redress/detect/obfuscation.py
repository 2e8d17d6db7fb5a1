"""Undoes what is done to slip an insult past a machine: sh1t, f*ck, i d i o t, mooooron, mo.ron, norom.

A word is only rewritten when what comes out is in the vocabulary, so that "2x4", "5 star" and "A B C" stay as they are.
"""

import re
from collections.abc import Callable

from redress.detect.folding import Folded

_MASKED = re.compile(r"(?<!\w)(?=[a-z0-9@$!|*#\u20ac]{0,24}[0-9@$!|*#\u20ac])[a-z0-9@$!|*#\u20ac]{3,24}(?!\w)")
_SPACED = re.compile(r"(?<![\w'])[a-z](?:[ ._*-]{1,2}[a-z]){2,14}(?![\w'])")
_STRETCHED = re.compile(r"(?<!\w)[a-z]{0,20}([a-z])\1\1[a-z]{0,20}")
_BROKEN = re.compile(r"(?<![\w.@/-])[a-z]{1,12}(?:[._*~|+\u00b7-][a-z]{1,12}){1,3}(?![\w@/]|\.\w)")
_REVERSED = re.compile(r"(?<!\w)[a-z]{5,14}(?!\w)")
_LEET = str.maketrans("013457@$!|\u20ac", "oieastasile")
_RUN = re.compile(r"(.)\1{1,}")
_LONG_RUN = re.compile(r"(.)\1{2,}")
_LONGEST = 40
_SHORTEST_REVERSED = 5


class Vocabulary:
    """The words worth uncovering, with the looser forms they are found by."""

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words
        self.reversed = {
            word[::-1]: word for word in words if len(word) >= _SHORTEST_REVERSED and word[::-1] not in words
        }
        self._squeezed = {_RUN.sub(r"\1", word): word for word in sorted(words, reverse=True)}
        self._by_shape: dict[tuple[str, int], list[str]] = {}
        for word in sorted(words):
            self._by_shape.setdefault((word[0], len(word)), []).append(word)

    def squeezed(self, word: str) -> str | None:
        return self._squeezed.get(_RUN.sub(r"\1", word))

    def masked(self, word: str) -> str | None:
        """`f**k`: the letters that are left must fit exactly one word of that length."""
        fitting = [
            known
            for known in self._by_shape.get((word[0], len(word)), ())
            if all(shown in "*#" or shown == letter for shown, letter in zip(word, known, strict=True))
        ]
        return fitting[0] if fitting else None


def uncovered(text: Folded, vocabulary: Vocabulary) -> Folded:
    for pattern, uncover in ((_MASKED, _unmask), (_SPACED, _unspace), (_BROKEN, _unspace), (_STRETCHED, _unstretch)):
        if pattern.search(text.text):
            text = text.rewritten(pattern, _within(uncover, vocabulary))
    if not vocabulary.reversed.keys().isdisjoint(_REVERSED.findall(text.text)):
        text = text.rewritten(_REVERSED, lambda match: vocabulary.reversed.get(match.group()))
    return text


def _within(
    uncover: Callable[[str, Vocabulary], str | None], vocabulary: Vocabulary
) -> Callable[[re.Match[str]], str | None]:
    return lambda match: uncover(match.group(), vocabulary) if len(match.group()) <= _LONGEST else None


def _unmask(word: str, vocabulary: Vocabulary) -> str | None:
    bare = word.rstrip("!|")
    ending = word[len(bare) :]
    for reading in (word, bare):
        plain = reading.translate(_LEET)
        if plain in vocabulary.words:
            return plain + (ending if reading is bare else "")
    if bare[:1].isalpha() and any(sign in bare for sign in "*#") and any(sign.isalpha() for sign in bare[1:]):
        found = vocabulary.masked(bare.translate(_LEET))
        return found + ending if found else None
    return None


def _unspace(letters: str, vocabulary: Vocabulary) -> str | None:
    word = re.sub(r"[^a-z]", "", letters)
    return word if word in vocabulary.words else None


def _unstretch(word: str, vocabulary: Vocabulary) -> str | None:
    for reading in (_LONG_RUN.sub(r"\1\1", word), _LONG_RUN.sub(r"\1", word)):
        if reading in vocabulary.words:
            return reading
    return vocabulary.squeezed(word)
