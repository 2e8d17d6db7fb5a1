"""How programs forward and quote, in the languages they speak: made here from their forms, none copied from a mail."""

from pathlib import Path

import pytest

from redress.mail.quoting import split_reply

BO = "Bo Example <bo@example.net>"
HEADS = (
    ("Da", "Inviato", "Oggetto", "A"),
    ("Dari", "Dikirim", "Perihal", "Kepada"),
    ("Dari", "Tanggal", "Subjek", "Kepada"),
    ("Daripada", "Dihantar", "Subjek", "Kepada"),
    ("De", "Data", "Tema", "Per a"),
    ("De", "Enviada", "Assunto", "Para"),
    ("De", "Enviado", "Assunto", "Para"),
    ("De", "Enviado", "Asunto", "Para"),
    ("De", "Enviado el", "Asunto", "Para"),
    ("De", "Enviat", "Assumpte", "Per a"),
    ("De", "Envoyé", "Objet", "À"),
    ("De la", "Trimis", "Subiect", "Către"),
    ("Fra", "Sendt", "Emne", "Til"),
    ("From", "Sent", "Subject", "To"),
    ("Kimden", "Gönderildi", "Konu", "Kime"),
    ("Nadawca", "Data", "Temat", "Do"),
    ("No", "Nosūtīts", "Temats", "Kam"),
    ("Nork", "Bidalia", "Gaia", "Nori"),
    ("Nuo", "Išsiųsta", "Tema", "Kam"),
    ("Od", "Odesláno", "Předmět", "Komu"),
    ("Od", "Odoslané", "Predmet", "Komu"),
    ("Od", "Poslano", "Predmet", "Za"),
    ("Od", "Poslano", "Zadeva", "Za"),
    ("Od", "Poslato", "Tema", "Za"),
    ("Od", "Wysłano", "Temat", "Do"),
    ("Saatja", "Kuupäev", "Teema", "Saaja"),
    ("Saatja", "Saadetud", "Teema", "Adressaat"),
    ("Van", "Verzonden", "Onderwerp", "Aan"),
    ("Von", "Gesendet", "Betreff", "An"),
    ("Feladó", "Elküldve", "Tárgy", "Címzett"),
    ("Frá", "Sent", "Efni", "Til"),
    ("Från", "Skickat", "Ämne", "Till"),
    ("Lähettäjä", "Lähetetty", "Aihe", "Vastaanottaja"),
    ("Từ", "Ngày", "Chủ đề", "Đến"),
    ("Từ", "Đã gửi", "Chủ đề", "Tới"),
    ("Από", "Ημερομηνία", "Θέμα", "Προς"),
    ("Από", "Στάλθηκε", "Θέμα", "Προς"),
    ("Від", "Надіслано", "Тема", "Кому"),
    ("Од", "Послато", "Тема", "За"),
    ("От", "Изпратено", "Относно", "До"),
    ("От", "Отправлено", "Тема", "Кому"),
    ("От кого", "Дата", "Тема", "Кому"),
    ("מאת", "נשלח", "נושא", "אל"),
    ("از", "ارسال شده", "موضوع", "به"),
    ("من", "التاريخ", "الموضوع", "إلى"),
    ("من", "تم الإرسال", "الموضوع", "إلى"),
    ("से", "भेजा गया", "विषय", "प्रति"),
    ("จาก", "ส่ง", "เรื่อง", "ถึง"),
    ("发件人", "发送时间", "主题", "收件人"),
    ("寄件人", "傳送日期", "主旨", "收件人"),
    ("寄件者", "寄件日期", "主旨", "收件者"),
    ("差出人", "送信日時", "件名", "宛先"),
    ("발신", "날짜", "제목", "수신"),
    ("보낸 사람", "보낸 날짜", "제목", "받는 사람"),
)
"""From, date, subject, to."""


def header_block(names: tuple[str, str, str, str], *, mark: str = "") -> str:
    sender, date, subject, to = (f"{mark}{name}:{mark}" for name in names)
    return f"{sender} {BO}\n{date} Mon, 23 Nov 2026 08:00\n{subject} A review\n{to} abuse@x.example\n\nThe words."


