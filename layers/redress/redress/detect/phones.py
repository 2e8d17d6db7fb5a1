"""Phone numbers of private people: valid by the numbering plans, of a private kind, and not a company's hotline."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from redress.detect.context import Hint
from redress.detect.folding import Folded
from redress.detect.numbers import names_goods

GUIDELINE = "privacy.personal_data"

_CANDIDATE = re.compile(
    r"(?<![a-z0-9.,/#$-])(?<!\d:)(?:\+ ?|\()?\d(?:(?:[ .\-/]|\) ?| ?\(| - |\)[.-])?\d){6,14}"
    r"(?:(?= ?(?:x|ext\.?) ?\d{1,6})|(?![a-z0-9%$]|[.,:/-]\d))",
)
_DATE = re.compile(
    r"(?:(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,3}|\d{4}[./-]\d{1,2}[./-]\d{1,2}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?: \d{1,2})?$"
)
_YEARS = re.compile(r"(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d$")
_GROUPED = re.compile(r"\(?\d{2,5}\)?[ ./-]\d{2,4}(?:[ ./-]\d{2,4}){1,3}$|\(\d{2,5}\) ?\d{4,8}$|\d{3,5}[ -/]\d{6,8}$")
_ASKS_TO_CALL = re.compile(
    r"\b(?:call|phone|ring|tel|telephone|mobile|cell|text|whatsapp|wechat|viber|sms|reach|number|contact|nummer|telefon"
    r"|handy|anrufen|ruf|rufen|erreichbar|telefono|movil|llama\w{0,3}|numero|appelez|appeler|portable|celular"
    r"|ligue|answer(?:s|ing)? (?:at|on)|registered|bel|bellen|telefoon|chiam\w{1,5}|cellulare|ring(?:a|e)?"
    r"|puhelin)\b|電話|携帯|番号|连络|联系|手机|电话|微信|전화|연락",
)
_OWN = re.compile(
    r"\b(?:(?:my|his|her) (?:\S{1,12} )?(?:cell|mobile|number|phone|line|whatsapp)"
    r"|(?:call|text|ring|phone|reach|whatsapp|message) (?:me|him|her)|(?:meine|seine) (?:handy ?)?nummer|llamame"
    r"|mi (?:numero|telefono|movil)|appelez-moi|mon (?:numero|portable))\b",
)
_SOMEBODYS = re.compile(
    r"\b(?:(?:my|his|her|their|your|the (?:owner|seller|guy|man|woman|lady)'s) (?:\S{1,12} )?(?:cell|mobile|number"
    r"|phone|line|whatsapp)|(?:call|text|ring|phone|reach|whatsapp|message) (?:me|him|her)"
    r"|(?:meine|seine|ihre|deine) (?:handy ?)?nummer"
    r"|(?:mi|su|tu) (?:numero|telefono|movil)|(?:mon|son|ton) (?:numero|portable|telephone))\b|自宅|個人の",
)
_COMPANY = re.compile(
    r"\b(?:customer (?:service|support|care|relations)|tech(?:nical)? support|support(?: line)?|help ?line|help ?desk"
    r"|hot ?line|toll[ -]free|service (?:line|center|centre|number)|warranty|company|manufacturer|office|headquarters"
    r"|kundenservice|kundendienst|hersteller|firma|servicio (?:al|de atencion al) cliente|atencion al cliente"
    r"|fabricante|service clients?|fabricant|sav)\b|お客様|サポート|カスタマー|客服|고객센터",
)
_DIGIT = (
    r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|null|eins|zwei|drei|vier|funf|sechs|sieben|acht|neun"
    r"|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|un|deux|trois|quatre|cinq|sept|huit|neuf)"
)
_IN_WORDS = re.compile(
    rf"\b(?:{_DIGIT}|\d{{1,4}})(?:[ ,.-]{{1,2}}(?:double |triple )?(?:{_DIGIT}|\d{{1,4}})){{3,14}}\b"
    rf"|[〇零一二三四五六七八九]{{10,11}}"
)
_WORDS_FOR_DIGITS = re.compile(rf"{_DIGIT}|[〇零一二三四五六七八九]")
_LETTERS_FOR_DIGITS = re.compile(r"(?<![a-z0-9])[+(]?[\dol](?:[ .()-]{0,2}[\dol]){8,13}(?![a-z0-9])")
_LOOK_ALIKE = str.maketrans("ol", "01")
_COUNTING = ("one two three", "one, two, three", "eins zwei drei", "uno dos tres", "un deux trois")
_FEWEST_IN_WORDS = 3
_FEWEST_DIGITS = 7
_BEFORE, _AFTER = 60, 30
_UNIT_AFTER = re.compile(
    r" ?(?:€|£|¥|usd|eur|dollars?|euros?|円|元|원|kg|g|mm|cm|ml|w|v|hz|mah|gb|mb|km|lbs?|oz|psi)\b"
)
_MONEY_BEFORE = re.compile(r"(?:[€£¥$₹]|usd|eur|rs\.?) ?$")
_REGIONS = {
    "en": ("US", "CA", "GB", "IN", "AU"),
    "de": ("DE", "AT", "CH"),
    "es": ("ES", "MX", "AR"),
    "fr": ("FR", "BE", "CH"),
    "ja": ("JP",),
    "pt": ("BR", "PT"),
    "zh": ("CN", "TW", "HK"),
    "ko": ("KR",),
    "it": ("IT", "CH"),
    "nl": ("NL", "BE"),
    "pl": ("PL",),
    "sv": ("SE", "FI"),
    "da": ("DK",),
    "nb": ("NO",),
    "no": ("NO",),
    "fi": ("FI",),
    "cs": ("CZ",),
    "tr": ("TR",),
    "hi": ("IN",),
}
_ELSEWHERE = (
    *("US", "GB", "DE", "FR", "ES", "IN", "IT", "JP", "BR", "NL", "CA", "MX", "CN", "KR", "AU", "PL", "PT", "BE", "AT"),
    *("CH", "SE", "DK", "NO", "FI", "IE", "ZA", "SG", "HK", "TR", "CZ", "AR"),
)
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)
_FEWEST_DIFFERENT_DIGITS = 3  # 000-000-0000 and 111 11 11 are made up


def hints(text: Folded, language: str, taken: Sequence[Hint]) -> Iterator[Hint]:
    """`taken` are places that another checksum claims already, such as a card's."""
    regions: tuple[Sequence[str], int] | None = None
    for match in _CANDIDATE.finditer(text.text):
        first, last = text.span(*match.span())
        if any(hint.span[0] < last and first < hint.span[1] for hint in taken) or _is_no_number(text.text, match):
            continue
        regions = regions or _regions(text.original, language)
        yield from _judged(text, match, regions)
    yield from _disguised(text, language)


