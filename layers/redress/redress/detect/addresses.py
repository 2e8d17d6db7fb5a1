"""Postal addresses. Streets are written in a hundred ways and shops have them too, so a person always looks."""

import re
from collections.abc import Iterator

from redress.detect.context import Hint
from redress.detect.folding import Folded

GUIDELINE = "privacy.personal_data"

# On the text as written: a street's name has a capital letter, and that is most of what tells it from "a 2 hour drive".
_ENGLISH = re.compile(
    r"(?<![\w$.])\d{1,5}[a-zA-Z]? (?:[NSEW]\.? )?(?:[A-Z][\w'.-]{1,20} ){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Crescent|Terrace|Gardens|Grove|Parkway)\b\.?"
    r"(?P<place>,? (?:(?:Apt|Flat|Unit|Suite)\.? \w{1,5},? )?(?:[A-Z][\w'.-]{1,20},? ){0,4}"
    r"(?:[A-Z]{2} \d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{5}))?",
)
_GERMAN = re.compile(
    r"(?<!\w)[A-ZÄÖÜ][\wäöüß.-]{1,30}(?:straße|strasse|str\.|weg|gasse|allee|platz|ufer|damm) ?\d{1,4} ?[a-z]?\b"
    r"(?P<place>,? (?:in )?\d{5} [A-ZÄÖÜ]\w{2,30})?",
)
_SPANISH = re.compile(
    r"(?<!\w)(?:[Cc]alle|[Aa]venida|[Aa]vda\.?|[Pp]laza|[Pp]aseo) (?:de |del |de la |los |las )?(?:[A-ZÁÉÍÓÚÑ]\w{1,20} ){0,2}"
    r"[A-ZÁÉÍÓÚÑ]\w{1,20},? (?:n[.º°] ?)?\d{1,4}\b(?P<place>,? (?:\S{1,12},? ){0,3}\d{5} [A-ZÁÉÍÓÚÑ]\w{2,30})?",
)
_FRENCH = re.compile(
    r"(?<!\w)\d{1,4}(?: bis| ter)?,? (?:rue|avenue|boulevard|place|chemin|allée|impasse|quai) (?:de |du |des |de la |d'|de l')?"
    r"(?:[A-ZÉÈÀ][\w'-]{1,20} ?){1,4}(?P<place>,? ?\d{5} [A-ZÉÈÀ]\w{2,30})?",
)
_JAPANESE = re.compile(
    r"(?P<place>〒 ?\d{3}-\d{4})?[^\S\n]?(?:東京都|北海道|(?:大阪|京都)府|[一-龠]{2,3}県)[一-龠ぁ-んァ-ヶ]{1,8}[市区町村郡]"
    r"[一-龠ぁ-んァ-ヶ]{1,12}\d{1,4}(?:丁目|[-‐−ー]\d{1,4}|番地?)",
)
_LIVES = re.compile(
    r"\b(?:live|lives|living|home|house|address|resides?|wohnt|wohne|adresse|zuhause|vive|vivo|direccion|domicilio|habite"
    r"|domicile|find (?:him|her|them|me)|neighbou?r)\b|住所|自宅|住んで",
)
_COMPANY = re.compile(
    r"\b(?:store|shop|office|headquarters|restaurant|hotel|warehouse|branch|company|showroom|laden|filiale|tienda|magasin)\b"
)
_REACH = 60


def hints(text: Folded) -> Iterator[Hint]:
    if not any(letter.isdigit() for letter in text.original):
        return
    for pattern in (_ENGLISH, _GERMAN, _SPANISH, _FRENCH, _JAPANESE):
        for match in pattern.finditer(text.original):
            around = text.original[max(0, match.start() - _REACH) : match.end() + _REACH].lower()
            score = 0.85 if match["place"] else 0.62
            if _LIVES.search(around):
                score = min(0.9, score + 0.15)
            elif _COMPANY.search(around):
                score = 0.4
            yield Hint(GUIDELINE, score, "a postal address", text.field, match.span())
