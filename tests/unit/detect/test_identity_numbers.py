"""Identity numbers: those that prove themselves, those that a word names, and what only looks like one.

The numbers are made up to pass their check digits; several are the examples that the issuing offices print.
"""

import pytest

from redress.detect import checksums
from tests.builders.findings import fired, marked, the_finding

GUIDELINE = "privacy.personal_data"

PROVEN = [
    ("the United States", "His number is on the label: 219-09-9998."),
    ("the United Kingdom", "The slip said QQ 12 34 56 C? No, AB 12 34 56 C."),
    ("Spain", "Tenía escrito X1234567L en la caja."),
    ("Italy", "Nella busta c'era scritto RSSMRA85T10A562S."),
    ("Brazil", "Estava escrito 529.982.247-25 na etiqueta."),
    ("China", "盒子上写着11010519491231002X。"),
    ("France", "Sur le carton : 2 55 08 14 168 025 38."),
    ("Finland", "Laatikossa luki 131052-308T."),
    ("Belgium", "Op de doos stond 85.07.30-033.28."),
    ("Switzerland", "Auf dem Zettel stand 756.9217.0769.85."),
    ("Korea", "상자에 900101-1234567 라고 적혀 있었어요."),
    ("Singapore", "The card in the box read S1234567D."),
    ("Hong Kong", "Somebody's card was in it, A123456(3)."),
    ("Mexico", "Venía con un papel: BOXW310820HNERXN09."),
    ("Chile", "Decía 12.345.678-5 en la caja."),
    ("Sweden", "På lappen stod 811218-9876."),
]


@pytest.mark.parametrize("country,text", PROVEN)
def test_a_number_with_a_form_and_check_digits_of_its_own_needs_no_word(country: str, text: str) -> None:
    finding = the_finding(text, GUIDELINE)

    assert finding.fired
    assert country in finding.reason


NAMED = [
    "Mijn BSN is 111222333.",
    "Jego PESEL to 44051401359.",
    "Seine Steuer-ID lautet 86095742719.",
    "Personnummer: 8112189876.",
    "Her SIN number is 046 454 286.",
    "The tax file number 123 456 782 was printed on it.",
    "NHS number 943 476 5919 on the sticker!",
    "Aadhaar card 2341 2341 2346 of the last buyer.",
    "マイナンバーは1234 5678 9018です。",
    "Su DNI es 12345678Z.",
    "El CPF dele é 52998224725.",
    "His passport number is L8983612, it was in the parcel.",
    "My driver's license D1234567 was scanned by the courier.",
    "Personalausweis T220001293 lag im Paket.",
    "주민등록번호 9001011234567",
]


@pytest.mark.parametrize("text", NAMED)
def test_a_row_of_digits_counts_where_a_word_names_it(text: str) -> None:
    assert GUIDELINE in fired(text)


def test_the_span_is_the_number_alone() -> None:
    assert marked("Su DNI es 12345678Z, lo vi.", GUIDELINE) == ["12345678Z"]


NONE = [
    "Batch 2079 4609 1140 came with a scratch.",
    "The part number 12345678Z fits the 2014 model.",
    "Serial 811218-9877, made in week 12.",
    "Model 123-45-678 and 000-12-3456 are the same thing.",
    "I paid 529.982,25 pesos for it.",
    "The resolution is 3840 2160 6000.",
    "He said no passport was needed in 2019 or in 2021.",
    "With an ID card slot, 128 GB and 6000 mAh.",
    "Sin 123456789 problemas, nunca 046454286 quejas.",
    "My rut is 30 cm deep after 1 200 km.",
    "85.07.30-033.29 is the order's code.",
]


@pytest.mark.parametrize("text", NONE)
def test_part_numbers_and_prices_are_none(text: str) -> None:
    assert GUIDELINE not in fired(text)


@pytest.mark.parametrize(
    "check,code",
    [
        (checksums.luhn, "4111111111111111"),
        (checksums.verhoeff, "234123412346"),
        (checksums.iso_7064_mod_11_10, "86095742719"),
        (checksums.japanese, "123456789018"),
        (checksums.czech, "7103192745"),
        (checksums.korean, "9001011234567"),
        (checksums.singaporean, "s1234567d"),
        (checksums.hong_kong, "a1234563"),
        (checksums.american, "219099999"),
    ],
)
def test_one_wrong_digit_is_noticed(check: checksums.Check, code: str) -> None:
    assert check(code)
    if check not in {checksums.korean, checksums.american}:
        at = len(code) // 2
        assert not check(code[:at] + str((int(code[at]) + 1) % 10) + code[at + 1 :])
