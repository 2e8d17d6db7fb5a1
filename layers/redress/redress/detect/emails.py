"""E-mail addresses, also where they are spelled out to slip past a machine."""

import re
from collections.abc import Iterator

from redress.detect.context import Hint
from redress.detect.folding import Folded
from redress.detect.suffixes import is_domain

GUIDELINE = "privacy.personal_data"

_LOCAL = r"(?<![a-z0-9._%+-])(?P<local>[a-z0-9_%+-][a-z0-9._%+-]{0,63})"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_PLAIN = re.compile(rf"{_LOCAL} ?@ ?(?P<host>{_LABEL}(?:\.{_LABEL}){{1,5}})(?![a-z0-9-])")
_AT = r"(?: ?[\[({<] ?(?:at|@|ät|arroba|arobase) ?[\])}>] ?| (?:at|arroba|arobase) )"
_DOT = r"(?:\.| ?[\[({<] ?(?:dot|punkt|punto|point|\.) ?[\])}>] ?| (?:dot|punkt|punto) )"
_SPELLED = re.compile(rf"{_LOCAL}(?P<at>{_AT})(?=(?P<host>{_LABEL}(?:{_DOT}{_LABEL}){{1,4}})(?![a-z0-9-]))")
_DOTS = re.compile(_DOT)
_BRACKET = re.compile(r"[\[({<]")
# Mailboxes of a function, not of a person.
_OFFICES = frozenset(
    """
    info support service services help helpdesk contact kontakt contacto sales vertrieb ventas verkauf
    customerservice customercare customersupport customer care kundenservice kundendienst serviceclient sav
    atencion office hello hi admin webmaster postmaster abuse noreply no-reply donotreply returns warranty
    orders order press presse legal privacy datenschutz billing feedback team mail shop enquiries inquiries
    """.split(),
)


def hints(text: Folded) -> Iterator[Hint]:
    if "@" in text.text:
        for match in _PLAIN.finditer(text.text):
            if is_domain(match["host"]):
                yield _hint(text, match, 0.98, "an e-mail address")
    for match in _SPELLED.finditer(text.text):
        if not is_domain(_DOTS.sub(".", match["host"])):
            continue
        if _BRACKET.search(match["at"]):
            yield _hint(text, match, 0.97, "an e-mail address, spelled out")
        elif _BRACKET.search(match["host"]) or " " in match["host"]:
            yield _hint(text, match, 0.9, "what reads like an e-mail address, spelled out")


def _hint(text: Folded, match: re.Match[str], score: float, says: str) -> Hint:
    span = text.span(match.start(), match.end("host"))
    local = match["local"].replace(".", "")
    if local in _OFFICES or local.split("-")[0] in _OFFICES:
        return Hint(GUIDELINE, 0.35, "a company's e-mail address, as it seems", text.field, span)
    return Hint(GUIDELINE, score, says, text.field, span)
