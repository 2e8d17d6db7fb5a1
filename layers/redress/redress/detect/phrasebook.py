"""Many phrases, each tried only where a word stands that it can begin with."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from redress.detect.heads import End, heads

WITHOUT_SPACES = frozenset({"ja", "zh", "ko", "th"})
_GAP = r"(?: \S{1,24}){0,4} "
_WIDE_GAP = r"(?: \S{1,24}){0,10} "
_GAP_WITHOUT_SPACES = r".{0,12}"
_ENDLESS = re.compile(r"(?<!\\)[*+]|\{\d*,\}")
_WORD = re.compile(r"[^\W_]+")
_BEGINS = re.compile(r"\\d|#|\\\{|\[\\\[|\[\$")
_SIGN = re.compile(r"[\[{<(#$\u00a3\u20ac]")
_DIGIT = re.compile(r"\d")
_SHORTEST_BEGINNING = 2
_MOST_KNOWN = 20_000

T = TypeVar("T")


class _Phrase(NamedTuple, Generic[T]):
    speaks: T
    pattern: re.Pattern[str]


class Phrasebook(Generic[T]):
    """Phrases with what each speaks for. A phrase is (what it speaks for, language, form)."""

    def __init__(self, phrases: Iterable[tuple[T, str, str]]) -> None:
        self._by_word: dict[str, list[_Phrase[T]]] = {}
        self._by_beginning: dict[str, list[_Phrase[T]]] = {}
        self._anywhere: list[_Phrase[T]] = []
        self._at_signs: list[_Phrase[T]] = []
        self._at_digits: list[_Phrase[T]] = []
        self._wide: list[_Phrase[T]] = []
        for speaks, language, form in phrases:
            self._add(_Phrase(speaks, re.compile(spelled(form, language))), language, form)
        self._lengths = sorted({len(beginning) for beginning in self._by_beginning})
        self._known: dict[str, Sequence[_Phrase[T]]] = {}

    def found(self, text: str) -> Iterator[tuple[T, re.Match[str]]]:
        yield from self._at_words(text)
        for phrase in self._tried_everywhere(text):
            for match in phrase.pattern.finditer(text):
                yield phrase.speaks, match

    def _tried_everywhere(self, text: str) -> Iterator[_Phrase[T]]:
        yield from self._anywhere
        if self._at_signs and _SIGN.search(text):
            yield from self._at_signs
        if self._at_digits and _DIGIT.search(text):
            yield from self._at_digits
        if self._wide and not text.isascii():
            yield from self._wide

    def _at_words(self, text: str) -> Iterator[tuple[T, re.Match[str]]]:
        known = self._known
        for word, place in _words(text):
            candidates = known.get(word)
            if candidates is None:
                candidates = self._beginning_with(word)
            for phrase in candidates:
                match = phrase.pattern.match(text, place)
                if match:
                    yield phrase.speaks, match

    def _beginning_with(self, word: str) -> Sequence[_Phrase[T]]:
        """Remembered, for most words of a text have been met before."""
        found = [*self._by_word.get(word, ())]
        for length in self._lengths:
            if len(word) >= length:
                found += self._by_beginning.get(word[:length], ())
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[word] = found
        return found

    def _add(self, phrase: _Phrase[T], language: str, form: str) -> None:
        if language in WITHOUT_SPACES:
            self._wide.append(phrase)
            return
        beginnings = heads(_with_gaps(form))
        if beginnings is None or any(
            head.end is End.CUT and len(head.letters) < _SHORTEST_BEGINNING for head in beginnings
        ):
            begins = _BEGINS.match(form)
            tried = {None: self._anywhere, "\\d": self._at_digits}.get(begins and begins.group(), self._at_signs)
            tried.append(phrase)
            return
        for head in beginnings:
            index = self._by_word if head.end is End.WHOLE else self._by_beginning
            index.setdefault(head.letters, []).append(phrase)


def spelled(form: str, language: str) -> str:
    """A phrase as the regular expression it stands for; refused where a text could make it slow."""
    if _ENDLESS.search(form):
        raise ValueError(f"the phrase {form!r} repeats something without an end")
    if language in WITHOUT_SPACES:
        return form.replace("...", _GAP_WITHOUT_SPACES)
    return rf"(?<!\w)(?:{_with_gaps(form)})(?!\w)"


def _with_gaps(form: str) -> str:
    opened = form.replace(" .... ", _WIDE_GAP).replace(" ... ", _GAP)
    if "..." in opened:
        raise ValueError(f"the phrase {form!r} has a gap without a space on each side")
    return opened


@lru_cache(maxsize=4)  # every detector asks for the words of the same text
def _words(text: str) -> tuple[tuple[str, int], ...]:
    return tuple((match.group(), match.start()) for match in _WORD.finditer(text))
