"""Phone numbers of private people: valid by the numbering plans, of a private kind, and not a company's hotline."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from redress.detect.context import Hint
from redress.detect.folding import Folded
from redress.detect.numbers import names_goods

GUIDELINE = "privacy.personal_data"

_CANDIDATE = re.compile(r"(?<![\w.,:/#$-])(?:\+ ?|\()?\d(?:[ ().\-/]{0,3}\d){6,14}(?![\w%$]|[.,:/-]\d)")
_DATE = re.compile(r"(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?: \d{1,2})?$")
_YEARS = re.compile(r"(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d$")
_GROUPED = re.compile(r"\(?\d{2,5}\)?[ ./-]\d{2,4}(?:[ ./-]\d{2,4}){1,3}$|\(\d{2,5}\) ?\d{4,8}$|\d{3,5}[ -/]\d{6,8}$")
_ASKS_TO_CALL = re.compile(
    r"\b(?:call|phone|ring|tel|telephone|mobile|cell|text|whatsapp|wechat|viber|sms|reach|number|nummer|telefon|handy|anrufen"
    r"|ruf|rufen|erreichbar|telefono|movil|llama|llamar|llamen|numero|appelez|appeler|telephone|portable|celular|ligue)\b"
    r"|電話|携帯|番号|连络|联系|手机|电话|微信|전화|연락",
)
_COMPANY = re.compile(
    r"\b(?:customer (?:service|support|care|relations)|tech(?:nical)? support|support(?: line)?|help ?line|help ?desk|hot ?line"
    r"|toll[ -]free|service (?:line|center|centre|number)|warranty|company|manufacturer|office|headquarters|kundenservice"
    r"|kundendienst|hersteller|firma|servicio (?:al|de atencion al) cliente|atencion al cliente|fabricante|service clients?"
    r"|fabricant|sav)\b|お客様|サポート|カスタマー|客服|고객센터",
)
_BEFORE, _AFTER = 60, 30
_MONEY_AFTER = re.compile(
    r" ?(?:€|£|¥|usd|eur|dollars?|euros?|円|元|원|kg|g|mm|cm|ml|w|v|hz|mah|gb|mb|km|lbs?|oz|psi)\b"
)
_MONEY_BEFORE = re.compile(r"(?:[€£¥$₹]|usd|eur|rs\.?) ?$")
_REGIONS = {
    "en": ("US", "GB", "IN", "AU"),
    "de": ("DE", "AT", "CH"),
    "es": ("ES", "MX", "AR"),
    "fr": ("FR", "BE", "CH"),
    "ja": ("JP",),
    "pt": ("BR", "PT"),
    "zh": ("CN", "TW", "HK"),
    "ko": ("KR",),
    "it": ("IT",),
    "nl": ("NL", "BE"),
    "pl": ("PL",),
}
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)


def hints(text: Folded, language: str, taken: Sequence[Hint]) -> Iterator[Hint]:
    """`taken` are places that another checksum claims already, such as a card's."""
    regions: Sequence[str] = ()
    for match in _CANDIDATE.finditer(text.text):
        span = text.span(*match.span())
        if any(hint.span[0] < span[1] and span[0] < hint.span[1] for hint in taken) or _is_no_number(text.text, match):
            continue
        regions = regions or _regions(text.original, language)
        yield from _judged(text, match, regions)


def _is_no_number(text: str, match: re.Match[str]) -> bool:
    digits = match.group()
    before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 10]
    return bool(
        _DATE.match(digits)
        or _YEARS.match(digits)
        or _MONEY_BEFORE.search(before)
        or _MONEY_AFTER.match(after)
        or names_goods(text, match.start())
        or len(set(re.sub(r"\D", "", digits))) < 3,
    )


def _regions(original: str, language: str) -> Sequence[str]:
    """Where a number without a country code may be from: the author's region, their language, else the script's."""
    tongue, _, region = language.partition("-")
    home = (region.upper(),) if len(region) == 2 else ()
    if tongue.lower() not in _REGIONS:
        tongue = next((name for name, script in _SCRIPTS if script.search(original)), "")
    return (*home, *_REGIONS.get(tongue.lower(), ("US", "GB", "DE", "FR", "ES", "IN")))


def _judged(text: Folded, match: re.Match[str], regions: Sequence[str]) -> Iterator[Hint]:
    number = _valid(match.group(), regions)
    if number is None:
        return
    span = text.span(*match.span())
    around = (
        text.text[max(0, match.start() - _BEFORE) : match.start()]
        + " | "
        + text.text[match.end() : match.end() + _AFTER]
    )
    if not _is_private(number):
        yield Hint(GUIDELINE, 0.3, "a company's phone number (free of charge or shared cost)", text.field, span)
    elif _COMPANY.search(around):
        yield Hint(GUIDELINE, 0.4, "a company's phone number, as the words around it say", text.field, span)
    elif match.group().startswith(("+", "00")):
        yield Hint(GUIDELINE, 0.98, "a phone number", text.field, span)
    elif _ASKS_TO_CALL.search(around):
        yield Hint(GUIDELINE, 0.97, "a phone number", text.field, span)
    elif _GROUPED.match(match.group()):
        yield Hint(GUIDELINE, 0.75, "what looks like a phone number", text.field, span)


def _valid(written: str, regions: Sequence[str]) -> Any:
    import phonenumbers

    international = written.startswith("+")
    candidates: list[tuple[str, str | None]] = (
        [(written, None)] if international else [(written, region) for region in regions]
    )
    if written.startswith("00"):
        candidates.insert(0, ("+" + written[2:], None))
    for digits, region in candidates:
        try:
            number = phonenumbers.parse(digits, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number) and (
            region is None or phonenumbers.is_valid_number_for_region(number, region)
        ):
            return number
    return None


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
