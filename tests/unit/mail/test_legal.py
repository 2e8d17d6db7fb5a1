"""Legal mail is known as such, and a customer who only speaks of lawyers is not taken for one."""

import pytest

from redress.mail import Envelope, OwnAddresses, Reading, ReviewUrls, read
from redress.model import LegalKind, Relation
from tests.builders.mails import a_mail

URLS = ReviewUrls(["https://shop.example/reviews/{review_id}"])
OWN = OwnAddresses("abuse@shop.example")


def reading(words: str) -> Reading:
    return read(a_mail(words, subject="Review"), Envelope(), URLS, own=OWN)


@pytest.mark.parametrize(
    "words, legal",
    [
        ("Enclosed you find the preliminary injunction of the High Court.", LegalKind.COURT_ORDER),
        ("By order of the Circuit Court the review has to be removed.", LegalKind.COURT_ORDER),
        ("In der Anlage der Beschluss des Amtsgerichts Köln vom 3. November.", LegalKind.COURT_ORDER),
        ("Le jugement du tribunal judiciaire est joint à ce message.", LegalKind.COURT_ORDER),
        ("Adjuntamos la sentencia del juzgado de primera instancia.", LegalKind.COURT_ORDER),
        ("東京地方裁判所の決定を添付します。", LegalKind.COURT_ORDER),
        ("We are instructed by our client to ask for removal.", LegalKind.LAWYER_LETTER),
        ("Please remove it.\n\nJane Roe\nAttorney at Law", LegalKind.LAWYER_LETTER),
        ("Please remove it.\n\nRoe & Partners\nSolicitors", LegalKind.LAWYER_LETTER),
        ("Bitte löschen Sie das.\n\nRechtsanwältin Dr. Müller", LegalKind.LAWYER_LETTER),
        ("Namens und in Vollmacht fordern wir Sie auf, den Text zu löschen.", LegalKind.LAWYER_LETTER),
        ("La présente vaut mise en demeure de retirer cet avis.", LegalKind.LAWYER_LETTER),
        ("Actuamos en representación legal de la empresa afectada.", LegalKind.LAWYER_LETTER),
        ("削除を求めます。\n\n山川法律事務所\n弁護士 山川花子", LegalKind.LAWYER_LETTER),
        ("Der Text erfüllt § 186 StGB, er ist eine üble Nachrede.", LegalKind.DEFAMATION),
        ("Cet avis est diffamatoire.", LegalKind.DEFAMATION),
        ("Esta reseña es una calumnia.", LegalKind.DEFAMATION),
        ("名誉毀損にあたります。", LegalKind.DEFAMATION),
        ("Ich verlange die Löschung nach Art. 17 DSGVO.", LegalKind.PRIVACY),
        ("Je demande l'effacement au titre du RGPD.", LegalKind.PRIVACY),
        ("Ejerzo mi derecho de supresión.", LegalKind.PRIVACY),
        ("プライバシー侵害です。", LegalKind.PRIVACY),
        ("The photo is mine: this is a copyright notice.", LegalKind.COPYRIGHT),
        ("Verletzung meines Urheberrechts durch das Foto.", LegalKind.COPYRIGHT),
        ("Ce texte porte atteinte à mes droits d'auteur.", LegalKind.COPYRIGHT),
        ("Es una infracción de mis derechos de autor.", LegalKind.COPYRIGHT),
        ("著作権侵害の通知です。", LegalKind.COPYRIGHT),
        ("Please disclose the name and address of the reviewer.", LegalKind.IDENTITY_DISCLOSURE),
        ("Wir verlangen Auskunft über die Bestandsdaten des Nutzers.", LegalKind.IDENTITY_DISCLOSURE),
        ("Merci de communiquer l'identité de l'auteur.", LegalKind.IDENTITY_DISCLOSURE),
        ("Solicitamos revelar la identidad del autor.", LegalKind.IDENTITY_DISCLOSURE),
        ("発信者情報の開示を求めます。", LegalKind.IDENTITY_DISCLOSURE),
    ],
)
def test_a_claim_is_known(words: str, legal: LegalKind) -> None:
    assert reading(words).legal is legal


@pytest.mark.parametrize(
    "words",
    [
        "If this is not gone by Monday I will call my lawyer.",
        "My attorney says that you must act. Our solicitor agrees.",
        "I talked to a law firm and they told me to write to you first.",
        "Do I need a court order for this? I would rather not get an injunction.",
        "You do nothing without a court order, I know.",
        "The review of this lawyer film is wrong, the actor plays an attorney well.",
        "The reviewer wrote my name and address into the text.",
        "This review reveals the name and address of my customer, who is a private person.",
        "I know who the author is.",
        "Sonst gehe ich zum Anwalt. Mein Rechtsanwalt ist schon informiert.",
        "Ich werde einen Anwalt einschalten.",
        "Je vais en parler à mon avocat.",
        "Voy a hablar con mi abogado.",
        "弁護士に相談するつもりです。",
        "このドラマの弁護士は良かったです。",
        "The advocate of this product wrote five reviews.",
    ],
)
def test_who_only_speaks_of_lawyers_is_a_customer(words: str) -> None:
    got = reading(words)

    assert got.legal is None
    assert got.relation is not Relation.LAWYER
