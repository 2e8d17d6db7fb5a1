"""Numbers that prove themselves by a checksum: payment cards and bank accounts; and those a cue word names."""

import re
from collections.abc import Iterator

from redress.detect.context import Hint
from redress.detect.folding import Folded

GUIDELINE = "privacy.personal_data"

_CARD = re.compile(r"(?<![\w.+-])[3-6]\d{3}(?:[ -]?\d{3,6}){2,4}(?![\w-])")
_IBAN = re.compile(r"(?<!\w)[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?(?!\w)")
_IBAN_LENGTHS = {
    "at": 20,
    "be": 16,
    "bg": 22,
    "ch": 21,
    "cy": 28,
    "cz": 24,
    "de": 22,
    "dk": 18,
    "ee": 20,
    "es": 24,
    "fi": 18,
    "fr": 27,
    "gb": 22,
    "gr": 27,
    "hr": 21,
    "hu": 28,
    "ie": 22,
    "is": 26,
    "it": 27,
    "li": 21,
    "lt": 20,
    "lu": 20,
    "lv": 21,
    "mc": 27,
    "mt": 31,
    "nl": 18,
    "no": 15,
    "pl": 28,
    "pt": 25,
    "ro": 24,
    "se": 24,
    "si": 19,
    "sk": 24,
    "sa": 24,
    "ae": 23,
    "tr": 26,
    "il": 23,
    "br": 29,
    "ua": 29,
    "rs": 22,
}
_SOCIAL = re.compile(r"(?<![\w-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])")
_NAMED_SOCIAL = re.compile(r"\b(?:ssn|social security)\b")
_GOODS = re.compile(
    r"(?:\b(?:model|modell|modelo|part|item|article|artikel|sku|serial|seriennummer|imei|isbn|ean|upc|asin|order|tracking"
    r"|bestellnummer|pedido|lot|batch|version|firmware|code)\b[ a-z#:.-]{0,16}|#)$",
)
_REACH = 40
_CARD_LENGTHS = frozenset({14, 15, 16, 19})


def names_goods(text: str, start: int) -> bool:
    """The words just before say that the number belongs to a thing: a model, a parcel, an order."""
    return _GOODS.search(text[max(0, start - _REACH) : start]) is not None


def hints(text: Folded) -> Iterator[Hint]:
    for match in _CARD.finditer(text.text):
        digits = re.sub(r"[ -]", "", match.group())
        if len(digits) in _CARD_LENGTHS and len(set(digits)) > 2 and _luhn(digits) and _issued(digits):
            score = 0.4 if names_goods(text.text, match.start()) else 0.97
            yield Hint(GUIDELINE, score, "the number of a payment card", text.field, text.span(*match.span()))
    for match in _IBAN.finditer(text.text):
        code = match.group().replace(" ", "")
        if _IBAN_LENGTHS.get(code[:2]) == len(code) and _remainder(code) == 1:
            yield Hint(GUIDELINE, 0.98, "the number of a bank account", text.field, text.span(*match.span()))
    if _NAMED_SOCIAL.search(text.text):
        for match in _SOCIAL.finditer(text.text):
            yield Hint(GUIDELINE, 0.9, "a social security number", text.field, text.span(*match.span()))


def _issued(digits: str) -> bool:
    """The first digits and the length agree with what issuers give out."""
    lengths = {"34": {15}, "37": {15}, "36": {14}, "30": {14}, "38": {14}}.get(digits[:2])
    if lengths is None:
        lengths = {"4": {16, 19}, "5": {16}, "6": {16, 19}, "3": {16}}[digits[0]]
    return len(digits) in lengths


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _remainder(code: str) -> int:
    return int("".join(str(int(letter, 36)) for letter in code[4:] + code[:4])) % 97
