"""Numbers that prove themselves by a checksum: payment cards and bank accounts; and those a cue word names."""

import re
from collections.abc import Iterator

from redress.detect.checksums import luhn
from redress.detect.context import Hint
from redress.detect.folding import Folded

GUIDELINE = "privacy.personal_data"

_CARD = re.compile(r"(?<![a-z0-9.+-])(?:[3-6]\d|2[2-7])\d{2}(?:[ -]?\d{3,6}){2,4}(?![a-z0-9-])")
_IBAN = re.compile(r"(?<![a-z0-9])[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?(?![a-z0-9])")
_IBAN_LENGTHS = {
    entry[:2]: int(entry[2:])
    for entry in (
        "at20 be16 bg22 ch21 cy28 cz24 de22 dk18 ee20 es24 fi18 fr27 gb22 gr27 hr21 hu28 ie22 is26 it27 li21 "
        "lt20 lu20 lv21 mc27 mt31 nl18 no15 pl28 pt25 ro24 se24 si19 sk24 sa24 ae23 tr26 il23 br29 ua29 rs22"
    ).split()
}
_NAMED_CARD = re.compile(
    r"\b(?:card|kreditkarte|tarjeta|carte)\b[^.!?\d]{0,24}(?P<digits>\d(?:[ -]?\d){11,18})(?![a-z0-9-])"
)
_IP = re.compile(
    r"(?:\b|_)(?:ip|ip[ -]?address|address|adresse|direccion)\b[^.!\d]{0,16}(?:%\d\d)?\W{0,3}"
    r"(?P<ip>\d{1,3}(?:\.\d{1,3}){3})(?!\d|\.\d)"
)
_IP_OF_SIX = re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])")
_OWN_NETWORK = re.compile(r"(?:10|127|0|192\.168|172\.(?:1[6-9]|2\d|3[01])|169\.254|255)\.")
_GOODS = re.compile(
    r"(?:\b(?:model|modell|modelo|part|item|article|artikel|sku|serial|seriennummer|imei|isbn|ean|upc|asin|order"
    r"|tracking"
    r"|bestellnummer|pedido|(?<!a )lot|batch|version|firmware|code)\b(?:(?!cell|phone|call|mobile"
    r"|whatsapp)[ a-z#:.-]){0,16}|#)$",
)
_LONG_ENOUGH = re.compile(r"\d(?:\D{0,3}\d){7}")
_DOTTED = re.compile(r"\d\.\d|[0-9a-f]:[0-9a-f]")
_REACH = 40
_FEWEST_DIFFERENT_DIGITS = 1
_LARGEST_BYTE = 255
_CARD_LENGTHS = frozenset({14, 15, 16, 19})


def names_goods(text: str, start: int) -> bool:
    """The words just before say that the number belongs to a thing: a model, a parcel, an order."""
    return _GOODS.search(text[max(0, start - _REACH) : start]) is not None


def hints(text: Folded) -> Iterator[Hint]:
    if _LONG_ENOUGH.search(text.text):
        yield from _proven(text)
        yield from _named_card(text)
    if _DOTTED.search(text.text):
        yield from _on_the_net(text)


def _proven(text: Folded) -> Iterator[Hint]:
    for match in _CARD.finditer(text.text):
        digits = re.sub(r"[ -]", "", match.group())
        if (
            len(digits) in _CARD_LENGTHS
            and len(set(digits)) > _FEWEST_DIFFERENT_DIGITS
            and luhn(digits)
            and _issued(digits)
        ):
            score = 0.4 if names_goods(text.text, match.start()) else 0.97
            yield Hint(GUIDELINE, score, "the number of a payment card", text.field, text.span(*match.span()))
    for match in _IBAN.finditer(text.text):
        code = match.group().replace(" ", "")
        if _IBAN_LENGTHS.get(code[:2]) == len(code) and _remainder(code) == 1:
            yield Hint(GUIDELINE, 0.98, "the number of a bank account", text.field, text.span(*match.span()))


def _named_card(text: Folded) -> Iterator[Hint]:
    """A row of digits that could be anything, but for the word before it."""
    for match in _NAMED_CARD.finditer(text.text):
        digits = re.sub(r"[ -]", "", match["digits"])
        if luhn(digits) and len(set(digits)) > _FEWEST_DIFFERENT_DIGITS:
            yield Hint(GUIDELINE, 0.9, "the number of a payment card", text.field, text.span(*match.span("digits")))


def _on_the_net(text: Folded) -> Iterator[Hint]:
    for match in _IP.finditer(text.text):
        if not _OWN_NETWORK.match(match["ip"]) and all(int(part) <= _LARGEST_BYTE for part in match["ip"].split(".")):
            yield Hint(GUIDELINE, 0.65, "somebody's address on the net", text.field, text.span(*match.span("ip")))
    for match in _IP_OF_SIX.finditer(text.text):
        yield Hint(GUIDELINE, 0.65, "somebody's address on the net", text.field, text.span(*match.span()))


def _issued(digits: str) -> bool:
    """The first digits and the length agree with what issuers give out."""
    lengths = {"34": {15}, "37": {15}, "36": {14}, "30": {14}, "38": {14}}.get(digits[:2])
    if lengths is None:
        lengths = {"4": {16, 19}, "5": {16}, "6": {16, 19}, "3": {16}, "2": {16}}[digits[0]]
    return len(digits) in lengths


def _remainder(code: str) -> int:
    return int("".join(str(int(letter, 36)) for letter in code[4:] + code[:4])) % 97
