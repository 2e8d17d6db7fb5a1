"""What machines write on their mail, in the dialects and languages they speak. Data for `kinds`."""

import re

# Mailboxes that only machines write from, by the part before the @.
DAEMON = re.compile(
    r"^(?:mailer-?daemon|post[_-]?master|mail-?daemon|mdaemon|mmdf|uucp|bounces?|double-bounce|"
    r"mail-?delivery(?:-?subsystem|-?system)?|delivery-?notif\w*|smtp-?gateway|mailgateway|autoreply-ndr|"
    r"microsoftexchange[0-9a-f]{32}|mail-?system)(?:[+=-].*)?$",
    re.IGNORECASE,
)
DAEMON_NAME = re.compile(
    r"mail(?:er)?[\s-]?(?:daemon|delivery (?:sub)?system|administrator)|delivery (?:sub)?system|post ?master\b(?! \w)|"
    r"mail system|bounce|^system ?administrator$|^systemadministrator$|^administra(?:teur système|dor del sistema|"
    r"dor do sistema|tore di sistema)$|^microsoft (?:outlook|exchange)$",
    re.IGNORECASE,
)
FAILED_SUBJECT = re.compile(
    r"undeliver|delivery (?:status )?(?:notification|fail|report|problem|error|delay|incomplete)|"
    r"(?:mail|message|email|it) (?:could not|cannot|can't|was not|not) (?:be )?deliver|returned mail|"
    r"returning (?:message|mail)|failure notice|mail (?:delivery )?(?:fail|error|system error|rejected|returned)|"
    r"delivery has (?:failed|been delayed)|nondeliver|non[- ]deliver|could not be delivered|unable to deliver|"
    r"error (?:delivering|sending) (?:mail|e-?mail|message)|bounced? (?:mail|message)|"
    r"warning: (?:could not send|message)|this is a warning message only|"
    r"delayed (?:mail|message)|permanent error|user unknown|address (?:not found|unknown)|"
    r"mailbox (?:full|unavailable)|message (?:status|blocked|rejected|bounced)|"
    r"e-?mail (?:quarantined|blocked|rejected)|mail not delivered|"
    r"unzustellbar|nicht (?:zugestellt|zustellbar)|zustellung (?:fehlgeschlagen|nicht möglich|verzögert)|^verzögert:|"
    r"^rückläufer|non remis|non distribu|échec de (?:la )?(?:remise|distribution)|remise (?:impossible|retardée)|"
    r"retourné à l'expéditeur|no se (?:ha )?pud\w+ entregar|no (?:se puede )?entrega(?:r|ble|do)|"
    r"error de entrega|impossibile recapitare|non recapitabile|mancat[oa] (?:recapito|consegna)|"
    r"não (?:é possível )?entreg(?:ar|ue)|falha na entrega|onbestelbaar|onbezorgbaar|niet bezorgd|"
    r"kan (?:ikke|inte) lever|ikke lever|olevererbar|ej levererat|ei voida toimittaa|toimittamat|"
    r"niedostarcz|nie można dostarczyć|nedoruč|kézbesíthetetlen|nem kézbesíthető|teslim edile|iletilemedi|"
    r"nelivrabil|imposibil de livrat|αδυναμία παράδοσης|недоставлен|не уда(?:лось|[её]тся) доставить|"
    r"не може бути доставлен|не доставлен|配信(?:不能|できません|エラー)|配達(?:でき|不能)|送信(?:でき|エラー)|"
    r"メールエラー|エラー通知|退信|無法(?:傳遞|投遞|送達)|无法(?:投递|送达|传递)|投递失败|投遞失敗|未送达|"
    r"배달(?:되지|할 수 없|실패)|전송 실패|반송",
    re.IGNORECASE,
)
FAILED_TEXT = re.compile(
    r"(?:could not|cannot|can't|unable to|failed to|was not|wasn't able to|not be) (?:be )?deliver|deliver(?:y|"
    r"ing)?.{0,60}(?:failed|failure|permanently)|did not reach|"
    r"(?:permanent|fatal|transient).{0,20}errors?|undeliverable|returned to (?:the )?sender|user (?:unknown|"
    r"not found)|unknown user|mailbox (?:is )?(?:full|unavailable)|"
    r"\b5\d\d[ -]5\.\d\.\d|no such (?:user|recipient|mailbox)|recipient.{0,40}(?:rejected|unknown|not found)|"
    r"address rejected|over quota|quota exceeded|"
    r"以下の(?:宛先|メール)|配信でき|配信されません|届けることができません|送信できません",
    re.IGNORECASE,
)
"""A sign beside others."""

OF_A_MAIL = re.compile(
    r"\b[245]\d\d[ -][245]\.\d{1,3}\.\d{1,3}|\b5[05]\d[ -]|#5\.\d\.\d|<[^<>@\s]{1,64}@[^<>@\s]{1,255}>|"
    r"\b[\w.+-]{1,64}@[\w.-]{1,255}\b|\brecipients?\b|\bmailbox\b|original message|宛先",
    re.IGNORECASE,
)
"""That it is a mail, not a parcel, which did not arrive."""

