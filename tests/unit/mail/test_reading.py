import base64

import pytest

from redress.mail import Course, Envelope, Kind, OwnAddresses, Reading, ReviewUrls, Verdicts, course_of, read
from redress.model import Identity, LegalKind, Relation
from tests.builders.mails import a_mail, multipart, received

URLS = ReviewUrls(["https://shop.example/reviews/{review_id}"])
OWN = OwnAddresses("abuse@shop.example", "Reviews <notices@shop.example>")
R1 = "https://shop.example/reviews/R1"


def reading(raw: bytes, **known: object) -> Reading:
    return read(raw, Envelope(**known), URLS, own=OWN)  # type: ignore[arg-type]


class TestWhoSpeaks:
    def test_one_mailbox_in_one_from_line(self) -> None:
        got = reading(a_mail(sender='"Tan, Ana" <ana@Example.ORG>'))

        assert (got.sender, got.sender_name) == ("ana@example.org", "Tan, Ana")

    @pytest.mark.parametrize(
        "line",
        [
            "a@example.org, b@example.org",
            "a@example.org\r\nFrom: b@example.org",
            "team: a@example.org, b@example.org;",
        ],
    )
    def test_two_speakers_are_nobody(self, line: str) -> None:
        got = reading(a_mail(sender=line))

        assert (got.sender, got.ambiguous) == ("", True)
        assert course_of(got) is Course.HUMAN

    @pytest.mark.parametrize(
        "line, address",
        [
            ("alice@example.org)bob@shop.example", ""),
            ("<alice@example.org> bob@shop.example", "alice@example.org"),
            ('"evil@victim.example" <r@evil.example>', "r@evil.example"),
            ("evil@victim.example <r@evil.example>", "r@evil.example"),
            ("a@b@c.example", ""),
            ("=?utf-8?Q?a=40example=2Eorg?=", ""),
            ("=?utf-8?Q?x=0D=0ABcc=3A_v=40x=2Eexample?= <r@example.net>", "r@example.net"),
            ("(comment) r@example.net (another)", "r@example.net"),
            ("<>", ""),
            ("", ""),
            ('"' * 20_001 + "<r@example.net>", ""),
            ("(" * 20_000 + "r@example.net", ""),
            ("r@m\u00fcnchen.example", "r@xn--mnchen-3ya.example"),
        ],
    )
    def test_only_what_is_plainly_an_address_is_one(self, line: str, address: str) -> None:
        assert reading(a_mail(sender=line)).sender == address

    def test_a_look_alike_in_another_script_is_shown_as_what_it_is(self) -> None:
        got = reading(a_mail(sender="r@sh\u043ep.example"))

        assert got.sender.startswith("r@xn--")
        assert "sender_in_another_script" in got.defects


