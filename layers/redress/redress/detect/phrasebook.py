"""Many phrases, each tried only where a word stands that it can begin with."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from redress.detect.heads import End, heads

WITHOUT_SPACES = frozenset({"ja", "zh", "ko", "th"})
_GAP = r"(?: \S{1,24}){0,4} "
_WIDE_GAP = r"(?: \S{1,24}){0,10} "
_GAP_WITHOUT_SPACES = r".{0,12}"
_ENDLESS = re.compile(r"(?<!\\)[*+]|\{\d*,\}")
_WORD = re.compile(r"[^\W_]+")
_SHORTEST_BEGINNING = 2

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
        self._wide: list[_Phrase[T]] = []
        for speaks, language, form in phrases:
            self._add(_Phrase(speaks, re.compile(spelled(form, language))), language, form)
        self._lengths = sorted({len(beginning) for beginning in self._by_beginning})

    def found(self, text: str) -> Iterator[tuple[T, re.Match[str]]]:
        yield from self._at_words(text)
        for phrase in self._anywhere if text.isascii() else [*self._anywhere, *self._wide]:
            for match in phrase.pattern.finditer(text):
                yield phrase.speaks, match

    def _at_words(self, text: str) -> Iterator[tuple[T, re.Match[str]]]:
        for word, place in _words(text):
            candidates = self._by_word.get(word, ())
            for length in self._lengths:
                if len(word) >= length and word[:length] in self._by_beginning:
                    candidates = [*candidates, *self._by_beginning[word[:length]]]
            for phrase in candidates:
                match = phrase.pattern.match(text, place)
                if match:
                    yield phrase.speaks, match

    def _add(self, phrase: _Phrase[T], language: str, form: str) -> None:
        if language in WITHOUT_SPACES:
            self._wide.append(phrase)
            return
        beginnings = heads(_with_gaps(form))
        if beginnings is None or any(
            head.end is End.CUT and len(head.letters) < _SHORTEST_BEGINNING for head in beginnings
        ):
            self._anywhere.append(phrase)
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
