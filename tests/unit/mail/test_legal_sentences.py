"""Legal mail is written in sentences: who orders, whom a lawyer acts for. So do customers write, who mean neither."""

import time

import pytest

from redress.mail import Envelope, OwnAddresses, ReviewUrls, read
from redress.model import LegalKind
from tests.builders.mails import a_mail

URLS = ReviewUrls(["https://shop.example/reviews/{review_id}"])
OWN = OwnAddresses("abuse@shop.example")


def legal_of(words: str) -> LegalKind | None:
    return read(a_mail(words, subject="Review"), Envelope(), URLS, own=OWN).legal


@pytest.mark.parametrize(
    "words",
    [
        "Das Landgericht Hamburg hat mit Beschluss vom 3.11.2026, Az. 324 O 12/26, angeordnet, sie zu entfernen.",
        "The High Court ordered on 3 November 2026 in case KB-2026-001234 that the review\nbelow be removed.",
        "Please find enclosed the injunction of the Superior Court of California against the reviewer.",
        "Judge Miller of the district court has ordered you to take down the review.",
        "Le tribunal judiciaire de Paris, par ordonnance du 3 novembre 2026, a ordonné le retrait de l'avis.",
        "Vous trouverez ci-joint la décision du juge des référés qui vous impose de retirer cet avis.",
        "El Juzgado de Primera Instancia nº 3 de Madrid ha ordenado, mediante auto de 3 de mayo, retirar la reseña.",
        "The Regional Court of Munich has ordered the platform to take down this review by 30 November.",
        "I enclose an interim order made by Mrs Justice Collins requiring you to delete the post.",
        "By judgment of 12 October the Supreme Court of Victoria found the review unlawful; it must be taken down.",
        "Die 24. Zivilkammer des Landgerichts Köln hat uns per Anordnung Recht gegeben; die Bewertung ist zu löschen.",
        "Das Oberlandesgericht Dresden verpflichtet Sie mit Urteil vom 5.10.2026, die Rezension zu entfernen.",
        "Par jugement du 14 septembre 2026, la cour d'appel de Lyon vous enjoint de supprimer ce commentaire.",
        "Le juge a prononcé une injonction contre l'auteur ; merci de retirer l'avis.",
        "La magistrada del Juzgado nº 7 de Sevilla acordó por auto de 2 de octubre la retirada de la opinión.",
        "El Tribunal Supremo dictó sentencia que obliga a suprimir la reseña.",
        "大阪地裁は令和8年11月2日、当該口コミの削除を命じました。",
        "裁判官が投稿の削除を命ずる決定を出しましたので、ご対応ください。",
        "Il Tribunale di Milano ha ordinato con provvedimento del 3 novembre la rimozione della recensione.",
        "De rechtbank Amsterdam heeft bij vonnis bevolen dat de beoordeling wordt verwijderd.",
        "La cour d'appel de Rennes a confirmé le jugement ordonnant la suppression de cet avis.",
        "La Audiencia Provincial de Valencia confirma la condena y ordena eliminar el comentario.",
        "Pursuant to an order from the Ontario Superior Court of Justice, kindly take the review offline.",
        "Das Gericht hat entschieden, dass die Bewertung rechtswidrig ist und gelöscht werden muss.",
        "A magistrate has ruled that the comment must be deleted; the ruling is attached.",
        "O Tribunal da Comarca de Lisboa ordenou a remoção da avaliação.",
    ],
)
def test_what_a_court_or_a_judge_orders_is_a_court_order(words: str) -> None:
    assert legal_of(words) is LegalKind.COURT_ORDER


@pytest.mark.parametrize(
    "words",
    [
        "Je suis avocate et je représente la société Delmas. Je vous mets en demeure de retirer cet avis.",
        "We act for Northwind Ltd, who are seriously harmed by the review below.",
        "I am the attorney of Mr Bell and write to demand that the review be taken down.",
        "This notice is sent on behalf of our client, Harbour Foods, and demands the removal of the review.",
        "Wir zeigen an, dass wir die rechtlichen Interessen der Firma Nordlicht GmbH vertreten.",
        "Ich bin Rechtsanwalt und vertrete Frau Yilmaz. Die Rezension verletzt ihre Rechte.",
        "Namens und in Vollmacht meiner Mandantin fordere ich Sie auf, die Bewertung zu löschen.",
        "J'interviens en qualité de conseil de Mme Roux et vous demande de retirer cet avis.",
        "Soy abogada y actúo en nombre y representación de Panadería Sol S.L.",
        "当事務所は株式会社青空の代理人として、下記口コミの削除を請求いたします。",
        "私は弁護士で、依頼人を代理してご連絡しております。",
        "This firm represents Dr Patel, whose reputation is harmed by the review.",
        "En ma qualité d'avocat de la société Verdier, je vous demande de supprimer cet avis.",
        "Notre cabinet défend les intérêts de Mme Petit et demande la suppression de l'avis.",
        "Como abogado de la empresa Luz exijo la retirada de la reseña.",
        "This letter is formal notice that you publish a false review.",
    ],
)
def test_who_acts_for_another_is_a_lawyer(words: str) -> None:
    assert legal_of(words) is LegalKind.LAWYER_LETTER


