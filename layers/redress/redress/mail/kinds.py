"""What a mail is: a person's, or a machine's that must never be answered. Each rule says what it goes by."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from redress.mail.headers import Fields, clean
from redress.mail.machines import XARF_SIGNS
from redress.mail.parts import Part
from redress.mail.reading import Bounce, Envelope, Kind, OwnAddresses, address_of
from redress.mail.xarf import xarf_in

MOST_HOPS = 50

_DAEMON = re.compile(
    r"^(?:mailer-?daemon|post[_-]?master|mail-?daemon|mailerdaemon|mdaemon|mmdf|uucp|bounces?|double-bounce|"
    r"mail-?delivery(?:-?subsystem|-?system)?|delivery-?notif\w*|smtp-?gateway|mailgateway|autoreply-ndr)(?:[+=-].*)?$",
    re.IGNORECASE,
)
_DAEMON_NAME = re.compile(
    r"mail(?:er)?[\s-]?(?:daemon|delivery (?:sub)?system|administrator)|delivery (?:sub)?system|post ?master|"
    r"mail system|bounce",
    re.IGNORECASE,
)
_FAILED_SUBJECT = re.compile(
    r"undeliver|delivery (?:status )?(?:notification|fail|report|problem|error)|(?:mail|message|"
    r"email) (?:could not|cannot|can't|was not|not) (?:be )?deliver"
    r"|returned mail|returning (?:message|mail)|failure notice|mail (?:delivery )?(?:fail|error|system error)|"
    r"delivery has failed|nondeliver|non[- ]deliver"
    r"|could not be delivered|unzustellbar|nicht (?:zugestellt|zustellbar)|zustellung fehlgeschlagen|"
    r"unable to deliver|bounced? (?:mail|message)"
    r"|warning: (?:could not send|message)|配信(?:不能|できません|エラー)|配達(?:でき|不能)|送信(?:でき|エラー)|"
    r"non remis|échec de la remise|no se (?:ha )?pud\w+ entregar"
    r"|退信|недоставлен|не удалось доставить|permanent error|user unknown|address (?:not found|unknown)|"
    r"mailbox (?:full|unavailable)|message status"
    r"|mail not delivered|undelivered|メールエラー|エラー通知",
    re.IGNORECASE,
)
_FAILED_TEXT = re.compile(
    r"(?:could not|cannot|can't|unable to|failed to|was not|not be) (?:be )?deliver|deliver(?:y|"
    r"ing)?.{0,60}(?:failed|failure|permanently)|"
    r"(?:permanent|fatal|transient).{0,20}errors?|undeliverable|returned to (?:the )?sender|user (?:unknown|"
    r"not found)|unknown user|mailbox (?:is )?(?:full|unavailable)|"
    r"\b5\d\d[ -]5\.\d\.\d|no such (?:user|recipient|mailbox)|recipient.{0,40}(?:rejected|unknown|not found)|"
    r"address rejected|over quota|quota exceeded|"
    r"以下の(?:宛先|メール)|配信でき|配信されません|届けることができません|送信できません",
    re.IGNORECASE,
)
_AWAY_SUBJECT = re.compile(
    r"^\s*(?:(?:re|aw|sv)\s*:\s*)?(?:out of (?:the )?office|automatic reply|auto(?:matic)?[- ]?(?:reply|response|"
    r"answer)|autoreply|abwesenheits|abwesend|"
    r"automatische antwort|réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|"
    r"risposta automatica|fuori sede|"
    r"automatisch antwoord|afwezig|automatiskt svar|autosvar|automatisk svar|automaattinen vastaus|"
    r"odpowiedź automatyczna|"
    r"automatická odpověď|自動(?:返信|応答)|不在(?:通知|の)|自动(?:回复|答复)|자동 ?(?:회신|응답)|автоответ|"
    r"vacation|i am (?:away|on vacation))",
    re.IGNORECASE,
)
_STATUS_PARTS = frozenset(
    ("message/delivery-status", "message/global-delivery-status", "message/disposition-notification")
)
_SERVICE_NOTICE = re.compile(r'"notificationType\\{0,3}"\s?:\s?\\{0,3}"(?:Bounce|Complaint|Delivery)')


class Seen(NamedTuple):
    """What the rules go by."""

    fields: Fields
    root: Part
    sender: str
    name: str
    envelope: Envelope
    text: str


def automatic_kind(seen: Seen, own: OwnAddresses) -> Kind | None:
    """Anything but a person's mail; None for that. In this order: a loop is a loop whatever else it looks like."""
    fields, root = seen.fields, seen.root
    if is_loop(seen, own):
        return Kind.LOOP
    parts = list(root.walk())
    if _report_type(root) == "feedback-report" or any(part.media == "message/feedback-report" for part in parts):
        return Kind.XARF if xarf_in(parts) else Kind.ARF
    if is_dsn(seen, parts):
        return Kind.DSN
    if xarf_in(parts) or {fields.text("x-xarf").lower(), fields.text("x-arf").lower()} & XARF_SIGNS:
        return Kind.XARF
    if is_automatic(fields, root):
        return Kind.AUTO_REPLY
    return Kind.LIST if is_list(fields) else None


