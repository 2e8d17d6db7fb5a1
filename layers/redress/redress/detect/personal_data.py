"""Finds what lets a private person be found or reached: e-mail, phone, postal address, card, account.

A company's own contacts, product numbers, dates and prices look alike; what speaks for them lowers the score.
"""

from collections.abc import Iterable, Iterator

from redress.detect import addresses, emails, identity_numbers, names, numbers, phones
from redress.detect.context import Context, Hint, findings_from
from redress.model import Finding, Review

NAME = "personal_data"
VERSION = "2"


def detect(review: Review, context: Context) -> Iterable[Finding]:
    return findings_from(_hints(review, context), detector=NAME, version=VERSION)


def _hints(review: Review, context: Context) -> Iterator[Hint]:
    for text in context.texts:
        yield from emails.hints(text)
        taken = [*numbers.hints(text), *identity_numbers.hints(text)]
        yield from taken
        yield from phones.hints(text, review.author_lang, taken)
        yield from addresses.hints(text)
        yield from names.hints(text, review.author_lang, review.product_title)