def _disguised(text: Folded, language: str) -> Iterator[Hint]:
    """Digits as words ("four one 5") or as letters that look like them ("O7700 9OO l23")."""
    if not _ASKS_TO_CALL.search(text.text):
        return
    for match in _LETTERS_FOR_DIGITS.finditer(text.text):
        written = match.group().translate(_LOOK_ALIKE)
        before = text.text[max(0, match.start() - _BEFORE) : match.start()]
        if written != match.group() and _ASKS_TO_CALL.search(before):
            number, _ = _valid(written, *_regions(text.original, language))
            if number is not None and _is_private(number):
                yield Hint(GUIDELINE, 0.85, "a phone number, disguised", text.field, text.span(*match.span()))
    for match in _IN_WORDS.finditer(text.text):
        words = _WORDS_FOR_DIGITS.findall(match.group())
        digits = len(words) + sum(letter.isdigit() and letter.isascii() for letter in match.group())
        if len(words) < _FEWEST_IN_WORDS or digits < _FEWEST_DIGITS or match.group().startswith(_COUNTING):
            continue
        if _ASKS_TO_CALL.search(text.text[max(0, match.start() - _BEFORE) : match.start()]):
            yield Hint(GUIDELINE, 0.85, "a phone number, written out in words", text.field, text.span(*match.span()))


