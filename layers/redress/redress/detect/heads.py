"""With which words can a phrase begin? Read off its expression, so that it is only tried where such a word stands.

A text has a hundred words and the phrases are many hundreds: to try each one everywhere would take most of the time
there is. Groups, classes, options and bounded repeats are understood, which is all that phrases are written in.
"""

import re
from enum import Enum
from itertools import product
from typing import NamedTuple

_MOST_HEADS = 4_000
_REPEAT = re.compile(r"\?|\{(?P<fewest>\d+)(?:,\d+)?\}")
_LOOK_AROUND = re.compile(r"\(\?<?[!=]")
_ZERO_WIDTH = frozenset("^$")
_ANY_OF = frozenset("wdsWDS")


class End(Enum):
    """Whether more letters may follow (open), the word is over (whole), or anything may follow (cut)."""

    OPEN = "open"
    WHOLE = "whole"
    CUT = "cut"


class Head(NamedTuple):
    """How a phrase may begin: its first word, or as much of it as is certain."""

    letters: str
    end: End


_NOTHING = Head("", End.OPEN)


def heads(form: str) -> frozenset[Head] | None:
    """None where a phrase may begin with anything, or with no word at all."""
    found, rest = _either(form, 0)
    if rest != len(form) or len(found) > _MOST_HEADS or any(not head.letters for head in found):
        return None
    return frozenset(Head(head.letters, End.WHOLE if head.end is End.OPEN else head.end) for head in found)


def _either(form: str, place: int) -> tuple[set[Head], int]:
    """The alternatives up to the end of the form or the bracket that closes them."""
    found, place = _one_after_another(form, place)
    while place < len(form) and form[place] == "|":
        more, place = _one_after_another(form, place + 1)
        found |= more
    return found, place


def _one_after_another(form: str, place: int) -> tuple[set[Head], int]:
    found = {_NOTHING}
    while place < len(form) and form[place] not in "|)":
        part, place = _part(form, place)
        repeat = _REPEAT.match(form, place)
        if repeat:
            place = repeat.end()
            if repeat.group() != "?":
                part = {Head(head.letters, End.CUT) if head.end is End.OPEN else head for head in part}
            if repeat["fewest"] in {None, "0"}:
                part = part | {_NOTHING}
        found = {_joined(head, tail) for head, tail in product(found, part)} if len(found) <= _MOST_HEADS else found
    return found, place


def _joined(head: Head, tail: Head) -> Head:
    return Head(head.letters + tail.letters, tail.end) if head.end is End.OPEN else head


def _part(form: str, place: int) -> tuple[set[Head], int]:
    sign = form[place]
    if sign == "(":
        around = _LOOK_AROUND.match(form, place)
        start = around.end() if around else place + (3 if form.startswith("(?:", place) else 1)
        found, end = _either(form, start)
        return ({_NOTHING} if around else found), end + 1
    if sign == "[":
        end = form.index("]", place + 2)
        while form[end - 1] == "\\":
            end = form.index("]", end + 1)
        return {Head("", End.CUT)}, end + 1
    if sign == "\\":
        return {_escaped(form[place + 1])}, place + 2
    if sign == ".":
        return {Head("", End.CUT)}, place + 1
    if sign in _ZERO_WIDTH:
        return {_NOTHING}, place + 1
    return {Head(sign, End.OPEN) if sign.isalnum() else Head("", End.WHOLE)}, place + 1


def _escaped(sign: str) -> Head:
    if sign in _ANY_OF:
        return Head("", End.CUT)
    return _NOTHING if sign == "b" else Head("", End.WHOLE)