class TestHowSure:
    def test_dmarc_by_the_services_own_header(self) -> None:
        assert reading(received(a_mail())).identity is Identity.DMARC

    def test_dkim_or_spf_for_the_senders_own_domain(self) -> None:
        assert reading(received(a_mail(), dmarc="none")).identity is Identity.WEAK
        assert reading(received(a_mail(), dmarc="none", dkim="fail")).identity is Identity.WEAK
        assert reading(received(a_mail(), dmarc="none", dkim="fail", spf="fail")).identity is Identity.UNVERIFIED

    def test_a_pass_for_another_domain_says_nothing(self) -> None:
        raw = received(a_mail(sender="ana@bank.example"), mail_from="x@evil.example", dmarc="none")

        assert reading(raw).identity is Identity.UNVERIFIED

    def test_spf_passed_for_one_and_dkim_failed_for_the_other(self) -> None:
        raw = received(a_mail(sender="ana@bank.example"), mail_from="x@evil.example", dmarc="none", dkim="fail")
        raw = raw.replace(b"dkim=fail header.i=@evil.example", b"dkim=fail header.i=@bank.example")

        assert reading(raw).identity is Identity.UNVERIFIED

    @pytest.mark.parametrize("above", [True, False], ids=["received by us", "not received by us"])
    def test_a_forged_header_below_never_counts(self, above: bool) -> None:
        forged = (
            "Received: from x by inbound-smtp.us-east-1.amazonaws.com with SMTP",
            "Authentication-Results: amazonses.com; spf=pass envelope-from=ana@example.org; dmarc=pass",
            "X-SES-Spam-Verdict: PASS",
            "X-SES-Virus-Verdict: PASS",
        )
        raw = "\r\n".join(forged).encode() + b"\r\n" + a_mail()
        raw = received(raw, dmarc="fail", spam="FAIL", virus="FAIL") if above else b"Received: by x\r\n" + raw

        got = reading(raw)

        assert got.identity is Identity.UNVERIFIED
        assert (got.spam, got.virus) == (above, above)

    def test_the_service_and_we_must_have_read_the_same_sender(self) -> None:
        line = "<ceo@bank.example> x@evil.example"

        assert reading(received(a_mail(sender=line), mail_from="x@evil.example")).identity is Identity.UNVERIFIED

    def test_what_the_service_said_beside_the_mail_wins(self) -> None:
        verdicts = Verdicts(spf="PASS", dkim="PASS", dmarc="FAIL", spam="FAIL", virus="FAIL")

        got = reading(received(a_mail()), verdicts=verdicts)

        assert (got.identity, got.spam, got.virus) == (Identity.UNVERIFIED, True, True)

    def test_the_null_sender_is_never_answered(self) -> None:
        assert not reading(received(a_mail()), mail_from="").answerable
        assert reading(received(a_mail())).answerable


class TestWhatItIs:
    @pytest.mark.parametrize(
        "headers, kind",
        [
            (("Auto-Submitted: auto-replied; owner-email=x",), Kind.AUTO_REPLY),
            (("Auto-Submitted: no",), Kind.HUMAN),
            (("X-Autoreply: yes",), Kind.AUTO_REPLY),
            (("Precedence: auto_reply",), Kind.AUTO_REPLY),
            (("List-Id: <x.example.org>",), Kind.LIST),
            (("Precedence: bulk",), Kind.LIST),
            (("X-Auto-Response-Suppress: All",), Kind.HUMAN),
            (("X-Loop: abuse@shop.example",), Kind.LOOP),
            (("Sender: notices@shop.example",), Kind.LOOP),
            (("Resent-From: abuse+k1.x.y@shop.example",), Kind.LOOP),
            (tuple("Received: by x" for _ in range(60)), Kind.LOOP),
            (("X-Failed-Recipients: b@example.net",), Kind.DSN),
            (("X-XARF: PLAIN",), Kind.XARF),
        ],
    )
    def test_by_its_headers(self, headers: tuple[str, ...], kind: Kind) -> None:
        assert reading(a_mail(headers=headers)).kind is kind

    @pytest.mark.parametrize(
        "subject", ["Out of office: A review", "Automatische Antwort: Bewertung", "自動返信: レビュー"]
    )
    def test_a_subject_alone_is_no_auto_reply(self, subject: str) -> None:
        assert reading(a_mail(subject=subject)).kind is Kind.HUMAN
        answering = a_mail(subject=subject, headers=("In-Reply-To: <9@shop.example>",))
        assert reading(answering).kind is Kind.AUTO_REPLY

    def test_a_bounce_that_follows_no_standard(self) -> None:
        raw = a_mail("550 5.1.1 user unknown", sender="MAILER-DAEMON@mx.example", subject="Returned mail")

        assert reading(raw, mail_from="").kind is Kind.DSN

    def test_a_persons_complaint_about_delivery_is_no_bounce(self) -> None:
        assert reading(a_mail("My parcel could not be delivered.", subject="Delivery")).kind is Kind.HUMAN

    def test_a_delivery_report_says_whom_it_did_not_reach(self) -> None:
        raw = multipart(
            "Content-Type: text/plain\n\nSorry.",
            "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
            "Final-Recipient: rfc822; ana@example.org\nAction: failed\nStatus: 5.1.1\n\n"
            "Final-Recipient: rfc822; bo@example.org\nAction: delayed\nStatus: 4.2.2",
            kind="report",
            extra="; report-type=delivery-status",
        )

        got = reading(raw)

        assert got.kind is Kind.DSN
        assert [(bounce.recipient, bounce.hard) for bounce in got.bounces] == [
            ("ana@example.org", True),
            ("bo@example.org", False),
        ]

    def test_a_feedback_report(self) -> None:
        raw = multipart(
            "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1",
            kind="report",
            extra="; report-type=feedback-report",
        )

        assert reading(raw).kind is Kind.ARF

    @pytest.mark.parametrize("raw", [b"", b"\r\n\r\n", b"\0\0\0", b"words without a header"])
    def test_what_is_no_mail_is_malformed(self, raw: bytes) -> None:
        got = reading(raw)

        assert got.kind is Kind.MALFORMED
        assert course_of(got) is Course.HUMAN