# `Automatic reply: …` and its kin: what programs put before the subject, then what people set as a subject.
_AUTOMATIC = (
    r"auto(?:mat(?:ic|ed))?[- ]?(?:re(?:ply|sponse|sponder)|answer)|auto ?reply|automatische? (?:antwort|beantwortung)|"
    r"réponse automatique|respuesta automática|resposta automàtica|resposta automática|risposta automatica|"
    r"automatisch antwoord|automatiskt? svar|autosvar|automaattinen vastaus|automaatvastus|automātiska atbilde|"
    r"automatinis atsakymas|odpowiedź automatyczna|automatyczna odpowiedź|automatick[áé] odpověď|"
    r"automatická odpoveď|automatikus válasz|răspuns automat|automatski odgovor|samodejni odgovor|"
    r"otomatik (?:yanıt|cevap)|автоответ|автоматический ответ|автоматичн[аи] відповідь|автоматичен отговор|"
    r"аутоматски одговор|αυτόματη απάντηση|תגובה אוטומטית|מענה אוטומטי|رد تلقائي|الرد التلقائي|پاسخ خودکار|"
    r"trả lời tự động|ตอบกลับอัตโนมัติ|การตอบกลับอัตโนมัติ|balasan otomatis|balasan automatik|स्वचालित उत्तर|"
    r"自動(?:返信|応答|回覆|回復|回复|答覆)|自动(?:回复|答复)|자동 ?(?:회신|응답|답장)"
)
_AWAY = (
    r"out[ -]of[ -](?:the )?office|ooo\b|abwesenheit|abwesend\b|nicht im (?:haus|büro)|"
    r"(?:ich bin |derzeit )?im urlaub\b|urlaubs(?:benachrichtigung|meldung)|"
    r"abs(?:ence|ent)\b(?: (?:du|de) bureau)?\s*(?::|$)|absence du bureau|absent du bureau|message d'absence|"
    r"en congés?\b|fuera de (?:la )?oficina|ausente de la oficina|ausencia de la oficina|"
    r"fora do escritório|ausência (?:do|temporária)|fuori (?:sede|ufficio)|assente dall'ufficio|assenza dall'ufficio|"
    r"(?:ik ben )?afwezig\b|afwezigheid|niet aanwezig|frånvaro|fraværende|ikke til stede|poissa\b|poissaolo|"
    r"nieobecność|poza biurem|mimo kancelář|nepřítomnost|mimo kancelárie|odsutnost|"
    r"szabadságon|házon kívül|в отпуске|нет на месте|вне офиса|поза офісом|ofis dışında|εκτός γραφείου|"
    r"不在(?:通知|の|です|にし)|休暇(?:中|の)|外出中|不在办公室|外出|休假|부재 ?중|휴가|"
    r"vacation(?: (?:reply|response|notice|message))?\s*(?::|$)|(?:i am|i'm|on) (?:\w+ )?"
    r"(?:away|(?:on )?(?:vacation|holidays?|leave)|out of (?:the )?office)\b\s*(?::|$|until|till|from|in|at)|"
    r"(?:currently )?on (?:annual |maternity |parental |sick )?(?:vacation|holidays?|leave)\s*(?::|$|until|till)|"
    r"away(?: from (?:my |the )?(?:mail|e-?mail|desk|office))?\s*(?::|$|until|re\b)"
)
AWAY_SUBJECT = re.compile(
    rf"^\s*(?:(?:re|aw|sv|auto)\s*:\s*|\[)?(?:{_AUTOMATIC}|{_AWAY}|i am (?:currently )?(?:away|out of))|"
    rf"[(\[](?:{_AUTOMATIC})[)\]]|^auto:\s",
    re.IGNORECASE,
)

# Fields by which programs before and beside RFC 3834 say that nobody wrote this. X-Auto-Response-Suppress is none:
# it asks that others do not answer, and Exchange writes it on people's mail.
AUTOMATIC_FIELD = re.compile(
    r"x-(?:[a-z]{2,12}-)?auto(?:mati[ck])?-?(?:repl|respon(?!se-suppress)|answer|generated|submitted|notif)"
    r"|x-(?:fc-)?machinegenerated|x-vacation|x-holiday-?reply"
)
NOT_MEANT = frozenset(("no", "none", "false", "0", "off"))

LIST_FIELDS = (
    *("list-id", "list-post", "list-unsubscribe", "list-help", "list-subscribe", "list-owner", "list-archive"),
    *("mailing-list", "x-mailing-list", "x-mailinglist", "x-mailinglist-id", "x-list-id", "x-listname", "x-list-name"),
    *(
        "x-beenthere",
        "x-mailman-version",
        "x-ml-name",
        "x-mlserver",
        "x-lsv-listid",
        "x-listserver",
        "x-listar-version",
    ),
    *(
        "x-ecartis-version",
        "x-google-group-id",
        "x-yahoo-newman-property",
        "x-majordomo",
        "x-sympa-to",
        "x-csa-complaints",
    ),
)
