"""The check digits by which an identity number proves itself. Each takes its letters and digits alone, folded."""

import re
from collections.abc import Callable, Sequence
from datetime import date

Check = Callable[[str], bool]


def luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value // 10 + value % 10
    return total % 10 == 0


def weighted(weights: Sequence[int], modulus: int, remainder: int = 0) -> Check:
    """The digits, each times its weight, add up to a multiple of the modulus (or to a remainder)."""
    return lambda code: (
        sum(int(digit) * weight for digit, weight in zip(code, weights, strict=True)) % modulus == remainder
    )


def verhoeff(digits: str) -> bool:
    check = 0
    for place, digit in enumerate(reversed(digits)):
        permuted = int(digit)
        for _ in range(place % 8):
            permuted = int("1576283094"[permuted])
        check = _turned(check, permuted)
    return check == 0


def _turned(one: int, other: int) -> int:
    """The group of the turns and flips of a pentagon, which Verhoeff's digits multiply in."""
    if one < 5:
        return (one + other) % 5 if other < 5 else 5 + (one + other) % 5
    return 5 + (one - other) % 5 if other < 5 else (one - other) % 5


def iso_7064_mod_11_10(digits: str) -> bool:
    product = 10
    for digit in digits[:-1]:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(digits[-1])


def spanish(code: str) -> bool:
    number = str("xyz".find(code[0])) + code[1:-1] if code[0] in "xyz" else code[:-1]
    return "trwagmyfpdxbnjzsqvhlcke"[int(number) % 23] == code[-1]


def italian(code: str) -> bool:
    odd = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
    values = [int(sign) if sign.isdigit() else ord(sign) - ord("a") for sign in code[:-1]]
    total = sum(value if place % 2 else odd[value] for place, value in enumerate(values))
    return total % 26 == ord(code[-1]) - ord("a")


def brazilian(digits: str) -> bool:
    if len(set(digits)) == 1:
        return False
    for length in (9, 10):
        total = sum(int(digit) * (length + 1 - place) for place, digit in enumerate(digits[:length]))
        if total * 10 % 11 % 10 != int(digits[length]):
            return False
    return True


def chinese(code: str) -> bool:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(code, weights, strict=False))
    return "10x98765432"[total % 11] == code[-1] and is_day(code[6:10], code[10:12], code[12:14])


def french(digits: str) -> bool:
    return (97 - int(digits[:13]) % 97) == int(digits[13:])


def swedish(digits: str) -> bool:
    return luhn(digits) and (is_day("2000", digits[2:4], digits[4:6]))


def finnish(code: str) -> bool:
    digits = code[:6] + code[-4:-1]  # between them a sign for the century, of which a letter is left
    return "0123456789abcdefhjklmnprstuvwxy"[int(digits) % 31] == code[-1] and is_day("2000", code[2:4], code[:2])


def belgian(digits: str) -> bool:
    return any(97 - int(century + digits[:9]) % 97 == int(digits[9:]) for century in ("", "2"))


def swiss(digits: str) -> bool:
    return weighted((1, 3) * 6 + (1,), 10)(digits)


def korean(digits: str) -> bool:
    return is_day("2000", digits[2:4], digits[4:6])  # those given out since 2020 have no check digit


def singaporean(code: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(code[1:8], (2, 7, 6, 5, 4, 3, 2), strict=True))
    letters = "jzihgfedcba" if code[0] in "st" else "xwutrqpnmlk"
    return letters[(total + (4 if code[0] in "tg" else 0)) % 11] == code[-1]


def hong_kong(code: str) -> bool:
    values = [36] * (9 - len(code)) + [int(sign, 36) for sign in code[:-1]]
    check = 10 if code[-1] == "a" else int(code[-1])
    return (sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True)) + check) % 11 == 0


def mexican(code: str) -> bool:
    signs = "0123456789abcdefghijklmn\u00f1opqrstuvwxyz"
    total = sum(signs.index(sign) * (18 - place) for place, sign in enumerate(code[:17]))
    return code[17].isdigit() and (10 - total % 10) % 10 == int(code[17]) and is_day("2000", code[6:8], code[8:10])


def chilean(code: str) -> bool:
    total = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(code[:-1])))
    return "0123456789k0"[11 - total % 11] == code[-1]


def czech(digits: str) -> bool:
    month = int(digits[2:4]) % 50
    return int(digits) % 11 == 0 and is_day("2000", f"{month % 20 or month:02}", digits[4:6])


def japanese(digits: str) -> bool:
    total = sum(int(digit) * (place + 1 if place <= 6 else place - 5) for place, digit in enumerate(digits[10::-1], 1))
    return (0 if total % 11 <= 1 else 11 - total % 11) == int(digits[11])


def american(digits: str) -> bool:
    return not re.match(r"000|666|9", digits) and digits[3:5] != "00" and digits[5:] != "0000" and len(set(digits)) > 2


def is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
