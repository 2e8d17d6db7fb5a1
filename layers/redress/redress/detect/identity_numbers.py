"""Identity, tax and insurance numbers of many countries: where form and check digits prove one, and where a word
names one. A form that model and part numbers share counts for little without such a word.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from redress.detect import checksums as check
from redress.detect.context import Hint
from redress.detect.folding import Folded

GUIDELINE = "privacy.personal_data"


class _Form(NamedTuple):
    country: str
    pattern: re.Pattern[str]
    holds: check.Check
    alone: float
    """How much it says where no word names it."""


def _form(country: str, written: str, holds: check.Check, alone: float) -> _Form:
    return _Form(country, re.compile(rf"(?<![a-z0-9.,/+-]){written}(?![a-z0-9/]|[-.,]\d)"), holds, alone)


_FORMS = (
    _form("the United States", r"\d{3}-\d{2}-\d{4}", check.american, 0.65),
    _form(
        "the United Kingdom",
        r"(?!bg|gb|nk|kn|tn|nt|zz)[a-ceghj-prstw-z][a-ceghj-nprstw-z] \d\d \d\d \d\d [a-d]",
        bool,
        0.75,
    ),
    _form("Spain", r"\d{8}[ -]?[a-z]", check.spanish, 0.5),
    _form("Spain", r"[xyz]-?\d{7}-?[a-z]", check.spanish, 0.65),
    _form("Italy", r"[a-z]{6}\d\d[a-ehlmprst]\d\d[a-z]\d{3}[a-z]", check.italian, 0.96),
    _form("Brazil", r"\d{3}\.\d{3}\.\d{3}-\d\d", check.brazilian, 0.96),
    _form("India", r"[2-9]\d{3} \d{4} \d{4}", check.verhoeff, 0.5),
    _form("China", r"[1-8]\d{5}(?:19|20)\d{9}[\dx]", check.chinese, 0.96),
    _form("France", r"[12] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?\d\d ?\d{3} ?\d{3} ?\d\d", check.french, 0.92),
    _form("Sweden", r"\d{6}[-+]\d{4}", check.swedish, 0.7),
    _form("Finland", r"\d{6}[-+a-fu-y]\d{3}[0-9a-fhj-npr-y]", check.finnish, 0.92),
    _form("Belgium", r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d", check.belgian, 0.96),
    _form("Switzerland", r"756\.\d{4}\.\d{4}\.\d\d", check.swiss, 0.96),
    _form("Korea", r"\d{6}-[1-8]\d{6}", check.korean, 0.75),
    _form("Singapore", r"[stfg]\d{7}[a-z]", check.singaporean, 0.7),
    _form("Hong Kong", r"[a-z]{1,2}\d{6}\([\da]\)", check.hong_kong, 0.85),
    _form("Mexico", r"[a-z][aeioux][a-z]{2}\d{6}[hmx][a-z]{5}[a-z\d]\d", check.mexican, 0.96),
    _form("Chile", r"\d{1,2}\.\d{3}\.\d{3}-[\dk]", check.chilean, 0.75),
    _form("Czechia or Slovakia", r"\d{6}/\d{4}", check.czech, 0.75),
)
# Long rows of digits prove little by themselves: only looked at where a word names them.
_ROWS = (
    ("the Netherlands", 9, check.weighted((9, 8, 7, 6, 5, 4, 3, 2, -1), 11)),
    ("Canada or Israel", 9, check.luhn),
    ("Australia", 9, check.weighted((1, 4, 3, 7, 5, 8, 6, 9, 10), 11)),
    ("the United Kingdom", 10, check.weighted((10, 9, 8, 7, 6, 5, 4, 3, 2, 1), 11)),
    ("Denmark", 10, lambda digits: check.is_day("2000", digits[2:4], digits[:2])),
    ("Poland", 11, check.weighted((1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1), 10)),
    ("Germany", 11, check.iso_7064_mod_11_10),
    ("Norway", 11, check.weighted((5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), 11)),
    ("Brazil", 11, check.brazilian),
    ("India", 12, check.verhoeff),
    ("Japan", 12, check.japanese),
    ("Romania", 13, check.weighted((2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9, 10), 11)),
    ("South Africa", 13, check.luhn),
)
_NAMED = re.compile(
    r"(?:\b(?:ssn|social security|national insurance|nino|social insurance|tax (?:id|file|payer)|taxpayer|tfn"
    r"|driver'?s? licen[cs]e|driving licen[cs]e|passport|(?:national |government |identity )?id (?:card|number|no)"
    r"|identity (?:card|number)|national id|nhs number|medicare number|sin (?:number|no\.?|#|:)|aadhaa?r"
    r"|pan (?:card|number)"
    r"|dni|nif|nie(?=:? [xyz]\d)|documento (?:de identidad|nacional)|cedula|curp|rut|pasaporte"
    r"|numero de la seguridad social"
    r"|codice fiscale|carta d'identita|patente|passaporto|numero de securite sociale|numero secu|carte d'identite"
    r"|passeport"
    r"|permis de conduire|personalausweis\w{0,7}|ausweisnummer|reisepass|fuhrerschein|steuer-?id\w{0,18}|steuernummer"
    r"|sozialversicherungsnummer|versichertennummer|ahv-?\w{0,8}|bsn|burgerservicenummer|sofinummer|paspoort"
    r"|rijbewijs|pesel"
    r"|dowod|personnummer|cpr-?\w{0,6}|fodselsnummer|henkilotunnus|hetu|rodne cislo|cnp|cpf|rg|tc kimlik|nric|hkid)\b"
    r"|\u30de\u30a4\u30ca\u30f3\u30d0\u30fc|\u500b\u4eba\u756a\u53f7|\u514d\u8a31\u8a3c"
    r"|\u30d1\u30b9\u30dd\u30fc\u30c8|\u8eab\u4efd\u8bc1|\u62a4\u7167|\u8eab\u5206\u8bc1"
    r"|\uc8fc\ubbfc(?:\ub4f1\ub85d)?\ubc88\ud638|\uc5ec\uad8c)(?P<gap>[^.!?\d]{0,28}?)"
    r"(?P<document>(?<![a-z])[a-z]{0,6}\d(?:[ ./-]?[a-z]{0,2}\d){4,17}(?:[ -]?[a-z])?)(?![a-z0-9%])",
)
_FEWEST_DIGITS = 6


def hints(text: Folded) -> Iterator[Hint]:
    if not _DIGITS.search(text.text):
        return
    covered: list[tuple[int, int]] = []
    for match in _NAMED.finditer(text.text):
        code = _bare(match["document"])
        if sum(sign.isdigit() for sign in code) < _FEWEST_DIGITS or _IS_MONEY.match(text.text, match.end()):
            continue
        covered.append(match.span("document"))
        country = _proven(match["document"], code)
        says = f"an identity number ({country})" if country else "the number of an identity document"
        yield Hint(GUIDELINE, 0.92 if country else 0.85, says, text.field, text.span(*match.span("document")))
    for form in _FORMS:
        for match in form.pattern.finditer(text.text):
            known = any(start < match.end() and match.start() < end for start, end in covered)
            if not known and form.holds(_bare(match.group())):
                says = f"what reads like an identity number ({form.country})"
                yield Hint(GUIDELINE, form.alone, says, text.field, text.span(*match.span()))


_DIGITS = re.compile(r"\d(?:\D{0,3}\d){5}")
_IS_MONEY = re.compile(r" ?(?:€|£|\$|usd|eur|dollars?|euros?)")


def _bare(written: str) -> str:
    return re.sub(r"[^a-z\d]", "", written)


def _proven(written: str, code: str) -> str:
    """The country whose check digits it passes, if one's; where several fit, the first."""
    for form in _FORMS:
        if form.pattern.fullmatch(written) and form.holds(code):
            return form.country
    return next(
        (country for country, length, holds in _ROWS if code.isdigit() and len(code) == length and holds(code)), ""
    )
