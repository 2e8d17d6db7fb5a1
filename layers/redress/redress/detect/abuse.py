"""Finds abuse of people: insults, threats, calls for violence, lewdness. Swearing at a thing is none of it.

An insult speaks where it is aimed at a person: "you idiot", "the seller is a moron". Without an aim it is a hint below
every threshold, and a quoted one is somebody else's ("he called me an idiot").
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from redress.detect.context import Context, Hint, findings_from
from redress.detect.cues import found
from redress.detect.folding import Folded
from redress.detect.obfuscation import Vocabulary, uncovered
from redress.model import Finding, Review

NAME = "abuse"
VERSION = "1"
HARASSMENT = "respect.harassment"

_LEXICON = Path(__file__).with_name("phrases") / "insults.yaml"
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORD = re.compile(r"[^\W_]{2,32}")
_ALSO_COVERED = "fuck fucking fucked shit kill rape die hate kys murder stab dick cock pussy cum whore suck".split()
_TOLD = re.compile(
    r"(?:\b(?:called|calling|calls|call|said|says|saying|told|shouted|yelled|wrote|labell?ed|nannte|nennt|beschimpft\w{0,2}|sagte"
    r"|llamo|llamaron|dijo|dijeron|traite|traitee|appele|dit|chamou|chamaram)\b[^.!?]{0,24}|['\"])$",
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
    pattern: re.Pattern[str]


class Lexicon(NamedTuple):
    words: frozenset[str]
    rude: frozenset[str]
    aims: tuple[Aim, ...]
    always: tuple[Aim, ...]
    vocabulary: Vocabulary


def detect(_review: Review, context: Context) -> Iterable[Finding]:
    return findings_from(_hints(context), detector=NAME, version=VERSION)


def _hints(context: Context) -> Iterator[Hint]:
    lexicon = _lexicon()
    for text in context.texts:
        plain = uncovered(text, lexicon.vocabulary)
        yield from found(NAME, plain)
        yield from _aimed(plain, lexicon.always)
        worded = lexicon.words.intersection(_WORD.findall(plain.text))
        if worded:
            aimed = list(_aimed(plain, lexicon.aims))
            yield from aimed or _unaimed(plain, worded & lexicon.rude)


def _aimed(text: Folded, aims: Iterable[Aim]) -> Iterator[Hint]:
    for aim in aims:
        for match in aim.pattern.finditer(text.text):
            before = text.text[max(0, match.start() - _BEFORE) : match.start()]
            if _ASKED.search(before):
                continue
            told = _TOLD.search(before)
            score = 0.35 if told and (_SELF.search(told.group()) or before[-1:] in {'"', "'"}) else aim.score
            yield Hint(HARASSMENT, score, aim.says, text.field, text.span(*match.span()))


def _unaimed(text: Folded, worded: Iterable[str]) -> Iterator[Hint]:
    for word in sorted(worded):
        place = re.search(rf"(?<!\w){word}(?!\w)", text.text)
        if place:
            yield Hint(
                HARASSMENT,
                0.3,
                "a word that can be an insult, aimed at nobody here",
                text.field,
                text.span(*place.span()),
            )
            return


@cache
def _lexicon() -> Lexicon:
    languages = yaml.load(_LEXICON.read_text(encoding="utf-8"), Loader=_Loader).values()  # noqa: S506 - safe
    rude = {form for each in languages for noun in each.get("nouns", ()) for form in (noun, _plural(noun))}
    nouns = rude | {form for each in languages for noun in each.get("ordinary", ()) for form in (noun, _plural(noun))}
    slurs = {slur for each in languages for slur in each.get("slurs", ())}
    single = frozenset(word for word in nouns | slurs if " " not in word)
    adjectives = {word for each in languages for word in each.get("adjectives", ())}
    always = [Aim("uses a slur against people", 0.85, _words(slurs))]
    aims = []
    for each in languages:
        aims += [Aim(aim["says"], aim["score"], _with_lists(aim["form"], each)) for aim in each.get("aims", ())]
        always += [Aim(aim["says"], aim["score"], re.compile(aim["form"])) for aim in each.get("direct", ())]
    words = frozenset(part for word in nouns | adjectives for part in word.split()[:1])
    return Lexicon(words, frozenset(rude), tuple(aims), tuple(always), Vocabulary(single | frozenset(_ALSO_COVERED)))


def _with_lists(form: str, lists: dict[str, Any]) -> re.Pattern[str]:
    rude = _either({each for noun in lists["nouns"] for each in (noun, _plural(noun))})
    nouns = _either({each for noun in [*lists["nouns"], *lists.get("ordinary", ())] for each in (noun, _plural(noun))})
    adjectives = _either(lists["adjectives"])
    fill = f"(?:{_either([*lists['fillers'], *lists['adjectives']])},? ){{0,4}}"
    spelled = (
        form.replace("FILL", fill)
        .replace("RUDES?", "RUDE")
        .replace("RUDE", rude)
        .replace("NOUN", nouns)
        .replace("ADJ", adjectives)
    )
    return re.compile(rf"(?<!\w)(?:{spelled})(?!\w)")


def _words(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_either(words)}(?!\w)")


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))) + ")"


def _plural(noun: str) -> str:
    return noun + ("es" if noun.endswith(("s", "ch", "x", "sh")) else "s")
