"""Names of private people, where the words before one say that it is somebody's.

A name alone may be anybody's: authors, actors and brands have names too, and a customer may praise them.
"""

import re
from collections.abc import Iterator

from redress.detect.context import Hint
from redress.detect.folding import Folded

GUIDELINE = "privacy.personal_data"

_PART = r"[A-ZÀ-Þ](?:[a-zà-ÿ]{1,20}|\.)(?:[-'][A-ZÀ-Þ][a-zà-ÿ]{1,20})?"
_FULL = rf"{_PART}(?: (?:de|del|van|von|der|la|{_PART})){{0,2}} {_PART}"
_LED_IN = re.compile(
    r"\b(?:(?:contact|ask for|speak (?:to|with)|spoke (?:to|with)|complain to"
    r"|(?:the|this|our|my|a) (?:\w{2,12} )?(?:seller|technician|representative"
    r"|rep|agent|neighbou?r|landlord|plumber|driver|nurse|colleague|coworker|ex|boss|manager"
    r"|salesman|saleswoman|clerk)(?:'s name is| named| called| is|,)?|(?:his|her|my|real|full) name is"
    r"|(?:der|die|mein|meine|unser|unsere) (?:verkäufer|verkäuferin|nachbar|nachbarin|chef|chefin|kollege|kollegin)"
    r"|(?:el|la|mi) (?:vendedor|vendedora|vecino|vecina|jefe|jefa)"
    r"|(?:le|la|mon|ma) (?:vendeur|vendeuse|voisin|voisine))) "
    rf"(?-i:(?:Mr|Mrs|Ms|Dr|Herr|Frau)?\.? ?(?P<name>{_FULL}))",
    re.IGNORECASE,
)
_FUNCTION = re.compile(
    rf"(?P<name>{_FULL}),? (?:from|at|of) (?:the )?(?:customer (?:service|support|care)|support|sales|returns"
    r"|the (?:shop|store)) (?:was|is|told|said|hung|refused|team|department|desk|never|has)\b",
)


def hints(text: Folded) -> Iterator[Hint]:
    for pattern in (_LED_IN, _FUNCTION):
        for match in pattern.finditer(text.original):
            yield Hint(GUIDELINE, 0.65, "what looks like a private person's full name", text.field, match.span("name"))
