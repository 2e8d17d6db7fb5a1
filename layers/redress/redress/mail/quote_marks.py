"""The marks that mail programs set around what they quote and forward, in the languages they speak. Data."""

import re

# The names of the header lines above a quoted or forwarded message, by what they are; a dot stands for a blank.
_NAMES = {
    "from": (
        "from von de da fra från van lähettäjä od kimden gönderen от отправитель від відправник 差出人 "
        "送信元 発信者 送信者 "
        "发件人 寄件者 보낸사람 보낸.사람 feladó remitente expéditeur mittente afzender pošiljatelj odesílatel nadawca "
        "expeditor avsändare afsender de.la šalje odosielateľ"
    ),
    "subject": (
        "subject betreff objet sujet asunto oggetto assunto onderwerp emne ämne aihe temat předmět predmet konu тема "
        "件名 主题 主旨 主題 제목 tárgy subiect argomento"
    ),
    "date": (
        "date sent datum gesendet envoyé fecha enviado data inviato enviada verzonden dato sendt skickat lähetetty "
        "päivämäärä wysłano odesláno dátum tarih gönderildi gönderilme дата отправлено відправлено 日付 送信日時 日期 "
        "发送时间 寄件日期 날짜 보낸날짜 보낸.날짜 küldve elküldve dată trimis poslano päiväys date.d'envoi envoyé.le "
        "enviado.el odoslané datum/uhrzeit poslané"
    ),
    "to": (
        "to an à para a al destinataire til till vastaanottaja do komu kime alıcı кому до 宛先 送信先 收件人 收件者 "
        "받는사람 받는.사람 címzett către destinatario aan per prejemnik za pentru pour prima"
    ),
    "other": (
        "cc reply-to bcc antwort.an kopie copie.à copie cci copia cópia kopia kopio копия копія répondre.à responder.a "
        "svara.till vastaus bilgi másolat kopi"
    ),
}
NAME_OF = {name.replace(".", " "): kind for kind, names in _NAMES.items() for name in names.split()}
HEADER_LINE = re.compile(r"[*_|\s>]{0,6}([^\W\d][\w/' -]{0,24})[*_]{0,2}\s{0,3}[:\uff1a][*_]{0,2}\s{0,20}(.{0,1000})$")

# Some programs write banner and header lines into one.
BANNER_AND_HEADERS = re.compile(r"\s{0,6}(-{3,}[^-]{3,60}-{3,})\s{1,3}(\S.{10,2000})$")
_LONGEST_FIRST = sorted(NAME_OF, key=len, reverse=True)
HEADER_WITHIN = re.compile(
    r"(?:^|(?<=[>\s\d]))(?=(?:" + "|".join(map(re.escape, _LONGEST_FIRST)) + r")\s?:\s)", re.IGNORECASE
)

BANNER = re.compile(
    r"[>\s*_-]{0,12}(?:-{3,}|_{5,}|={5,})?\s{0,3}(?:begin forwarded message|anfang der weitergeleiteten|"
    r"forwarded message|original message|ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|"
    r"message (?:d'origine|transféré|original|transmis)|début du message|mensaje (?:original|reenviado)|"
    r"inicio del mensaje|messaggio (?:originale|inoltrato)|inizio messaggio|mensagem (?:original|\w*encaminhada)|"
    r"início da mensagem|oorspronkelijk bericht|doorgestuurd bericht|begin doorgestuurd|videresendt|vidaresänt|"
    r"vidarebefordrat|ursprungligt|välitetty viesti|edelleenlähetetty|alkuperäinen viesti|wiadomość|původní zpráva|"
    r"preposlan|přeposlan|iletilen|iletilmiş|započni|пересылаемое|начало переадрес|переадрес|исходное|переслан|"
    r"перенаправ|転送|メッセージを転送|元のメッセージ|转发|轉寄|原始邮件|原始郵件|전달|továbbított|eredeti|"
    r"mesaj (?:redirecționat|original)|proslijeđen|izvorna|forwarded by)",
    re.IGNORECASE,
)
WROTE = re.compile(
    r"\b(?:wrote|schrieb|a écrit|écrit|escribió|ha scritto|scritto|escreveu|schreef|skrev|kirjoitti|napsal\(?a?\)?|"
    r"napisał\(?a?\)?|yazdı|написал\(?\u0430?\)?|пише|пишет|írta|a scris|geschrieben|napísal|napisao)"
    r"\b.{0,80}[:\uff1a]\s*$|(?:写道|寫道|のメール|書きました|さんは|님이 작성|작성).{0,40}[:\uff1a]?\s*$"
    r"|^-{2,}\s?on .{8,200} wrote\s?-{2,}$"
    r"|^\d{4}[-/]\d{1,2}[-/]\d{1,2}\b.{0,120}(?:gmt[+-]\d\d:\d\d [^<]{1,80}|<\s?[^<>\s]{3,100}@[^<>\s]{3,100}>\s?:?)$",
    re.IGNORECASE,
)
# Two cheap looks before the dear one.
MAY_END_WROTE = re.compile(r"[:\uff1a>-]\s*$|gmt[+-]|写道|寫道|のメール|書きました|さんは|작성", re.IGNORECASE)
HAS_DATE_OR_ADDRESS = re.compile(r"[\d@]")
STARTS_WROTE = re.compile(
    r"(?:on|am|le|el|il|em|op|den|dne|dnia|w dniu)\b.{8,}|\d{1,4}[ ./-].{6,}|.{0,80}<$", re.IGNORECASE
)
RULE = re.compile(r"[\s>]{0,6}(?:_{8,}|-{3,}.{0,60}-{3,}|-{8,}|={8,})\s*$")
SENT_FROM = re.compile(
    r"(?:sent from|von meinem|gesendet (?:von|mit)|envoyé (?:de|depuis)|enviado desde|inviato da|get outlook for|"
    r"skickat från|sendt fra|verzonden vanaf|iphoneから送信|outlook für|отправлено с)\b.{0,60}$",
    re.IGNORECASE,
)
