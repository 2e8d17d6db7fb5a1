"""What a mail is about, by its words: guidelines they point to, legal claims, another team's business, the language."""

import re
from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from redress.mail.claims import (
    CARRIED_OUT,
    COURT,
    ELSEWHERE,
    LEGAL,
    OF_ANOTHER,
    ONLY_SPOKEN_OF,
    ORDERED,
    OWN_BUSINESS,
    RELATIONS,
    REVIEWS,
)
from redress.mail.lexicon import GUIDELINES
from redress.mail.words import Words
from redress.model import LegalKind, Relation

T = TypeVar("T")

LONGEST = 6_000
MOST_GUIDELINES = 5
FEWEST_WORDS = 4

_REFERENCE = re.compile(
    r"(?<![A-Za-z0-9-])[Rr]-([0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{4})-([0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{4})-([0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{4})(?![A-Za-z0-9])"
)
_URL = re.compile(
    r"(?:https?|h[xX*+]{2}ps?)[:\[(]\S{0,2000}|\bwww\.\S{0,2000}|(?<![\w.-])[\w.-]{1,250}\.[a-z]{2,20}/\S{0,2000}",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"^(?:(?:dear|hello|hi|hey|good (?:morning|afternoon|day)|sehr geehrte|hallo|guten tag|bonjour|madame|"
    r"monsieur|hola|buenos d[ií]as|estimad|"
    r"thanks?|thank you|kind|best|regards|sincerely|yours|mit freundlichen|viele grüße|freundliche|liebe grüße|"
    r"danke|cordialement|merci|"
    r"saludos|gracias|cordiali|grazie|please (?:see|check|look|review)|fyi|see (?:below|link|attached))\b.{0,60}|"
    r"お世話になっております.{0,5}|よろしくお願い.{0,8})$",
    re.IGNORECASE,
)
_END_OF_SENTENCE = re.compile(r"(?<=\w{4})[.!?](?=\s)|[。！？]|\n[ \t]*\n")  # a dot after fewer is of "Az." or "3.11."
_WORD = re.compile(r"[^\W\d_]{2,}")
_LETTERS = re.compile(r"[^\W\d_]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_COMMON = {
    "en": (
        "the and of to is this that you for my please with has have not are it was review from i in on your be we "
        "hello hi thanks regards"
    ),
    "de": (
        "der die das und ist nicht mit ich sie bitte eine einen auf für diese dieser wir von zu den wurde dem ein "
        "guten hallo danke grüßen"
    ),
    "fr": (
        "le la les et est pas vous je une un des dans pour ce cette avec mon ma nous que avis sur du ne il bonjour "
        "merci pouvez cela cet au aux par qui sont mes ses votre vos notre nos leur être été svp monsieur madame "
        "cordialement client"
    ),
    "es": (
        "el la los las y es no que por una un de mi esta este con para en reseña usted se su del favor hola gracias "
        "buenos días saludos mis sin al le ha han fue muy pero porque quiero ustedes"
    ),
    "it": "il la lo gli e è non che per una un di mio questa questo con recensione sono della nel si mia vi",
    "nl": "de het een en is niet van op mijn deze dit voor met ik dat u review graag wij zijn naar",
    "pt": "o a os as e é não que por uma um de meu minha esta este com para em avaliação você se do da no",
    "sv": "och att det som en är inte på för med jag den till av har min ni detta recension",
    "pl": "i w nie na się jest to że do z proszę mój moja opinia ten ta przez dla",
}
_COMMON_SETS = {lang: frozenset(words.split()) for lang, words in _COMMON.items()}


class Meant(NamedTuple):
    """What the words of a mail come to."""

    guidelines: tuple[str, ...] = ()
    legal: LegalKind | None = None
    elsewhere: str = ""
    relation: Relation = Relation.OTHER