@pytest.mark.parametrize("names", HEADS, ids="/".join)
@pytest.mark.parametrize("mark", ["", "*", "**"], ids=["plain", "one star", "two stars"])
def test_a_block_of_heads_opens_what_is_forwarded(names: tuple[str, str, str, str], mark: str) -> None:
    got = split_reply(f"See below.\n\n{header_block(names, mark=mark)}")

    assert got.new == "See below."
    forwarded = got.forwarded[0]
    assert (forwarded.sender, forwarded.subject, forwarded.text) == ("bo@example.net", "A review", "The words.")


WRITTEN = (Path(__file__).parent / "forward_frames.txt").read_text(encoding="utf-8")
FRAMES = dict(block.rstrip("\n").split("\n", 1) for block in WRITTEN.removeprefix("=== ").split("\n=== "))
"""By program."""


@pytest.mark.parametrize("name", FRAMES)
def test_each_programs_frame_around_a_forwarded_mail_is_known(name: str) -> None:
    got = split_reply(f"See below.\n\n{FRAMES[name]}")

    assert got.new == "See below."
    assert got.forwarded[0].sender == "bo@example.net"
    assert "The words." in got.forwarded[0].text


LEADS = (
    "On Mon, Nov 23, 2026 at 8:00 AM Bo Example <bo@example.net> wrote:",
    "On 23 Nov 2026, at 08:00, Bo <bo@example.net> wrote:",
    "On 23/11/2026 08:00, Bo wrote:",
    "On Monday, November 23, 2026, 8:00 AM, Bo <bo@example.net> wrote:",
    "Am 23.11.2026 um 08:00 schrieb Bo <bo@example.net>:",
    "Am Mo., 23. Nov. 2026 um 08:00 Uhr schrieb Bo <bo@example.net>:",
    "Le lun. 23 nov. 2026 à 08:00, Bo <bo@example.net> a écrit :",
    "Le 23/11/2026 à 08:00, Bo a écrit :",
    "El lun, 23 nov 2026 a las 8:00, Bo (<bo@example.net>) escribió:",
    "El 23/11/2026 a las 8:00, Bo escribió:",
    "Il giorno lun 23 nov 2026 alle ore 08:00 Bo <bo@example.net> ha scritto:",
    "Il 23/11/2026 08:00, Bo ha scritto:",
    "Em seg., 23 de nov. de 2026 às 08:00, Bo <bo@example.net> escreveu:",
    "Op ma 23 nov 2026 om 08:00 schreef Bo <bo@example.net>:",
    "Op 23-11-2026 om 08:00 schreef Bo:",
    "Den mån 23 nov. 2026 kl 08:00 skrev Bo <bo@example.net>:",
    "Den man. 23. nov. 2026 kl. 08.00 skrev Bo <bo@example.net>:",
    "man. 23. nov. 2026 kl. 08:00 skrev Bo <bo@example.net>:",
    "ma 23. marrask. 2026 klo 8.00 Bo (bo@example.net) kirjoitti:",
    "pon., 23 lis 2026 o 08:00 Bo <bo@example.net> napisał(a):",
    "W dniu 23.11.2026 o 08:00, Bo pisze:",
    "po 23. 11. 2026 v 8:00 odesílatel Bo <bo@example.net> napsal:",
    "Dne 23.11.2026 v 8:00 Bo napsal(a):",
    "po 23. 11. 2026 o 8:00 Bo <bo@example.net> napísal(a):",
    "Bo <bo@example.net> ezt írta (időpont: 2026. nov. 23., H, 8:00):",
    "2026. 11. 23. 8:00 keltezéssel, Bo írta:",
    "În lun., 23 nov. 2026 la 08:00, Bo <bo@example.net> a scris:",
    "Bo <bo@example.net>, 23 Kas 2026 Pzt, 08:00 tarihinde şunu yazdı:",
    "пн, 23 нояб. 2026 г. в 08:00, Bo <bo@example.net>:",
    "23.11.2026 08:00, Bo пишет:",
    "Понедельник, 23 ноября 2026, 8:00 +03:00 от Bo <bo@example.net>:",
    "пн, 23 лист. 2026 р. о 08:00 Bo <bo@example.net> пише:",
    "Στις Δευ 23 Νοε 2026 στις 8:00 π.μ., ο/η Bo <bo@example.net> έγραψε:",
    "\u202bבתאריך יום ב׳, 23 בנוב׳ 2026 ב-8:00 מאת \u202aBo\u202c\u200f <\u202abo@example.net\u202c\u200f>:\u202c",
    "في الاثنين، 23 نوفمبر 2026 في 8:00 ص تمت كتابة ما يلي بواسطة Bo <bo@example.net>:",
    "2026年11月23日(月) 8:00 Bo <bo@example.net>:",
    "2026/11/23 8:00、Bo <bo@example.net>のメール:",
    "Bo <bo@example.net> 于2026年11月23日周一 08:00写道：",
    "在 2026年11月23日，08:00，Bo <bo@example.net> 写道：",
    "Bo <bo@example.net> 於 2026年11月23日 週一 上午8:00寫道：",
    "2026년 11월 23일 (월) 오전 8:00, Bo <bo@example.net>님이 작성:",
    "Vào Th 2, 23 thg 11, 2026 vào lúc 08:00 Bo <bo@example.net> đã viết:",
    "ในวันที่ จ. 23 พ.ย. 2026 เวลา 08:00 Bo <bo@example.net> เขียนว่า:",
    "Pada Sen, 23 Nov 2026 pukul 08.00 Bo <bo@example.net> menulis:",
    "El dl., 23 de nov. 2026 a les 8:00, Bo <bo@example.net> va escriure:",
    "pon, 23. stu 2026. u 08:00 Bo <bo@example.net> napisao je:",
    "V V pon., 23. nov. 2026 ob 08:00 je oseba Bo <bo@example.net> napisala:",
    "На пн, 23.11.2026 г. в 8:00 Bo <bo@example.net> написа:",
    "Kuupäev E, 23. november 2026 kell 08:00 kirjutas Bo <bo@example.net>:",
    "2026-11-23, pr, 08:00 Bo <bo@example.net> rašė:",
    "pirmd., 2026. g. 23. nov., plkst. 08:00 — lietotājs Bo (<bo@example.net>) rakstīja:",
    "Bo <bo@example.net> schrieb am Mo., 23. Nov. 2026, 08:00:",
    "Bo wrote on 23/11/2026 08:00:",
    "On Mon, 23 Nov 2026 08:00:00 +0000\nBo <bo@example.net> wrote:",
    "On Mon, Nov 23, 2026 at 8:00 AM Bo Example\n<bo@example.net> wrote:",
    "Quoting Bo <bo@example.net>:",
    "Zitat von Bo <bo@example.net>:",
    "Bo <bo@example.net> writes:",
    "* Bo <bo@example.net> [2026-11-23 08:00]:",
    "Bo (bo@example.net) wrote:",
)


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("below", ["> The words.\n> More.", "The words.\n\nMore."], ids=["marked", "unmarked"])
def test_what_stands_below_somebody_wrote_is_quoted(lead: str, below: str) -> None:
    got = split_reply(f"I agree.\n\nRegards\n\n{lead}\n\n{below}")

    assert got.new == "I agree.\n\nRegards"
    assert "The words." in got.quoted


@pytest.mark.parametrize(
    "text",
    [
        "Write to me (ana@example.org) about this:\nthe review lies.",
        "From: what I hear\nit is fake.",
        "No: that is wrong.\nTo: whom it may concern.",
        "The review of 2026 says:\nhe is a thief.",
        "Date: Monday\nPlace: Berlin\nWords: many",
    ],
)
def test_a_persons_own_colons_quote_nobody(text: str) -> None:
    assert split_reply(text).new == text
