"""The marks that mail programs set around what they quote and forward, in the languages they speak. Data."""

import re

# The names of the header lines above a quoted or forwarded message, by what they are; a dot stands for a blank.
_NAMES = {
    "from": (
        "from von de da fra från frá van lähettäjä od kimden gönderen от от.кого отправитель від від.кого відправник "
        "подател од 差出人 送信元 発信者 送信者 发件人 寄件者 寄件人 發件人 보낸사람 보낸.사람 발신 발신자 발신인 "
        "feladó remitente "
        "expéditeur mittente afzender pošiljatelj odesílatel nadawca expeditor avsändare afsender de.la šalje "
        "odosielateľ "
        "από αποστολέας מאת من từ người.gửi จาก ผู้ส่ง dari daripada pengirim saatja no sūtītājs nuo siuntėjas से از "
        "فرستنده nork remitent"
    ),
    "subject": (
        "subject betreff objet sujet asunto oggetto assunto onderwerp emne ämne aihe temat předmět predmet konu тема "
        "件名 主题 主旨 主題 标题 제목 tárgy subiect argomento относно предмет наслов θέμα נושא موضوع الموضوع chủ.đề "
        "tiêu.đề เรื่อง หัวเรื่อง perihal subjek teema temats tēma zadeva naslov efni विषय gaia assumpte tema"
    ),
    "date": (
        "date sent datum gesendet envoyé fecha enviado data inviato enviada verzonden dato sendt skickat lähetetty "
        "päivämäärä wysłano odesláno dátum tarih gönderildi gönderilme дата отправлено відправлено 日付 送信日時 "
        "日期 "
        "发送时间 发送日期 時間 时间 寄件日期 傳送日期 發送日期 날짜 보낸날짜 보낸.날짜 일시 보낸.시간 küldve "
        "elküldve dată "
        "trimis poslano päiväys date.d'envoi envoyé.le enviado.el odoslané datum/uhrzeit poslané надіслано изпратено "
        "послато датум στάλθηκε ημερομηνία נשלח תאריך نشر تاريخ التاريخ تم.الإرسال تاریخ ارسال.شده ngày đã.gửi "
        "ngày.gửi "
        "ส่ง วันที่ tanggal dikirim dihantar tarikh enviat enviat.el saadetud kuupäev nosūtīts datums išsiųsta "
        "data.išsiųsta "
        "भेजा.गया दिनांक bidalia dags poslato received empfangen reçu recibido"
    ),
    "to": (
        "to an à para a al destinataire til till vastaanottaja do komu kime alıcı кому до 宛先 送信先 收件人 收件者 "
        "받는사람 받는.사람 수신 수신자 수신인 címzett către destinatario aan per prejemnik za pentru pour prima "
        "получатель за "
        "προς παραλήπτης אל إلى الى đến tới người.nhận ถึง ผู้รับ kepada ke adressaat saaja kam kam.adresēts kam. "
        "adresatas "
        "प्रति به گیرنده nori per.a"
    ),
    "other": (
        "cc reply-to bcc antwort.an kopie copie.à copie cci copia cópia kopia kopio копия копія répondre.à "
        "responder.a "
        "svara.till vastaus bilgi másolat kopi 抄送 副本 참조 κοιν עותק نسخة สำเนา tembusan organization "
        "organisation importance "
        "wichtigkeit attachments anlagen anhänge message-id in-reply-to"
    ),
}
NAME_OF = {name.replace(".", " "): kind for kind, names in _NAMES.items() for name in names.split()}
HEADER_LINE = re.compile(
    r"[*_|\s>]{0,6}([^\W\d][^\d:\uff1a<>@\x22()\[\]{}.,;|"
    r"*]{0,24})[*_]{0,2}\s{0,3}[:\uff1a][*_]{0,2}\s{0,20}(.{0,1000})$"
)