def is_loop(seen: Seen, own: OwnAddresses) -> bool:
    """Our own mail, come back."""
    claimed = (address_of(seen.fields.text(name)) for name in ("sender", "resent-from", "return-path"))
    speaks = (seen.sender, seen.envelope.mail_from or "", *claimed)
    marks = (address_of(clean(value.decode("utf-8", "replace"))) for value in seen.fields.all("x-loop"))
    hops = sum(1 for field in seen.fields if field.name == "received")
    return hops > MOST_HOPS or any(own.owns(address) for address in (*speaks, *marks) if address)


def is_dsn(seen: Seen, parts: list[Part]) -> bool:
    """A report that a mail did not arrive. Half of the real ones are not in the standard's form."""
    fields = seen.fields
    if _report_type(seen.root) in {"delivery-status", "disposition-notification"} or fields.has("x-failed-recipients"):
        return True
    if any(part.media in _STATUS_PARTS for part in parts):
        return True
    named_daemon = bool(_DAEMON_NAME.search(seen.name))
    daemon = bool(_DAEMON.match(seen.sender.rpartition("@")[0])) or (named_daemon and not seen.sender)
    nobody = seen.envelope.mail_from == "" or fields.first("return-path").strip() in {b"<>", b"< >"}
    subject = bool(_FAILED_SUBJECT.search(fields.words("subject")[:500]))
    if seen.sender.endswith("@sns.amazonaws.com") and _SERVICE_NOTICE.search(seen.text[:4_000]):
        return True
    signs = subject + nobody + named_daemon
    enough = 1 if daemon else 2
    return signs >= enough or (signs + 1 >= enough and bool(_FAILED_TEXT.search(seen.text[:6_000])))


def is_automatic(fields: Fields, root: Part) -> bool:
    """RFC 3834, and the signs that were used before and beside it."""
    submitted = fields.text("auto-submitted").lower().partition(";")[0].strip()
    if submitted and submitted != "no":
        return True
    if any(
        fields.has(sign)
        for sign in ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply-from", "x-mail-autoreply")
    ):
        return fields.text("x-autoreply").lower() != "no"
    if (
        fields.text("precedence").lower() in {"auto_reply", "auto-reply"}
        or fields.text("delivered-to").lower() == "autoresponder"
    ):
        return True
    suppressed = {sign.strip().lower() for sign in fields.text("x-auto-response-suppress").split(",")}
    answers = fields.has("in-reply-to") or fields.has("references")
    bulk = fields.text("precedence").lower() in {"bulk", "junk"} or _report_type(root) == "vacation"
    if not (suppressed & {"all", "oof", "autoreply"} or answers or bulk):
        return False
    return bool(_AWAY_SUBJECT.search(fields.words("subject")[:300]))


def is_list(fields: Fields) -> bool:
    named = (
        "list-id",
        "list-post",
        "list-unsubscribe",
        "list-help",
        "list-subscribe",
        "list-owner",
        "list-archive",
        "mailing-list",
        "x-mailing-list",
    )
    return any(fields.has(name) for name in named) or fields.text("precedence").lower() in {"list", "bulk", "junk"}


def _report_type(root: Part) -> str:
    return root.options.get("report-type", "").lower() if root.media == "multipart/report" else ""


def bounces_in(parts: Iterable[Part], fields: Fields) -> tuple[Bounce, ...]:
    """Whom it did not reach and whether that will last (RFC 3464)."""
    found = []
    for part in parts:
        if part.media in {"message/delivery-status", "message/global-delivery-status"}:
            text = part.decoded()[:64_000].decode("utf-8", "replace").replace("\r\n", "\n")
            for group in text.split("\n\n")[:100]:
                lines = dict(_pair(line) for line in group.split("\n") if ":" in line)
                recipient = (lines.get("final-recipient") or lines.get("original-recipient") or "").rpartition(";")[2]
                status = (re.findall(r"\b[245]\.\d{1,3}\.\d{1,3}\b", lines.get("status", "")) or [""])[0]
                if recipient.strip():
                    hard = status.startswith("5.") and lines.get("action", "failed").lower().startswith("failed")
                    found.append(Bounce(recipient=address_of(recipient), status=status, hard=hard))
    named = (address_of(address) for address in fields.text("x-failed-recipients").split(","))
    found += [Bounce(recipient=address, status="", hard=True) for address in named if address]
    return tuple(found[:100])


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip().lower(), clean(value)
