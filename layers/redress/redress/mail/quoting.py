"""What is new in a mail, what is quoted, and what is forwarded. Each line is looked at once: no input makes it slow.

Nothing is dropped: the quoted part is kept beside the new one, for in abuse mail the evidence is often there.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from redress.mail.addresses import mailboxes
from redress.mail.headers import clean
from redress.mail.reading import Forwarded

LONGEST_TEXT = 256 * 1024
MOST_LINES = 8_000
LONGEST_LINE = 2_000
MOST_FORWARDED = 20

# The names of the header lines that mail programs write above a message they quote or forward, by what they are.
_NAMES = {
    "from": (
        "from von de da fra från van lähettäjä od kimden от від 差出人 发件人 寄件者 보낸사람 보낸 사람 発信者 送信者 de la "
        "feladó remitente expéditeur mittente afzender pošiljatelj odesílatel nadawca expeditor avsändare afsender"
    ),
    "subject": (
        "subject betreff objet asunto oggetto assunto onderwerp emne ämne aihe temat předmět predmet konu тема "
        "件名 主题 主旨 "
        "主題 제목 tárgy subiect argomento ang emnefelt"
    ),
    "date": (
        "date sent datum gesendet envoyé fecha enviado data inviato enviada verzonden dato sendt skickat "
        "lähetetty päivämäärä "
        "wysłano odesláno dátum tarih gönderildi дата отправлено 日付 送信日時 日期 发送时间 寄件日期 날짜 보낸날짜 küldve dată trimis "
        "poslano päiväys date d'envoi datum sent datum/uhrzeit envoyé le enviado el inviata"
    ),
    "to": (
        "to an à para a al destinataire til till vastaanottaja do komu kime кому до 宛先 收件人 收件者 받는사람 받는 사람 "
        "címzett către "
        "destinatario aan per prejemnik za pentru"
    ),
    "other": "cc reply-to bcc antwort an kopie copie cci copia cópia kopia kopio répondre à responder a svara till vastaus",
}
_NAME_OF = {name: kind for kind, names in _NAMES.items() for name in names.split()} | {
    "보낸 사람": "from",
    "받는 사람": "to",
    "reply-to": "other",
    "antwort an": "other",
    "répondre à": "other",
    "responder a": "other",
    "envoyé le": "date",
    "enviado el": "date",
    "date d'envoi": "date",
    "de la": "from",
}
_HEADER_LINE = re.compile(r"[*_|\s>]{0,6}([^\W\d][\w/' -]{0,24})[*_]{0,2}\s{0,3}[:：][*_]{0,2}\s{0,20}(.{0,1000})$")
_BANNER = re.compile(
    r"[>\s*_-]{0,12}(?:-{3,}|_{5,}|={5,})?\s{0,3}(?:begin forwarded message|anfang der weitergeleiteten|"
    r"forwarded message|original message|"
    r"ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|message (?:d'origine|transféré|original|"
    r"transmis)|"
    r"début du message (?:réexpédié|transféré)|mensaje (?:original|reenviado)|inicio del mensaje reenviado|messaggio "
    r"(?:originale|inoltrato)|inizio messaggio inoltrato|mensagem (?:original|encaminhada)|início da mensagem|"
    r"oorspronkelijk bericht|doorgestuurd bericht|begin doorgestuurd|videresendt|vidaresänt|vidarebefordrat|"
    r"ursprungligt|"
    r"välitetty viesti|alkuperäinen viesti|wiadomość|původní zpráva|preposlan|přeposlan|iletilen|ileti|"
    r"пересылаемое|переадрес|исходное|переслан|перенаправ|転送|元のメッセージ|转发|轉寄|原始邮件|原始郵件|전달|továbbított|eredeti|"
    r"mesaj (?:redirecționat|original)|proslijeđen|izvorna|forwarded by)",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"\b(?:wrote|schrieb|a écrit|écrit|escribió|ha scritto|scritto|escreveu|schreef|skrev|kirjoitti|"
    r"napsal\(?a?\)?|napisał\(?a?\)?|"
    r"yazdı|написал\(?а?\)?|пише|пишет|írta|a scris|geschrieben|napísal|napisao|napisao/la)\b.{0,80}[:：]\s*$"
    r"|(?:写道|寫道|のメール|書きました|さんは|님이 작성|작성).{0,40}[:：]?\s*$",
    re.IGNORECASE,
)
_STARTS_WROTE = re.compile(r"(?:on|am|le|el|il|em|op|den|dne)\b.{8,}", re.IGNORECASE)
_RULE = re.compile(r"[\s>]{0,6}(?:_{8,}|-{3,}.{0,60}-{3,}|-{8,}|={8,})\s*$")
_SENT_FROM = re.compile(
    r"(?:sent from|von meinem|gesendet (?:von|mit)|envoyé (?:de|depuis)|enviado desde|inviato da|get outlook for|"
    r"skickat från|"
    r"verzonden vanaf|iphoneから送信|outlook für)\b.{0,60}$",
    re.IGNORECASE,
)


class Pieces(NamedTuple):
    """`new` is what this sender wrote now; `quoted` all else; `forwarded` the messages found within."""

    new: str
    quoted: str
    forwarded: tuple[Forwarded, ...]


def split_reply(text: str) -> Pieces:
    """Take a plain text apart. Where nothing is quoted all of it is new."""
    text, rest = text[:LONGEST_TEXT], text[LONGEST_TEXT:]
    lines = text.split("\n")
    lines, late = [line[:LONGEST_LINE] for line in lines[:MOST_LINES]], lines[MOST_LINES:]
    blocks = [at for at in range(len(lines)) if _opens_block(lines, at)]
    first_block = blocks[0] if blocks else len(lines)
    forwarded = tuple(_forwarded(lines, at, after) for at, after in pairwise([*blocks, len(lines)]))
    new, quoted = _sorted(lines, first_block)
    quoted += late
    return Pieces("\n".join(new).strip(), "\n".join(quoted).strip() + rest, forwarded[:MOST_FORWARDED])


def _sorted(lines: list[str], first_block: int) -> tuple[list[str], list[str]]:
    new: list[str] = []
    quoted: list[str] = []
    cut = _cut_of(lines, first_block)
    at = 0
    while at < cut:
        line = lines[at]
        span = _wrote_at(lines, at)
        if line.lstrip().startswith((">", "|>")):
            quoted.append(line)
        elif span and _quote_follows(lines, at + span):
            quoted += lines[at : at + span]
            at += span - 1
        elif line.rstrip() == "--" or (line.startswith("-- ") and len(line.strip()) == 2):
            ends = next((n for n in range(at + 1, cut) if lines[n].lstrip().startswith(">")), cut)
            quoted += lines[at:ends]
            at = ends - 1
        elif not _SENT_FROM.match(line.strip()):
            new.append(line)
        at += 1
    return new, quoted + lines[cut:]


def _cut_of(lines: list[str], first_block: int) -> int:
    """Where an unmarked quotation begins: a banner, a header block, or `… wrote:` with the rest below it."""
    for at in range(first_block):
        span = _wrote_at(lines, at)
        if span and not _quote_follows(lines, at + span) and any(line.strip() for line in lines[:at]):
            return at
        if _BANNER.match(lines[at]) and _RULE.match(lines[at]) and any(line.strip() for line in lines[:at]):
            return at
    at = first_block
    while at > 0 and at < len(lines) and (not lines[at - 1].strip() or _is_lead(lines[at - 1])):
        at -= 1
    return at if first_block < len(lines) else first_block


def _is_lead(line: str) -> bool:
    return bool(_RULE.match(line) or _BANNER.match(line))


def _wrote_at(lines: list[str], at: int) -> int:
    """How many lines the `On …, somebody wrote:` takes that begins here; programs wrap it over up to three."""
    line = lines[at].strip()
    if not line or len(line) > 400:
        return 0
    if _is_wrote(line):
        return 1
    if not _STARTS_WROTE.match(line):
        return 0
    for more in (2, 3):
        joined = " ".join(piece.strip() for piece in lines[at : at + more])[:600]
        if _is_wrote(joined):
            return more
    return 0


def _is_wrote(line: str) -> bool:
    if not line.endswith((":", "：")) and not re.search(r"(?:写道|寫道|작성)", line):
        return False
    return bool(_WROTE.search(line[-140:])) and bool(re.search(r"\d|@", line))


def _quote_follows(lines: list[str], at: int) -> bool:
    return any(line.lstrip().startswith(">") for line in lines[at : at + 3])


def _kind_of(line: str) -> tuple[str, str]:
    found = _HEADER_LINE.match(line) if ":" in line[:40] or "：" in line[:40] else None
    if not found:
        return "", ""
    return _NAME_OF.get(found.group(1).strip().lower(), ""), found.group(2).strip(" *_")


def _opens_block(lines: list[str], at: int) -> bool:
    """A quoted message's head begins here: a sender line with a subject, date or recipient beside it."""
    kind, value = _kind_of(lines[at])
    if not kind or kind == "other":
        return False
    if at and _kind_of(lines[at - 1])[0]:
        return False
    kinds = {kind}
    for line in lines[at + 1 : at + 9]:
        also = _kind_of(line)[0]
        if also:
            kinds.add(also)
        elif line.strip(" >") and len(kinds) > 1:
            break
    return ("from" in kinds and len(kinds) >= 3) or (kind == "from" and "@" in value and len(kinds) >= 2)