# Some programs write banner and header lines into one.
BANNER_AND_HEADERS = re.compile(r"\s{0,6}(-{3,}[^-]{3,60}-{3,})\s{1,3}(\S.{10,2000})$")
_LONGEST_FIRST = sorted(NAME_OF, key=len, reverse=True)
HEADER_WITHIN = re.compile(
    r"(?:^|(?<=[>\s\d]))(?=(?:" + "|".join(map(re.escape, _LONGEST_FIRST)) + r")\s?:\s)", re.IGNORECASE
)

BANNER = re.compile(
    r"[>\s*_-]{0,12}(?:-{3,}|_{5,}|={5,})?\s{0,3}(?:begin forwarded message|this is a forwarded message|"
    r"anfang der weitergeleiteten|"
    r"forwarded message|original message|ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|"
    r"message (?:d'origine|transféré|original|transmis)|début du message|mensaje (?:original|reenviado)|"
    r"inicio del mensaje|messaggio (?:originale|inoltrato)|inizio messaggio|mensagem (?:original|\w*encaminhada)|"
    r"início da mensagem|oorspronkelijk bericht|doorgestuurd bericht|begin doorgestuurd|videresendt|vidaresänt|"
    r"vidarebefordrat|ursprungligt|välitetty viesti|edelleenlähetetty|alkuperäinen viesti|wiadomość|původní zpráva|"
    r"preposlan|přeposlan|iletilen|iletilmiş|započni|пересылаемое|начало переадрес|переадрес|исходное|переслан|"
    r"перенаправ|転送|メッセージを転送|元のメッセージ|(?:开始|以下是|下面是)?(?:被)?转发|(?:以下是)?轉寄|開始轉寄|"
    r"原始邮件|原始郵件|邮件原件|郵件原件|전달|továbbított|eredeti|"
    r"mesaj (?:redirecționat|original)|proslijeđen|izvorna|forwarded by)",
    re.IGNORECASE,
)
WROTE = re.compile(
    r"\b(?:wrote|schrieb|a écrit|écrit|escribió|ha scritto|scritto|escreveu|schreef|skrev|kirjoitti|napsal\(?a?\)?|"
    r"napisał\(?a?\)?|yazdı|написал\(?\u0430?\)?|пише|пишет|írta|a scris|geschrieben|napísal|napisao|napisala|"
    r"pisze|написа|έγραψε|đã viết|"
    r"menulis|va escriure|kirjutas|rašė|rakstīja|writes|skrifaði|idatzi du)"
    r"\b.{0,80}[:\uff1a]\s*$|(?:写道|寫道|เขียนว่า|كتب|のメール|書きました|さんは|님이 작성|"
    r"작성).{0,40}[:\uff1a]?\s*$"
    r"|^-{2,}\s?on .{8,200} wrote\s?-{2,}$"
    r"|^\d{4}[-/]\d{1,2}[-/]\d{1,2}\b.{0,120}(?:gmt[+-]\d\d:\d\d [^<]{1,80}|"
    r"<\s?[^<>\s]{3,100}@[^<>\s]{3,100}>\s?:?)$",
    re.IGNORECASE,
)
# Two cheap looks before the dear one.
ANYWHERE = re.compile(
    r"[<(\[]\s?(?:mailto:)?[^<>()\[\]\s]{1,64}@[^<>()\[\]\s]{1,255}[>)\]].{0,60}[:\uff1a]$"
    r"|^(?:quoting|zitat von|citando a|citando|quoted from)\s.{1,200}[:\uff1a]$|"
    r"^\* .{3,200}\[[\d-]{8,10}[ T][\d:]{4,8}\]:$",
    re.IGNORECASE,
)
"""Who is quoted, in whatever language: a line that names a mailbox and ends in a colon."""

HAS_A_TIME = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[:.h]\d\d\b")
MAY_END_WROTE = re.compile(r"[:\uff1a>-]\s*$|gmt[+-]|เขียนว่า|写道|寫道|のメール|書きました|さんは|작성", re.IGNORECASE)
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
