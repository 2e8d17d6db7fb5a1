"""Reviews written by hand for the guideline on personal data, each beside its near miss."""

from typing import Any

import pytest

from redress.model import Route
from tests.builders.findings import fired, routed

PRIVACY = "privacy.personal_data"

BREACHES = {
    "a seller's mobile, with the wish to be called": "His mobile is 07700 900123, ring him and complain.",
    "a neighbour's mailbox": "My neighbour sells them cheaper: karin.olsen@posteo.de.",
    "a mailbox of one's own": "Still for sale second hand, write to tom.becker77@gmail.com.",
    "a number with words for digits": "Text me on four one five, five five five, two six seven one.",
    "an English home address": "The owner lives at 14 Harrow Lane, Bristol BS1 4DJ.",
    "an American home address": "She lives at 2210 Maple Avenue, Springfield, IL 62704.",
    "an address as on an envelope": "Return it yourself:\nRowena Achterby\n14 Harrow Mews\nFlat 3\nBristol BS1 4DJ",
    "a German home address": "Der Verkäufer wohnt in der Lindenstraße 12, 50674 Köln.",
    "a French home address": "Il habite 12 rue des Lilas, 69003 Lyon.",
    "a Spanish home address": "Vive en la Calle del Olmo 25, 28012 Madrid.",
    "an Italian home address": "Il venditore abita in Via Garibaldi 12, 20121 Milano.",
    "a Dutch home address": "Hij woont op de Prinsengracht 263, 1016 GV Amsterdam.",
    "a Portuguese home address": "Ele mora na Rua das Flores 45, 4050-262 Porto.",
    "a Japanese home address": "店長の自宅は東京都世田谷区北沢2-19-5です。",
    "a Japanese home address with its postcode": "〒155-0031 東京都世田谷区北沢二丁目十九番五号に住んでいます。",
    "a Chinese home address": "店主住在北京市朝阳区建国路88号5号楼301室。",
    "a Korean home address": "판매자는 서울특별시 강남구 테헤란로 152 에 살아요.",
    "a box at the post office": "She never answers, try P.O. Box 2871, Tilbury.",
    "a seller's full name": "Ask for Rowena Achterby, she knows what she did.",
    "a neighbour's full name": "My neighbour Gregor Paulsen has the same one and hates it.",
    "an employee's full name": "Marjorie Penhale from customer service was rude to me.",
    "an employee who told somebody something": "Gregor Paulsen told me on the phone that I was lying.",
    "a fitter who did it badly": "It was installed by Gregor Paulsen, who left a hole in the wall.",
    "a salesman who is thanked by his full name": "Many thanks to Gregor Paulsen, he found the right size for us.",
    "a Spanish employee's full name": "Me atendió fatal. Gregor Paulsen me insultó por teléfono.",
    "a name that signs": "The zip broke on day two.\nBest regards,\nGregor Paulsen",
    "a full name told as such": "His real name is Gregor Paulsen and he sells under three accounts.",
    "a Japanese full name": "担当者は高橋 直樹という人でした。連絡しないほうがいい。",
    "a German employee's full name": "Ich habe mit dem Verkäufer Gregor Paulsen gesprochen.",
    "somebody's card": "The previous owner's card was saved in it: 4111 1111 1111 1111.",
    "a bank account": "I had to send the money to DE89 3704 0044 0532 0130 00.",
    "a social security number": "The returned laptop still showed the SSN 219-09-9998.",
    "an address on the net": "The fake buyer's IP address is 81.2.69.142.",
}

NEAR_MISSES = {
    "a company's own hotline": "The hotline 0800 123 4567 picked up at once and sent a new lid.",
    "a company's own number": "Call customer service on +1 415 555 2671, they were kind.",
    "a company's own mailbox": "I wrote to support@brand.example and got an answer the same day.",
    "a model number like a phone": "Model 555-867-5309 is the same as part no. 4155552671.",
    "a serial number like a card": "Serial number 4111 1111 1111 1111, if that helps.",
    "batch numbers": "My pair is of batch 2079 4609, serial 58-1140-22, and it buzzed.",
    "an order's number": "Order 114-5839207-1234567 never came.",
    "a parcel's number": "Tracking number 1234 5678 9012 3456 has not moved since May.",
    "a book's author": "Stephen King wrote it and I could not put it down.",
    "an author who did something to the reader": "Agatha Christie fooled me again, and the story is a joy.",
    "a singer who is thanked": "Thank you Katy Perry, the album got me through the winter.",
    "a novel's neighbour": "In this novel my favourite is the neighbour Raymond Horgan. I read it twice.",
    "an actor": "Meryl Streep is wonderful in this film, as she always is.",
    "characters of a novel": "Jack Torrance and his wife are left alone in the hotel, and the story never lets go.",
    "a brand that is a name": "My Harley Davidson jacket is warmer. Calvin Klein makes better ones too.",
    "a game named after somebody": "This is the best Tony Hawk game, Sid Meier could not have done it better.",
    "first names only": "Thanks to Anna at the till, and to Tom who carried it up.",
    "a title and a surname in a book": "Mr. Darcy is insufferable in this edition, Mrs. Bennet is a delight.",
    "a city": "I live in Paris and it came within two days from New York.",
    "a street that is a series": "My children watch Sesame Street 24 hours a day.",
    "a shop's address": "The store at 14 Harrow Lane has the same lamp for less.",
    "a television's numbers": "Resolution 3840 x 2160, HDR 1000, 120 Hz, 55 inch, HDMI 2.1.",
    "a firmware with dots": "Firmware 10.4.11.2 broke it, 10.4.10.9 was fine.",
    "a router's address": "Open 192.168.0.1 and change the password.",
    "dates and prices": "Bought on 12/05/2024 for $1,299.99, back on 2024-06-01 for $1,100.00.",
    "sizes with capital letters": "I got 3 Large White Shirts and 2 Small Blue Court shoes.",
    "counting aloud": "It counts one two three four five six seven eight and sings.",
    "German nouns after a verb": "Ich habe mit dem Verkäufer Kontakt Aufgenommen, er war sehr Freundlich.",
    "German years after words in -ring": "During 1971 and Spring 2019 it was still good.",
    "a reader's age and weeks": "I'm 24, 19 weeks pregnant with baby #3, and it fits.",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in BREACHES.items()])
def test_it_is_shown_to_somebody(text: str) -> None:
    assert PRIVACY in fired(text)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in NEAR_MISSES.items()])
def test_it_is_left_alone(text: str) -> None:
    assert PRIVACY not in fired(text)


@pytest.mark.parametrize(
    "text,fields",
    [
        (
            "The name Ilse Brandwick on the cover is enough for me. Contact Ilse Brandwick!",
            {"product_title": "Ilse Brandwick: Fog"},
        ),
        ("Ask for Peter Hahn, the blue one, it fits best.", {"product_title": "Peter Hahn jacket"}),
    ],
)
def test_a_name_in_the_products_title_is_nobodys_secret(text: str, fields: dict[str, Any]) -> None:
    assert PRIVACY not in fired(text, **fields)


@pytest.mark.parametrize(
    "text",
    [
        "My neighbour Gregor Paulsen has the same one.",
        "The owner lives at 14 Harrow Lane, Bristol BS1 4DJ.",
        "His SSN is 219-09-9998.",
        "The fake buyer's IP address is 81.2.69.142.",
    ],
)
def test_a_name_or_an_address_is_never_decided_by_a_machine(text: str) -> None:
    assert routed(text) is Route.HUMAN_REVIEW
