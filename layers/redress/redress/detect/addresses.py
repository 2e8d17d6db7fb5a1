"""Postal addresses. Streets are written in a hundred ways and shops have them too, so a person always looks."""

import re
from collections.abc import Iterator

from redress.detect import streets
from redress.detect.context import Hint
from redress.detect.folding import Folded, Span

GUIDELINE = "privacy.personal_data"
_SAYS = "a postal address"

# In the order in which they are tried: what is certain before what needs a word beside it.
_CERTAIN = (
    streets.AMERICAN,
    streets.ENGLISH,
    streets.SUFFIXED,
    streets.PREFIXED,
    streets.FRENCH,
    streets.FLATTED,
    streets.BOX,
    streets.MILITARY,
)
_WEAK = (streets.ENGLISH_WEAKLY, streets.SUFFIXED_WEAKLY, streets.PREFIXED_WEAKLY)
_WIDE = (streets.JAPANESE, streets.JAPANESE_POSTCODE, streets.CHINESE, streets.KOREAN)

# Wherever streets are named otherwise: somebody "lives at", then a name, a house number and a postcode.
_LIVES_AT = re.compile(
    r"(?:\b[Ll]ive[sd]? (?:at|in|on)|\b[Ll]iving at|\b[Aa]ddress(?: is|:| to)|\b[Rr]esid(?:es?|ing) at"
    r"|\b[Ww]ohn(?:t|e|haft) (?:in|am|im|an)"
    r"|\b[Aa]dresse(?: ist|:| est)|\b[Vv]ive[ns]? en|\b[Dd]irección(?: es|:)|\b[Hh]abite(?: au| à)?|\b[Aa]bita (?:in|a)"
    r"|\b[Ii]ndirizzo(?: è|:)|\b[Ww]oont (?:op|in|aan)|\b[Aa]dres(?: is|:)|\b[Mm]ora (?:na|no|em)|\b[Ee]ndereço(?: é|:)"
    r"|\b[Bb]or (?:på|i)|\b[Aa]same:?) ",
)
_SENT_TO = re.compile(
    r"\b(?:(?:sent?|ship(?:ped)?|deliver(?:ed)?|return(?:ed)?|mail(?:ed)?|forward(?:ed)?) (?:(?:it|them|this|one"
    r"|a new one|back) )?to"
    r"|[Mm]eet (?:me|us|you|him|her) at|[Ff]ind (?:him|her|them|me|us) at|[Cc]ome (?:to|by)|drops? you off at"
    r"|(?:is|are) (?:located )?at|[Aa]ddress\b.{0,40} (?:is|to|with|following\??)|[Mm]oved? to) ",
)
_WHERE = re.compile(r"(?=(?P<where>(?:[^\s!?]{1,24}[ \n]{1,2}(?<![a-z]{3}\. )){1,10}[^\s!?]{1,24}))")
_NUMBERS = re.compile(r"(?<![\d$€£.,])\d{1,5}(?![\d%.])")
_NAMES = re.compile(rf"\b{streets.NAME}")
_HOUSE = re.compile(rf"\b\d{{1,5}}[a-z]? (?:\w+ )?{streets.NAME}|{streets.NAME},? \d{{1,5}}\b")
_LIVES = re.compile(
    r"\b(?:lives?|lived|living|home|house|address|resid\w{2,4}|wohnt|wohne|adresse|zuhause|vive|vivo|direccion"
    r"|dirección|domicilio"
    r"|habite|domicile|abita|woont|mora|find (?:him|her|them|me)|neighbou?r)\b|住所|自宅|住んで|家は|地址|住在"
    r"|주소|살아|산다",
)
_COMPANY = re.compile(
    r"\b(?:store|shop|office|headquarters|restaurant|hotel|warehouse|branch|company|showroom|museum|factory|laden"
    r"|filiale"
    r"|tienda|magasin|negozio|winkel|loja)\b|本社|支店|工場|公司|门店",
)
_KANJI = re.compile("[\u3012一-龠가-힣]")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_REACH = 60
_MOST_LINES = 6


