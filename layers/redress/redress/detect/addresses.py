"""Postal addresses. Streets are written in a hundred ways and shops have them too, so a person always looks."""

import re
from collections.abc import Iterator

from redress.detect.context import Hint
from redress.detect.folding import Folded

GUIDELINE = "privacy.personal_data"

# On the text as written: a street's name has a capital letter, which is most of what tells it from "a 2 hour drive".
_NAME = r"[A-ZÀ-Þ][\w'.-]{1,24}"
_FLAT = r"(?:,? ?(?:[Aa]pt|[Ff]lat|[Uu]nit|[Ss]uite|[Pp]iso|#)\.? ?\w{1,6})?"
_ENGLISH = re.compile(
    rf"(?<![\w$.])\d{{1,5}}[a-zA-Z]? (?:[NSEW]\.? )?(?:{_NAME} ){{1,3}}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Crescent|Terrace|Gardens|Grove|Parkway)\b\.?"
    rf"(?P<place>{_FLAT}[, ]{{1,2}}(?:{_NAME},? ){{0,4}}"
    r"(?:[A-Z]{2} \d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{5}))?",
)
_AMERICAN = re.compile(
    rf"(?<![\w$.])\d{{1,5}} (?:{_NAME} ){{0,3}}{_NAME}(?P<place>{_FLAT}[, \n]{{1,2}}(?:{_NAME} ){{0,2}}{_NAME}"
    r",? [A-Z]{2},? \d{5}(?:-\d{4})?)(?!\w)",
)
_GERMAN = re.compile(
    r"(?<!\w)[A-ZÄÖÜ][\wäöüß.-]{1,30}(?:straße|strasse|str\.|weg|gasse|allee|platz|ring|ufer|damm"
    r"|[ -](?:Straße|Strasse|Str\.|Weg|Gasse|Allee|Platz|Ring|Ufer|Damm)) ?\d{1,4}(?: ?- ?\d{1,4})? ?[a-z]?\b"
    r"(?P<place>,? (?:in )?\d{5} [A-ZÄÖÜ]\w{2,30})?",
)
_SPANISH = re.compile(
    r"(?<!\w)(?:[Cc]alle|[Aa]venida|[Aa]vda\.?|[Pp]laza|[Pp]aseo|[Gg]lorieta|[Rr]onda|[Cc]uesta|[Rr]ambla|[Aa]cceso"
    r"|[Cc]amino|[Cc]allejón|[Pp]asaje|[Vv]ial?|[Uu]rbanización|[Cc]añada|[Rr]ua|[Rr]úa|[Vv]ia|[Vv]iale) "
    rf"(?:de la |de los |de las |del |de |los |las |la |el )?(?:{_NAME} ){{0,3}}{_NAME},? (?:n[.º°] ?)?\d{{1,4}}\b"
    rf"(?P<place>{_FLAT} ?,? (?:{_NAME} ?,? ){{0,3}}\d{{5}})?",
)
_FRENCH = re.compile(
    r"(?<!\w)\d{1,4}(?: bis| ter)?,? (?:rue|avenue|boulevard|place|chemin|allée|impasse|quai) "
    rf"(?:de la |de l'|du |des |de |d')?(?:{_NAME} ?){{1,4}}(?P<place>,? ?\d{{5}} [A-ZÉÈÀ]\w{{2,30}})?",
)
_JAPANESE = re.compile(
    r"(?P<place>〒 ?\d{3}-\d{4})?[^\S\n]?(?:東京都|北海道|(?:大阪|京都)府|[一-龠]{2,3}県)"
    r"[一-龠ぁ-んァ-ヶ]{1,8}[市区町村郡]"
    "[一-龠ぁ-んァ-ヶ]{1,12}[\\d\uff10-\uff19]{1,4}(?:丁目|[-\u2010\u2212ー][\\d\uff10-\uff19]{1,4}|番地?)",
)
# Wherever streets are named otherwise: somebody "lives at", then a name, a house number and a postcode.
_LIVES_AT = re.compile(
    r"(?:\b[Ll]ives? (?:at|in)|\b[Ll]iving at|\b[Aa]ddress(?: is|:)|\b[Rr]esides at|\b[Ww]ohnt (?:in|am|im)"
    r"|\b[Aa]dresse(?: ist|:)"
    r"|\b[Vv]ive en|\b[Dd]irección(?: es|:)|\b[Hh]abite(?: au)?) "
    r"(?=(?P<where>(?:[^\s.!?]{1,24}[. ]{1,2}){1,8}[^\s.!?]{0,24}))",
)
_NUMBERS = re.compile(r"(?<![\d$€£])\d{1,5}(?![\d%])")
_LIVES = re.compile(
    r"\b(?:live|lives|living|home|house|address|resides?|wohnt|wohne|adresse|zuhause|vive|vivo|direccion|domicilio|habite"
    r"|domicile|find (?:him|her|them|me)|neighbou?r)\b|住所|自宅|住んで",
)
_COMPANY = re.compile(
    r"\b(?:store|shop|office|headquarters|restaurant|hotel|warehouse|branch|company|showroom|laden|filiale|tienda"
    r"|magasin)\b",
)
_REACH = 60


def hints(text: Folded) -> Iterator[Hint]:
    if not any(letter.isdigit() for letter in text.original):
        return
    covered: list[tuple[int, int]] = []
    for pattern in (_ENGLISH, _AMERICAN, _GERMAN, _SPANISH, _FRENCH, _JAPANESE):
        for match in pattern.finditer(text.original):
            covered.append(match.span())
            yield Hint(GUIDELINE, _score(text.original, match), "a postal address", text.field, match.span())
    for match in _LIVES_AT.finditer(text.original):
        start, end = match.span("where")
        if any(first < end and start < last for first, last in covered) or not _is_place(match["where"]):
            continue
        yield Hint(
            GUIDELINE,
            0.75,
            "a place where somebody is said to live",
            text.field,
            (start, start + len(match["where"].rstrip())),
        )


def _is_place(where: str) -> bool:
    """A house number and a postcode, or a house number with a name in capitals on each side."""
    numbers = _NUMBERS.findall(where)
    names = re.findall(rf"\b{_NAME}", where)
    return len(names) > 1 and (len(numbers) > 1 or (len(numbers) == 1 and "," in where))


def _score(original: str, match: re.Match[str]) -> float:
    around = original[max(0, match.start() - _REACH) : match.end() + _REACH].lower()
    score = 0.85 if match["place"] else 0.62
    if _LIVES.search(around):
        return min(0.9, score + 0.15)
    return 0.4 if _COMPANY.search(around) else score