def _forwarded(lines: list[str], at: int, end: int) -> Forwarded:
    heads: dict[str, str] = {}
    body, blanks, last = at, 0, ""
    for number in range(at, min(at + 20, end)):
        kind, value = _kind_of(lines[number])
        if kind:
            heads.setdefault(kind, value)
            last, body, blanks = kind, number + 1, 0
            continue
        line = lines[number].strip(" >*")
        if line and not blanks and last and number == body and _continues(last, heads[last], line):
            heads[last] = f"{heads[last]} {line}".strip()
            body = number + 1
        elif not line:
            blanks += 1
            body += number == body and blanks < 2
        else:
            break
    text = "\n".join(line.removeprefix(">").removeprefix(" ") for line in lines[body:end]).strip()
    boxes, _ = mailboxes(_without_mailto(heads.get("from", "")).encode())
    sender = boxes[0].address if boxes else ""
    return Forwarded(
        sender=sender, subject=clean(heads.get("subject", ""))[:500], text=text, date=clean(heads.get("date", ""))[:100]
    )


def _continues(kind: str, so_far: str, line: str) -> bool:
    """A head that the program wrapped: an address on the next line, or a long subject."""
    return (kind in {"from", "to"} and "@" in line and "@" not in so_far) or (kind == "subject" and len(so_far) > 60)


def _without_mailto(value: str) -> str:
    """`Name [mailto:a@b]`, `Name <a@b<mailto:a@b>>` and the like, as an address line is written."""
    value = re.sub(r"<mailto:[^<>\s]{1,320}>", "", value)
    value = re.sub(r"\[(?:mailto:)?([^\[\]\s@]{1,64}@[^\[\]\s@]{1,255})\]", r"<\1>", value)
    value = re.sub(r"\(?mailto:([^()\s]{1,320})\)?", r"<\1>", value)
    found = re.findall(r"[^\s<>\"'()\[\],;:*]{1,64}@[^\s<>\"'()\[\],;:*]{1,253}", value)
    return f"<{found[0]}>" if len(set(found)) == 1 else value