def hints(text: Folded) -> Iterator[Hint]:
    original = text.original
    covered: list[Span] = []
    if _KANJI.search(original):
        for pattern in _WIDE:
            yield from _hinted(text, pattern, covered, weak=False)
    if not _DIGIT.search(original):
        return
    for pattern in _CERTAIN:
        yield from _hinted(text, pattern, covered, weak=False)
    for pattern in _WEAK:
        yield from _hinted(text, pattern, covered, weak=True)
    yield from _after_a_word(text, covered)
    if "\n" in original:
        yield from _in_lines(text, covered)


def _hinted(text: Folded, pattern: re.Pattern[str], covered: list[Span], *, weak: bool) -> Iterator[Hint]:
    for match in pattern.finditer(text.original):
        if _overlaps(match.span(), covered) or (_YEAR.search(match.group()) and not match["place"]):
            continue
        lives, company = _around(text.original, match.span())
        if weak and not (lives or match["place"]):
            continue
        covered.append(match.span())
        score = 0.85 if match["place"] else 0.62
        score = min(0.9, score + 0.15) if lives else 0.4 if company else score
        yield Hint(GUIDELINE, score, _SAYS, text.field, match.span())


def _after_a_word(text: Folded, covered: list[Span]) -> Iterator[Hint]:
    for cue, score in ((_LIVES_AT, 0.75), (_SENT_TO, 0.62)):
        for match in cue.finditer(text.original):
            where = _WHERE.match(text.original, match.end())
            if where is None or not _is_place(where["where"], sure=score < 0.7):
                continue
            span = (match.end(), match.end() + len(where["where"].rstrip(" .,\n")))
            if not _overlaps(span, covered):
                covered.append(span)
                lives, company = _around(text.original, span)
                says = "a place where somebody is said to live" if cue is _LIVES_AT else _SAYS
                yield Hint(GUIDELINE, 0.4 if company and not lives else score, says, text.field, span)


def _in_lines(text: Folded, covered: list[Span]) -> Iterator[Hint]:
    """As on an envelope: a line with a street and a number, and below it a flat, a town or a postcode."""
    lines = text.original.splitlines(keepends=True)
    places = [0]
    for line in lines:
        places.append(places[-1] + len(line))
    at = 0
    while at < len(lines) - 1:
        end = at
        if streets.LINE.fullmatch(lines[at].rstrip("\r\n")) and _NAMES.search(lines[at]):
            below = range(at + 1, min(at + _MOST_LINES, len(lines)))
            end = max((i for i in below if streets.LINE_OF_A_PLACE.fullmatch(lines[i].rstrip("\r\n"))), default=at)
        span = (places[at], places[end + 1] - 1)
        if end > at and not _overlaps(span, covered):
            covered.append(span)
            yield Hint(GUIDELINE, 0.8, "a postal address, in lines as on an envelope", text.field, span)
        at = end + 1


def _is_place(where: str, *, sure: bool) -> bool:
    """A house number and a postcode, or a house number with a name in capitals on each side."""
    numbers = _NUMBERS.findall(where)
    names = _NAMES.findall(where)
    if not numbers or not names or not _HOUSE.search(where):
        return False
    street = streets.STREET_WORD.search(where.lower()) is not None
    if sure:
        return street or (len(numbers) > 1 and len(names) > 1)
    return street or (len(names) > 1 and (len(numbers) > 1 or "," in where))


def _around(original: str, span: Span) -> tuple[bool, bool]:
    around = original[max(0, span[0] - _REACH) : span[1] + _REACH].lower()
    return _LIVES.search(around) is not None, _COMPANY.search(around) is not None


def _overlaps(span: Span, covered: list[Span]) -> bool:
    return any(first < span[1] and span[0] < last for first, last in covered)
