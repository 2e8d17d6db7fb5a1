"""Finds abuse of people: insults, threats, calls for violence, lewdness. Swearing at a thing is none of it.

An insult speaks where it is aimed at a person: "you idiot", "the seller is a moron". Without an aim it is a hint below
every threshold, and a quoted one is somebody else's ("he called me an idiot").
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from redress.detect.context import Context, Hint, findings_from
from redress.detect.cues import found, read
from redress.detect.folding import Folded
from redress.detect.obfuscation import Vocabulary, uncovered
from redress.detect.phrasebook import Phrasebook
from redress.model import Finding, Review

NAME = "abuse"
VERSION = "2"
HARASSMENT = "respect.harassment"
LOADED = "loaded"

_WORD = re.compile(r"[^\W_]{2,32}")
_ALSO_COVERED = "fuck fucking fucked shit kill rape die hate kys murder stab dick cock pussy cum whore suck"
_SWEARING = (
    f"{_ALSO_COVERED} bitch bitches ass asshole assholes pussies cunt cunts fuckin fucker motherfucker shitty"
    " bullshit crap damn sucks hell stupid dumb"
)
_TOLD = re.compile(
    r"(?:\b(?:called|calling|calls|call|said|says|saying|told|shouted|yelled|wrote|labell?ed|nannte|nennt|beschimpft\w{0,2}"
    r"|sagte|llamo|llamaron|dijo|dijeron|traite|traitee|appele|dit|chamou|chamaram)\b[^.!?]{0,24}|['\"])$",
)
_ASKED = re.compile(
    r"\b(?:don't|do not|never|isn't|is not|are not|aren't|not|if|nicht|kein|keine|no|ne|pas|wenn|falls|si)"
    r" (?:\S{1,8} )?$",
)
_SELF = re.compile(r"\b(?:me|us|myself|i|i'm|mich|uns|me|nos|moi)\b")
_BEFORE = 40


class Aim(NamedTuple):
    says: str
    score: float


class Lexicon(NamedTuple):
    """`rude` words have no harmless meaning; `insults` are the forms in which any word is aimed at somebody."""

    rude: frozenset[str]
    insults: Phrasebook[Aim]
    vocabulary: Vocabulary


def detect(_review: Review, context: Context) -> Iterable[Finding]:
    return findings_from(_hints(context), detector=NAME, version=VERSION)


def _hints(context: Context) -> Iterator[Hint]:
    lexicon = _lexicon()
    for text in context.texts:
        plain = uncovered(text, lexicon.vocabulary)
        yield from found(NAME, plain)
        aimed = list(_aimed(plain, lexicon.insults))
        yield from aimed or _unaimed(plain, lexicon.rude)


def _aimed(text: Folded, insults: Phrasebook[Aim]) -> Iterator[Hint]:
    for aim, match in insults.found(text.text):
        before = text.text[max(0, match.start() - _BEFORE) : match.start()]
        if _ASKED.search(before):
            continue
        told = _TOLD.search(before)
        score = 0.35 if told and (_SELF.search(told.group()) or before[-1:] in {'"', "'"}) else aim.score
        yield Hint(HARASSMENT, score, aim.says, text.field, text.span(*match.span()))


def _unaimed(text: Folded, rude: frozenset[str]) -> Iterator[Hint]:
    for place in _WORD.finditer(text.text):
        if place.group() in rude:
            says = "a word that can be an insult, aimed at nobody here"
            yield Hint(HARASSMENT, 0.3, says, text.field, text.span(*place.span()))
            return


@cache
def _lexicon() -> Lexicon:
    languages = read("insults")
    rude = _forms(word for each in languages.values() for word in each.get("nouns", ()))
    others = _forms(word for each in languages.values() for word in each.get("ordinary", ()))
    slurs = {slur for each in languages.values() for slur in each.get("slurs", ())}
    covered = {word for word in rude | others | slurs if " " not in word} | set(_ALSO_COVERED.split())
    return Lexicon(frozenset(rude), Phrasebook(_insults(languages, slurs)), Vocabulary(frozenset(covered)))


@cache
def lists() -> dict[str, frozenset[str]]:
    """The single words of each kind, for what is learnt beside this lexicon."""
    languages = read("insults").values()
    return {
        "rude": frozenset(_forms(word for each in languages for word in each.get("nouns", ()))),
        "ordinary": frozenset(_forms(word for each in languages for word in each.get("ordinary", ()))),
        "scornful": frozenset(word for each in languages for word in each.get("adjectives", ())),
        "slur": frozenset(word for each in languages for word in each.get("slurs", ())),
        "swearing": frozenset(_SWEARING.split()),
        "slang": frozenset(word for each in languages for word in each.get("slang", ())),
        **{
            f"{LOADED} {kind}": frozenset(words) for each in languages for kind, words in each.get("loaded", {}).items()
        },
    }


def _insults(languages: dict[str, Any], slurs: Iterable[str]) -> Iterator[tuple[Aim, str, str]]:
    yield Aim("uses a slur against people", 0.85), "en", _either(slurs)
    for language, lists in languages.items():
        for aim in lists.get("aims", ()):
            yield Aim(aim["says"], aim["score"]), language, _with_lists(aim["form"], lists)


def _with_lists(form: str, lists: dict[str, Any]) -> str:
    if "nouns" not in lists:
        return form
    fill = f"(?:{_either([*lists['fillers'], *lists['adjectives']])},? ){{0,4}}"
    rude = _either(_forms(lists["nouns"]))
    nouns = _either(_forms([*lists["nouns"], *lists.get("ordinary", ())]))
    spelled = form.replace("FILL", fill).replace("RUDES?", "RUDE").replace("RUDE", rude)
    return spelled.replace("NOUN", nouns).replace("ADJ", _either(lists["adjectives"]))


def _either(words: Iterable[str]) -> str:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(word.replace("-", "[ -]") for word in longest_first) + ")"


def _forms(nouns: Iterable[str]) -> set[str]:
    """Each word and what its plural may be."""
    return {form for noun in nouns for form in (noun, noun + ("es" if noun.endswith(("s", "ch", "x", "sh")) else "s"))}
