"""Personal data: what lets a private person be found or reached."""

import pytest

from redress.model import Route
from tests.builders.findings import fired, marked, routed, the_finding

GUIDELINE = "privacy.personal_data"

CLEAR = [
    ("en", "Ring Marjorie on +44 20 7946 0958, she had the same trouble.", "+44 20 7946 0958"),
    ("en", "My cell is (415) 555-2671, text me for pictures.", "(415) 555-2671"),
    ("en", "Write to marjorie.penhale@example.com and ask.", "marjorie.penhale@example.com"),
    ("en", "Mail jan (at) posteo (dot) de for the details.", "jan (at) posteo (dot) de"),
    ("en", "Reach him at p.olsen [at] mail [dot] example please", "p.olsen [at] mail [dot] example"),
    ("de", "Ruf die Frau doch selbst an: 030 901820, sie wei\u00df Bescheid.", "030 901820"),
    ("fr", "Appelez-le au 06 12 34 56 78, il r\u00e9pond le soir.", "06 12 34 56 78"),
    ("es", "Ll\u00e1mame al 612 34 56 78 y te cuento.", "612 34 56 78"),
    ("ja", "電話は 090-1234-5678 までどうぞ。", "090-1234-5678"),
    ("en", "Ring me, \uff0b\uff14\uff14 \uff12\uff10 \uff17\uff19\uff14\uff16 \uff10\uff19\uff15\uff18", None),
    ("en", "His card is 4111 1111 1111 1111, he paid with it at my till.", "4111 1111 1111 1111"),
    ("en", "Send it to DE89 3704 0044 0532 0130 00 instead.", "DE89 3704 0044 0532 0130 00"),
]


@pytest.mark.parametrize("lang,text,shown", CLEAR)
def test_clear_personal_data_is_taken_down_by_a_machine(lang: str, text: str, shown: str | None) -> None:
    assert routed(text, author_lang=lang) is Route.TAKEDOWN
    if shown:
        assert shown in marked(text, GUIDELINE, author_lang=lang)


FOR_A_PERSON = [
    ("en", "The owner lives at 14 Harrow Lane, Bristol BS1 4DJ, go and tell him."),
    ("en", "She lives at 2210 Maple Avenue, Springfield, IL 62704."),
    ("de", "Der Verk\u00e4ufer wohnt in der Lindenstra\u00dfe 12, 50674 K\u00f6ln."),
    ("fr", "Il habite 12 rue des Lilas, 69003 Lyon."),
    ("es", "Vive en la Calle del Olmo 25, 28012 Madrid."),
    ("ja", "店長の自宅は東京都世田谷区北沢2-19-5です。"),
    ("en", "You can contact the seller Rowena Achterby, she knows."),
    ("en", "Her mobile is 415 555 0000 99, in the evening."),
    ("en", "Text me: four one five, five five five, two six seven one."),
    ("en", "My ssn 219-09-9999 was on the label."),
    ("en", "His passport number is L8983612, it was in the parcel."),
]


@pytest.mark.parametrize("lang,text", FOR_A_PERSON)
def test_what_needs_judgement_fires_but_goes_to_a_person(lang: str, text: str) -> None:
    assert GUIDELINE in fired(text, author_lang=lang)
    assert routed(text, author_lang=lang) is Route.HUMAN_REVIEW


HARMLESS = [
    "The company's hotline is 1-800-555-0199 and they answered at once.",
    "Call customer service on +1 415 555 2671, they were kind.",
    "I wrote to support@brand.example and got a reply the same day.",
    "Model 555-867-5309 is the same as part no. 4155552671.",
    "Bought on 12/05/2024 and again on 2024-06-01, for $1,299.99.",
    "It lasted from 2019-2023, about 1500 hours, at 230 V and 50 Hz.",
    "ISBN 978-3-16-148410-0, a fine edition.",
    "My tracking number 1234 5678 9012 3456 never moved.",
    "Serial number 4111 1111 1111 1111, if that helps.",
    "I rate it 10/10, 5 stars, 100 percent, 24/7.",
    "It is a 2 hour drive to the next shop, 5 Star Place or not.",
    "Settings: 192.168.0.1 is the address of the router.",
    "Resolution 1920 x 1080, 16.7 million colours, 300 000 000 pixels.",
    "The firmware 10.4.11.2 broke it.",
    "She is a nurse and lives in Paris, he loves it.",
    "Stephen King wrote it and Meryl Streep is wonderful.",
    "I am at home in the evenings, dot on time.",
    "Counts one two three four five six seven eight nine ten and sings.",
    "EAN 4006381333931, 978-0-306-40615-7, S/N: 0170 1234567.",
    "Order 114-5839207-1234567 never came. Prices 1.299,00-1.499,00 EUR.",
    "Windows 10.0.19045.3803, version 2024.11.23.1415, 120-240-300 mm.",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_company_contacts_and_numbers_of_things_are_left_alone(text: str) -> None:
    assert GUIDELINE not in fired(text, author_lang="en")


def test_the_finding_says_what_it_saw() -> None:
    assert the_finding("Write to jo@example.com", GUIDELINE).reason == "An e-mail address"


def test_a_company_contact_is_still_shown_as_a_hint() -> None:
    finding = the_finding("Call customer service on +1 415 555 2671.", GUIDELINE)

    assert not finding.fired
    assert "company" in finding.reason


def test_a_number_in_the_title_is_found_there() -> None:
    finding = the_finding("", GUIDELINE, title="Ring +44 20 7946 0958")

    assert finding.field == "title"
    assert finding.spans == ((5, 21),)


def test_zero_width_characters_do_not_hide_an_address_and_the_span_covers_them() -> None:
    text = "Mail jo\u200b@\u200bexample\u200b.com now"

    assert marked(text, GUIDELINE) == ["jo\u200b@\u200bexample\u200b.com"]


def test_a_number_is_read_by_the_authors_own_plan() -> None:
    text = "Her number is 030 901820."

    assert GUIDELINE in fired(text, author_lang="de")


def test_a_card_is_not_taken_for_a_phone_as_well() -> None:
    assert len(marked("The card 4111 1111 1111 1111 is his.", GUIDELINE)) == 1
