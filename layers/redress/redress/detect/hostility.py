"""How hostile an English text is. Three things are added up, each learnt by itself, so that none carries a text alone:

what its strongest passage is like, its sharpest barb, and whether it talks of people at all or of a product. The last
one only decides from where on a person looks: a rude word in a review of a kettle mostly means the kettle.
"""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from redress.detect.barbs import NO_BARB, Barb, barbs, marked
from redress.detect.features import passages
from redress.detect.folding import Span
from redress.detect.learnt import MOST, Cues, weights
from redress.detect.talk import talk

FIRES_AT = 0.8
_HINT_ONLY = 0.75
_STEPS = 4.0
_TALK_COUNTS_UP_TO = 4.0
_OF_NOBODY = re.compile(
    r"\b(?:(?:would|you'd|must|might) have to be|call(?:ed|s|ing) (?:me|us)"
    r"|(?:i was|i am|i'm|felt like|feel like|feeling like|not) (?:such )?an?)\b|\b(?:idiot|fool)[ -]?proof"
    r"|\b(?:villains?|hero(?:es|ines?)?|protagonists?|antagonists?|(?:main|lead) characters?|plot|storyline|sequel)\b",
)
_OF_A_THING = re.compile(
    r"\beven an? (?:complete |total |absolute )?(?:idiot|moron|fool|imbecile|dummy)\b(?! like)"
    r"|\b(?:stupid|dumb|idiotic|moronic|pathetic|ridiculous) (?:little |big |plastic )?"
    r"(?:place|places|idea|ideas|design|designs|things?|way|mistake|name|rule|policy|price|question|lids?|buttons?|app"
    r"|boxe?s?|handles?|cables?|manual|instructions|website|cord|screws?|covers?|batter(?:y|ies)|straps?)\b",
)


class Hostility(NamedTuple):
    score: float
    places: Sequence[Span]


class Parts(NamedTuple):
    """`like`: the strongest passage; `barb`: the sharpest word; `talk`: of people (above 0) or of a product."""

    like: float
    barb: float
    talk: float

    def hostile(self, of_barb: float) -> float:
        return self.like + of_barb * self.barb

    def alarming(self, of_barb: float, of_talk: float) -> float:
        bounded = max(-_TALK_COUNTS_UP_TO, min(_TALK_COUNTS_UP_TO, self.talk))
        return self.hostile(of_barb) + of_talk * bounded


def hostility(text: str, cues: Cues) -> Hostility | None:
    """Nothing where there are no words."""
    table = weights("tone.en", cues)
    judged, header = table.judged(text), table.header
    if judged is None:
        return None
    units = passages(text, int(header["reach"]))
    found = [barb for unit in units for barb in barbs().found(unit)]
    parts = Parts(judged.total, sharpest(found), talk().of_people(units))
    beyond = parts.alarming(header["of_barb"], header["of_talk"]) - header["bar"]
    if beyond > 0 and not of_nobody(text) and not _OF_A_THING.search(text):
        score = FIRES_AT + (MOST - FIRES_AT) * (1 - math.exp(-beyond / _STEPS))
    else:
        score = _HINT_ONLY * table.likely(parts.hostile(header["of_barb"]))
    return Hostility(score, list(marked(found)) or list(table.heaviest(judged.unit)))


def of_nobody(text: str) -> bool:
    """Said of oneself, of whoever would, by somebody else, or of people in a story: a hint at the most."""
    return _OF_NOBODY.search(text) is not None


def sharpest(found: Sequence[Barb]) -> float:
    return max(NO_BARB, max((barb.score for barb in found), default=NO_BARB))