def _is_no_number(text: str, match: re.Match[str]) -> bool:
    digits = match.group()
    before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 10]
    return bool(
        _DATE.match(digits)
        or _YEARS.match(digits)
        or _MONEY_BEFORE.search(before)
        or _UNIT_AFTER.match(after)
        or names_goods(text, match.start())
        or len(set(re.sub(r"\D", "", digits))) < _FEWEST_DIFFERENT_DIGITS,
    )


def _regions(original: str, language: str) -> tuple[Sequence[str], int]:
    """Where a number without a country code may be from: the author's region and language, the script's, then anywhere;
    and how many of these are likely.
    """
    tongue, _, region = language.lower().partition("-")
    home = (region.upper(),) if region.isalpha() and len(region) == len("gb") else ()
    if tongue not in _REGIONS:
        tongue = next((name for name, script in _SCRIPTS if script.search(original)), "en" if not tongue else "")
    likely = tuple(dict.fromkeys((*home, *_REGIONS.get(tongue, ()))))
    return tuple(dict.fromkeys((*likely, *_ELSEWHERE))), len(likely)


def _judged(text: Folded, match: re.Match[str], regions: tuple[Sequence[str], int]) -> Iterator[Hint]:
    around = text.text[max(0, match.start() - _BEFORE) : match.start()] + " | "
    around += text.text[match.end() : match.end() + _AFTER]
    judged = _verdict(match.group(), around, *regions)
    if judged:
        yield Hint(GUIDELINE, *judged, text.field, text.span(*match.span()))


def _verdict(written: str, around: str, regions: Sequence[str], likely: int) -> tuple[float, str] | None:
    somebodys = _SOMEBODYS.search(around) is not None
    asked = somebodys or _ASKS_TO_CALL.search(around) is not None
    number, at_home = _valid(written, regions if asked else regions[:likely], likely)
    company = _COMPANY.search(around) is not None
    verdict: tuple[float, str] | None = None
    if number is None or not _is_private(number):
        if _OWN.search(around) or (somebodys and number is None):
            verdict = 0.7, "called somebody's number, though no numbering plan that was tried has it for private people"
        elif number is not None:
            verdict = 0.3, "a company's number (free of charge or shared cost)"
        elif asked and not company and _is_possible(written):
            verdict = 0.65, "what looks like a phone number of another country"
    elif company:
        # Words of both kinds around it: whose it is, a person can tell.
        says = "a phone number" if somebodys else "a company's phone number, as the words around it say"
        verdict = (0.85 if somebodys else 0.4), says
    elif written.startswith(("+", "00")):
        verdict = 0.98, "a phone number"
    elif asked:
        verdict = (0.97 if at_home else 0.85), "a phone number"
    elif _GROUPED.match(written):
        verdict = 0.75, "what looks like a phone number"
    return verdict


def _valid(written: str, regions: Sequence[str], likely: int) -> tuple[Any, bool]:
    """The number, if a plan has it, and whether the author is likely to write by it. A private number of one plan
    goes before a company's of another.
    """
    import phonenumbers

    if written.startswith("+"):
        return _parsed(written, None), True
    for prefix in ("00", "011"):
        abroad = _parsed("+" + written.removeprefix(prefix), None) if written.startswith(prefix) else None
        if abroad is not None:
            return abroad, True
    companys = None
    for place, region in enumerate(regions):
        number = _parsed(written, region)
        if number is None or not phonenumbers.is_valid_number_for_region(number, region):
            continue
        if _is_private(number):
            # What is free of charge at home is that, whatever it would be abroad.
            return (number, place < likely) if companys is None or companys[1] >= likely else (companys[0], True)
        companys = companys or (number, place)
    return (companys[0], companys[1] < likely) if companys else (None, False)


def _is_possible(written: str) -> bool:
    """As long as a number of its country may be, though no plan has it."""
    import phonenumbers

    try:
        return written.startswith("+") and phonenumbers.is_possible_number(phonenumbers.parse(written, None))
    except phonenumbers.NumberParseException:
        return False


def _parsed(written: str, region: str | None) -> Any:
    import phonenumbers

    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


def _is_private(number: Any) -> bool:
    from phonenumbers import PhoneNumberType, number_type

    return number_type(number) in {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.PERSONAL_NUMBER,
        PhoneNumberType.VOIP,
        PhoneNumberType.PAGER,
    }