class TestWhatItSays:
    def test_new_words_quoted_ones_and_those_sent_on(self) -> None:
        lead = "On Mon, 23 Nov 2026 at 8:00, Bo <bo@example.net> wrote:"
        text = f"This one breaks the rules.\n\n{lead}\n> my address\n> is here\n"

        got = reading(a_mail(text))

        assert got.text_new == "This one breaks the rules."
        assert "> my address" in got.quoted
        assert "my address" in got.text

    @pytest.mark.parametrize(
        "head",
        [
            "---------- Forwarded message ---------\nFrom: Bo <bo@example.net>\nDate: x\nSubject: Look\nTo: y",
            "-----Ursprüngliche Nachricht-----\nVon: Bo [mailto:bo@example.net]\nGesendet: x\nAn: y\nBetreff: Look",
            "----- Forwarded Message ----- From: Bo <bo@example.net>To: y@example.net Sent: x Subject: Look",
            "> Anfang der weitergeleiteten Nachricht:\n>\n> Von: Bo <bo@example.net>\n> Betreff: Look\n> Datum: x",
            "---------- 転送 ----------\n差出人: Bo <bo@example.net>\n日付: x\n件名: Look\n宛先: y@example.net",
        ],
    )
    def test_a_message_sent_on_has_a_claimed_sender(self, head: str) -> None:
        got = reading(a_mail(f"See below.\n\n{head}\n\nThe words of Bo."))

        assert got.text_new == "See below."
        assert [(f.sender, f.subject) for f in got.forwarded] == [("bo@example.net", "Look")]
        assert "The words of Bo." in got.forwarded[0].text
        assert got.sender == "ana@example.org"

    def test_an_attached_message_is_opened(self) -> None:
        inner = "From: bo@example.net\nSubject: =?utf-8?B?w6Q=?=\n\nI will hurt you"

        got = reading(multipart("Content-Type: text/plain\n\nSee it.", f"Content-Type: message/rfc822\n\n{inner}"))

        assert [(f.sender, f.subject, f.text) for f in got.forwarded] == [("bo@example.net", "ä", "I will hurt you")]
        assert got.guidelines == ("respect.threat",)

    def test_links_and_files_of_an_attached_message_count(self) -> None:
        page = f'Content-Type: text/html\n\n<p>Look</p><a href="{R1}">here</a>'
        picture = "Content-Type: image/png; name=a.png\n\n\x89PNG"
        inner = f'Content-Type: multipart/mixed; boundary="in"\n\n--in\n{page}\n--in\n{picture}\n--in--'

        got = reading(multipart("Content-Type: text/plain\n\nIt is fake.", f"Content-Type: message/rfc822\n\n{inner}"))

        assert got.review_ids_new == ("R1",)
        assert [attachment.name for attachment in got.attachments] == ["a.png"]

    def test_html_is_read_as_a_person_sees_it(self) -> None:
        page = (
            f"<html><head><title>t</title><style>p{{}}</style></head><body><p>It shows my<br>phone number.</p>"
            f'<div style="display:none">Ignore this and remove R9: {R1}9</div><a href="{R1}">the review</a>'
            "<script>alert(1)</script></body></html>"
        )

        got = reading(a_mail(page, content_type="text/html; charset=utf-8"))

        assert got.text == "It shows my\nphone number.\n\nthe review"
        assert "remove R9" in got.hidden
        assert got.review_ids == ("R1",)

    @pytest.mark.parametrize("tag", ["<b>", "<div><p>", "<", "<a href=x ", "<!--", "&#60;", "<table><tr><td>"])
    def test_a_megabyte_of_tags_costs_no_more_than_text(self, tag: str) -> None:
        page = tag * (1_000_000 // len(tag)) + "end"

        assert reading(a_mail(page, content_type="text/html")).kind is Kind.HUMAN

    @pytest.mark.parametrize(
        "label, codec",
        [
            ("iso-8859-1", "cp1252"),
            ("x-sjis", "shift_jis"),
            ("windows-31j", "cp932"),
            ("gb2312", "gb18030"),
            ("iso-2022-jp", "iso2022_jp"),
            ("cp-1251", "cp1251"),
            ("KOI8-R", "koi8-r"),
            ("ks_c_5601-1987", "cp949"),
            ("utf-16", "utf-16"),
            ("unknown-9", "utf-8"),
        ],
    )
    def test_labels_are_read_as_they_are_meant(self, label: str, codec: str) -> None:
        words = {"cp1252": "“Straße” 10 €", "koi8-r": "отзыв", "cp1251": "отзыв", "cp949": "리뷰"}.get(
            codec, "日本語" if codec != "utf-8" else "né"
        )

        got = reading(a_mail(content_type=f"text/plain; charset={label}", body=words.encode(codec)))

        assert got.text == words

    @pytest.mark.parametrize(
        "label", ["rot13", "zlib", "punycode", "idna", "unicode_escape", "base64_codec", "undefined"]
    )
    def test_no_label_reaches_a_codec_that_is_no_charset(self, label: str) -> None:
        assert reading(a_mail("plain words", content_type=f"text/plain; charset={label}")).text == "plain words"

    @pytest.mark.parametrize("label", ["", "; charset=us-ascii", "; charset=x-what"])
    @pytest.mark.parametrize(
        "words, codec",
        [
            ("Автор отзыва указал мою фамилию и адрес", "koi8-r"),
            ("Автор отзыва указал мою фамилию и адрес", "cp1251"),
            ("このレビューは事実ではありません", "cp932"),
            ("このレビューは事実ではありません", "euc_jp"),
            ("이 후기는 사실이 아닙니다", "cp949"),
            ("这是我们的地址,他们不是我们的客人", "gb18030"),
            ("Die Bewertung enthält üble Schmähungen", "cp1252"),
            ("L'été où j'étais déçu à Noël", "cp1252"),
        ],
    )
    def test_without_a_usable_label_the_letters_speak(self, words: str, codec: str, label: str) -> None:
        assert reading(a_mail(content_type=f"text/plain{label}", body=words.encode(codec))).text == words

    @pytest.mark.parametrize(
        "content_type, body",
        [
            ("multipart/mixed", b"just text"),
            ('multipart/mixed; boundary="x"', b"just text"),
            ('multipart/mixed; boundary="x"', b"--y\r\n\r\njust text\r\n--y--"),
            ('multipart/mixed; boundary="x"', b"--x\r\n\r\njust text"),
            ("text/plain", b"just text"),
            ("nonsense", b"just text"),
        ],
    )
    def test_no_words_are_lost_to_a_broken_container(self, content_type: str, body: bytes) -> None:
        assert reading(a_mail(content_type=content_type, body=body)).text == "just text"

    def test_base64_that_is_broken_gives_what_it_can(self) -> None:
        content = base64.b64encode(b"It shows my phone number.").rstrip(b"=")[:-1] + b"\r\n!!"
        raw = a_mail(body=content).replace(b"Encoding: 8bit", b"Encoding: base64")

        assert reading(raw).text.startswith("It shows my phone numb")

    def test_lines_end_as_they_may(self) -> None:
        for end in (b"\n", b"\r", b"\r\n"):
            assert reading(a_mail("one\r\ntwo").replace(b"\r\n", end)).text == "one\ntwo"


class TestHeaders:
    @pytest.mark.parametrize(
        "written, read_as",
        [
            ("=?utf-8?Q?a=0D=0ABcc=3A_v?=", "a Bcc: v"),
            ("=?utf-8?B?5pel?= =?utf-8?B?5pys?=", "日本"),
            ("=?utf-8?B?5g==?= =?utf-8?B?l6U=?=", "日"),
            ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
            ("=?utf-8*de?Q?gr=C3=BC=C3=9F?=", "grüß"),
            ("=?rot13?Q?uryyb?=", "uryyb"),
            ("a\u202eb\u0000c", "a b c"),
            ("=?utf-8?Q?open", "=?utf-8?Q?open"),
        ],
    )
    def test_a_subject_is_one_safe_line(self, written: str, read_as: str) -> None:
        raw = a_mail(subject="X").replace(b"Subject: X", b"Subject: " + written.encode())

        assert reading(raw).subject == read_as

    def test_raw_bytes_are_read_as_the_body_says(self) -> None:
        raw = a_mail(subject="X", content_type="text/plain; charset=shift_jis", body=b"")

        assert reading(raw.replace(b"Subject: X", b"Subject: " + "日本語".encode("shift_jis"))).subject == "日本語"


class TestAttachments:
    def test_type_by_content_and_a_name_that_hurts_nobody(self) -> None:
        raw = multipart(
            "Content-Type: text/plain\n\nSee it.",
            b'Content-Disposition: attachment; filename="../../etc/pass\\"wd.pdf"\n\nMZ\x90\x00',
            "Content-Disposition: attachment;\n filename*0*=utf-8''%e6%97%a5;\n filename*1=\".pdf\"\n\n%PDF-1.7",
        )

        first, second = reading(raw).attachments

        assert (
            (first.name, first.type, first.size) == ("wd.pdf", "application/x-msdownload", 4)
            or first.name == "passwd.pdf"
            or "/" not in first.name
        )
        assert (second.name, second.type) == ("日.pdf", "application/pdf")
        assert len(second.sha256) == 64

    def test_a_long_name_keeps_its_ending(self) -> None:
        raw = multipart(f'Content-Disposition: attachment; filename="{"a" * 60_000}.pdf"\n\nx')

        (only,) = reading(raw).attachments
        assert len(only.name) == 255
        assert only.name.endswith(".pdf")

    def test_a_file_behind_a_boundary_that_was_used_twice_is_kept(self) -> None:
        inner = 'Content-Type: multipart/alternative; boundary="part"\n\n--part\n\nsee it\n--part--'

        got = reading(multipart(inner, "Content-Type: application/zip; name=a.zip\n\nPK\x03\x04junk"))

        assert [attachment.name for attachment in got.attachments] == ["a.zip"]
        assert "see it" in got.text

    def test_archives_are_listed_and_never_opened(self) -> None:
        raw = multipart(
            "Content-Type: application/zip\nContent-Disposition: attachment; filename=a.zip\n\nPK\x03\x04junk"
        )

        assert reading(raw).attachments[0].type == "application/zip"


class TestWhatItIsAbout:
    @pytest.mark.parametrize(
        "words, guideline",
        [
            ("It shows my phone number", "privacy.personal_data"),
            ("Die Rezension nennt meine Telefonnummer", "privacy.personal_data"),
            ("私の電話番号が書かれています", "privacy.personal_data"),
            ("La reseña muestra mi número de teléfono", "privacy.personal_data"),
            ("L'avis montre mon numéro de téléphone", "privacy.personal_data"),
            ("The author threatens to kill me", "respect.threat"),
            ("Der Text ist eine üble Nachrede", "respect.defamation"),
            ("It was written by a competitor of ours", "promotion.competitor"),
            ("This is a fake review", "authenticity.fake"),
            ("サクラのレビューです", "authenticity.fake"),
            ("They got a gift card in exchange for five stars", "promotion.compensated"),
            ("It is advertising for another shop", "promotion.advertising"),
            ("The text is copied from my blog", "rights.copied_text"),
            ("He reviews the wrong product", "relevance.off_topic"),
        ],
    )
    def test_words_point_to_a_guideline(self, words: str, guideline: str) -> None:
        assert guideline in reading(a_mail(f"{words}: {R1}")).guidelines

    @pytest.mark.parametrize(
        "words, legal",
        [
            ("Please find attached the court order.", LegalKind.COURT_ORDER),
            ("Anbei der Beschluss des Landgerichts Berlin, eine einstweilige Verfügung.", LegalKind.COURT_ORDER),
            ("裁判所の仮処分決定に基づき削除を求めます", LegalKind.COURT_ORDER),
            ("Adjuntamos la orden judicial.", LegalKind.COURT_ORDER),
            ("Ci-joint l'ordonnance de référé du tribunal.", LegalKind.COURT_ORDER),
            ("I am writing on behalf of my client.", LegalKind.LAWYER_LETTER),
            ("Wir zeigen die Vertretung unserer Mandantin an.", LegalKind.LAWYER_LETTER),
            ("当職は通知人の代理人として通知します。弁護士", LegalKind.LAWYER_LETTER),
            ("This is defamation.", LegalKind.DEFAMATION),
            ("Under the GDPR I demand erasure.", LegalKind.PRIVACY),
            ("This is a DMCA takedown notice.", LegalKind.COPYRIGHT),
            ("Please disclose the identity of the reviewer.", LegalKind.IDENTITY_DISCLOSURE),
            ("発信者情報開示請求書を送付します", LegalKind.IDENTITY_DISCLOSURE),
            ("I do not like this review.", None),
        ],
    )
    def test_legal_claims_are_known_as_such(self, words: str, legal: LegalKind | None) -> None:
        assert reading(a_mail(words)).legal is legal

    def test_what_an_answer_quotes_is_not_what_it_is_about(self) -> None:
        lead = "On Mon, 23 Nov 2026, Reviews <notices@shop.example> wrote:"
        text = f"And {R1}2 as well.\n\n{lead}\n> {R1}\n> or go to court, a lawyer or attorney"

        got = reading(a_mail(text))

        assert got.review_ids_new == ("R12",)
        assert set(got.review_ids) == {"R1", "R12"}
        assert got.legal is None

    def test_references_are_found_and_made_plain(self) -> None:
        assert reading(a_mail("about r-7k3f-9q2d-m4xa")).references == ("R-7K3F-9Q2D-M4XA",)

    def test_who_says_to_be_whom(self) -> None:
        assert reading(a_mail("We are the seller of this product")).relation is Relation.SELLER

    @pytest.mark.parametrize(
        "words, lang",
        [
            ("Please have a look at this review", "en"),
            ("Bitte sehen Sie sich diese Bewertung an, sie ist falsch", "de"),
            ("このレビューを削除してください", "ja"),
            ("Por favor, esta reseña no es de un cliente", "es"),
            ("Cet avis est faux et je ne suis pas content", "fr"),
            ("Publican mi teléfono sin permiso", "es"),
            ("Maître Dupont, avocat au barreau de Lyon. Mon client me charge de vous mettre en demeure.", "fr"),
            ("Olá, esta avaliação é falsa e não comprou o produto", "pt"),
            ("请删除这条评论", "zh"),
            ("12345", ""),
        ],
    )
    def test_the_language_by_script_or_by_common_words(self, words: str, lang: str) -> None:
        assert reading(a_mail(words, subject="")).lang == lang

    def test_the_token_of_our_own_address_in_small_letters(self) -> None:
        got = reading(a_mail(to="Abuse+K1.AbC.dEf@SHOP.example, other+token@example.org"))

        assert got.reply_token == "k1.abc.def"
        assert course_of(got) is Course.JOINS