@pytest.mark.parametrize(
    "words, legal",
    [
        ("The review states false facts about me, and I will treat it as libel.", LegalKind.DEFAMATION),
        ("このレビューは私の名誉を傷つけるもので、名誉毀損に当たります。", LegalKind.DEFAMATION),
        ("You process my personal data without consent; erase it under Article 17.", LegalKind.PRIVACY),
        ("Je vous demande l'effacement de mes données personnelles contenues dans cet avis.", LegalKind.PRIVACY),
        ("Solicito la supresión de mis datos personales que aparecen en la reseña.", LegalKind.PRIVACY),
        ("The picture in this review was taken by me, and I own the copyright.", LegalKind.COPYRIGHT),
        ("Als Urheber des Fotos habe ich keine Nutzung erlaubt.", LegalKind.COPYRIGHT),
        ("Please tell us who wrote the review: name, address and IP address.", LegalKind.IDENTITY_DISCLOSURE),
        ("Les pedimos que nos faciliten los datos identificativos del autor.", LegalKind.IDENTITY_DISCLOSURE),
        ("投稿者の氏名と住所を開示してください。", LegalKind.IDENTITY_DISCLOSURE),
    ],
)
def test_other_claims_are_known_in_sentences(words: str, legal: LegalKind) -> None:
    assert legal_of(words) is legal


@pytest.mark.parametrize(
    "words",
    [
        "If nothing happens I will go to court, please remove the review.",
        "The seller ordered me to delete my review or he will not refund.",
        "I ordered a court shoe and the review says it fits; it does not, remove it.",
        "A lawyer friend of mine says the review is rubbish and should be removed.",
        "I ordered two burgers at the food court, and the review of the place should be deleted.",
        "My tennis court order of three nets has a review that is fake, please delete it.",
        "The review retells a court case that was in the papers and has nothing to do with the book.",
        "The judge in this cooking show ordered the contestants to start again, as the review tells.",
        "In this novel the High Court ordered his execution; the review spoils the end.",
        "I represent a small book club, and we think that this review is unfair.",
        "I act for fun in a theatre, and the costume in this review is not the one I got.",
        "On behalf of my family I ask you to delete this review.",
        "Ich gehe vor Gericht, wenn die Bewertung nicht gelöscht wird.",
        "Das Gericht war versalzen, und der Koch hat entschieden, die Bewertung zu löschen.",
        "Der Verkäufer hat mich aufgefordert, die Bewertung zu löschen.",
        "Ich vertrete die Meinung, dass diese Rezension gelöscht werden sollte.",
        "J'irai au tribunal si vous décidez de ne pas supprimer cet avis.",
        "Le vendeur m'a ordonné de supprimer mon avis.",
        "Je représente bien le client moyen, et cet avis est faux.",
        "Iré a los tribunales si no quitan la reseña.",
        "El vendedor me ordenó borrar la reseña.",
        "I had to judge the product myself; the order was late and the review was removed.",
        "The court shoes I ordered were blue; the review shows red ones, please remove it.",
        "The court-yard chairs I ordered came broken, and my review was deleted.",
        "Do not judge me: the decision to remove my review was wrong.",
        "My uncle is a judge and found this review funny; remove the photo of him.",
        "The judge costume I ordered had no wig, and its review was removed.",
        "You be the judge: is this review honest? I require an answer, remove it.",
        "Das Gericht, das ich bestellt habe, war kalt; die Bewertung dazu wurde gelöscht.",
        "Pedí una funda para el auto de mi hijo; la reseña miente.",
        "裁判を起こすつもりです。レビューを削除してください。",
        "裁判官が出てくるドラマの感想で、商品と関係ありません。",
        "販売者にレビューの削除を命じられました。",
        "友人の弁護士もひどいレビューだと言っています。",
    ],
)
def test_who_speaks_of_courts_and_orders_alone_brings_none(words: str) -> None:
    assert legal_of(words) is None


@pytest.mark.parametrize(
    "flood", ["the high court ", "ordered ", "judge court ordered remove.\n", "avocate ", "\n \n", "i am "]
)
def test_a_flood_of_such_words_is_read_in_a_moment(flood: str) -> None:
    started = time.perf_counter()

    legal_of(flood * 5_000)

    assert time.perf_counter() - started < 1