def meant(said: str, told: str) -> Meant:
    """By what the sender says, and where that is silent by what the sender sends on."""
    said, told = said[:LONGEST].lower(), told[:LONGEST].lower()
    claims = _legal_claims(said)
    return Meant(
        guidelines=guidelines_of(said) or guidelines_of(told),
        legal=next(iter(claims or _legal_claims(told)), None),
        elsewhere=elsewhere_of(said),
        relation=Relation.LAWYER if LegalKind.LAWYER_LETTER in claims else relation_of(said),
    )


def guidelines_of(words: str) -> tuple[str, ...]:
    """What the sender's words point to, in the order of the words."""
    return tuple(_in_order(words, GUIDELINES)[:MOST_GUIDELINES])


def _legal_claims(words: str) -> list[LegalKind]:
    """The legal claims that the words make, the weightiest first; lawyers and courts only spoken of make none."""
    found = [kind for kind, pattern in LEGAL.items() if pattern.stand_in(words)]
    left = ONLY_SPOKEN_OF.sub(" ", words) if found else ""
    claims = [kind for kind in found if LEGAL[kind].stand_in(left)]
    if LegalKind.COURT_ORDER not in claims and _a_court_orders(words):
        return [LegalKind.COURT_ORDER, *claims]
    return claims


def _a_court_orders(words: str) -> bool:
    """Whether one sentence says that a court orders what we could do."""
    needed = (COURT, ORDERED, CARRIED_OUT)
    if not all(each.stand_in(words) for each in needed):
        return False
    return any(
        all(each.stand_in(said) for each in needed) for said in _END_OF_SENTENCE.split(ONLY_SPOKEN_OF.sub(" ", words))
    )


def relation_of(words: str) -> Relation:
    return next((relation for relation, pattern in RELATIONS.items() if pattern.stand_in(words)), Relation.OTHER)


def elsewhere_of(words: str) -> str:
    """Which of the policy's redirects the words ask for; empty for none."""
    return next(iter(_in_order(words, ELSEWHERE)), "")


def solely_elsewhere(words: str) -> str:
    """The same, where somebody asks for their own and no word is left that may mean a review."""
    way = elsewhere_of(words)
    if not way or OF_ANOTHER.stand_in(words) or not OWN_BUSINESS.stand_in(words):
        return ""
    return "" if speaks_of_reviews(ELSEWHERE[way].taken_from(words)) else way


def references_in(text: str) -> tuple[str, ...]:
    """Our references as people copy them: they find, they never authorise."""
    found = ("R-" + "-".join(pieces).upper() for pieces in _REFERENCE.findall(text[:LONGEST]))
    return tuple(dict.fromkeys(found))[:20]


def gives_a_reason(words: str) -> bool:
    """Whether something is said beside links, greetings and thanks."""
    plain = [line for line in (line.strip(" ,.!;:-") for line in _URL.sub(" ", words[:LONGEST]).splitlines()) if line]
    said = " ".join(line for line in plain if not _FORMULA.match(line[:200]))
    return len(_WORD.findall(said)) >= FEWEST_WORDS or len(_CJK.findall(said)) >= 2 * FEWEST_WORDS


def speaks_of_reviews(words: str) -> bool:
    """Whether a mail is for us at all: advertising that the filter let through asks nothing of us."""
    return REVIEWS.stand_in(words[:LONGEST].lower())


def lang_of(text: str) -> str:
    """The language, by its script or its commonest words; empty when that says nothing."""
    sample = _URL.sub(" ", text[:2_000])
    letters = 0 if sample.isascii() else sum(map(str.isalpha, sample))
    for lang, script in _SCRIPTS if letters else ():
        if len(script.findall(sample)) * (8 if lang == "ja" else 3) > letters:
            return lang
    words = _LETTERS.findall(sample.lower())
    counts = {lang: sum(map(common.__contains__, words)) for lang, common in _COMMON_SETS.items()}
    best = max(counts, key=lambda lang: counts[lang])
    return best if counts[best] >= 2 else ""


def _in_order(words: str, patterns: Mapping[T, Words]) -> list[T]:
    found = {key: at for key, pattern in patterns.items() if (at := pattern.at(words)) is not None}
    return sorted(found, key=lambda key: found[key])
