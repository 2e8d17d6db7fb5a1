"""E-mail addresses, also where they are spelled out to slip past a machine."""

import re
from collections.abc import Iterator

from redress.detect.context import Hint
from redress.detect.folding import Folded
from redress.detect.suffixes import is_domain

GUIDELINE = "privacy.personal_data"

_LOCAL = r"(?<![a-z0-9._%+-])(?P<local>[a-z0-9_%+-][a-z0-9._%+-]{0,63}(?<!\.))"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_PLAIN = re.compile(rf"{_LOCAL} ?@ ?(?P<host>{_LABEL}(?:\.{_LABEL}){{1,5}})(?![a-z0-9-])")
_SAID_AT = (
    "at|arroba|arobase|chiocciola|apenstaartje|klammeraffe|malpa|snabel-?a|kukac|zavinac"
    "|アットマーク|アット|골뱅이|艾特"
)
_ONLY_DOT = "dot|punkt|punto|ponto|kropka|tecka"  # "at one point in" is no address
_SAID_DOT = f"{_ONLY_DOT}|point|punt|piste|pont|ドット|점|点"
_AT = (
    rf"(?: ?[\[({{<*]{{1,2}} ?(?:{_SAID_AT}|@|a) ?[\])}}>*]{{1,2}} ?| (?:{_SAID_AT}) |アットマーク|アット|골뱅이| ?@ ?)"
)
_DOT = rf"(?:\.| ?[\[({{<*]{{1,2}} ?(?:{_SAID_DOT}|\.) ?[\])}}>*]{{1,2}} ?| (?:{_ONLY_DOT}) | ?ドット ?)"
_SPELLED = re.compile(rf"{_LOCAL}(?P<at>{_AT})(?=(?P<host>{_LABEL}(?:{_DOT}{_LABEL}){{1,4}})(?![a-z0-9-]))")
_DOTS = re.compile(_DOT)
_BRACKET = re.compile(r"[\[({<*]")
_ASKED = re.compile(
    r"\b(?:e-?mails?|mail|write|contact|reach|address|message|schreib\w{0,4}|adresse|correo|escrib\w{1,4}|courriel"
    r"|ecri\w{1,5}"
    r"|scriv\w{1,4}|schrijf)\b|メール|邮箱|이메일",
)
_MAILBOXES = frozenset(
    "gmail googlemail yahoo hotmail outlook icloud aol gmx web posteo proton protonmail live msn qq naver".split()
)
_BEFORE = 40
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
        if _BRACKET.search(match["at"]) or not match["at"].isascii():
            yield _hint(text, match, 0.97, "an e-mail address, spelled out")
        elif (_BRACKET.search(match["host"]) or " " in match["host"]) and _is_meant(text.text, match):
            yield _hint(text, match, 0.9, "what reads like an e-mail address, spelled out")


def _is_meant(text: str, match: re.Match[str]) -> bool:
    """Not "look at shop dot com": a mailbox has a sign in it, is a provider's, or somebody is asked to write."""
    return (
        match["at"].strip() != "at"
        or not match["local"].isalpha()
        or _DOTS.split(match["host"])[0] in _MAILBOXES
        or _ASKED.search(text[max(0, match.start() - _BEFORE) : match.start()]) is not None
    )


def _hint(text: Folded, match: re.Match[str], score: float, says: str) -> Hint:
    span = text.span(match.start(), match.end("host"))
    local = match["local"].replace(".", "")
    if local in _OFFICES or local.split("-")[0] in _OFFICES:
        return Hint(GUIDELINE, 0.35, "a company's e-mail address, as it seems", text.field, span)
    return Hint(GUIDELINE, score, says, text.field, span)
