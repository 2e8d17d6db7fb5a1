"""Reviews to be judged: labelled ones by path, or short ones made here from parts whose label is known."""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

MOST = 500
"""Of each kind, so that the slowest guest is done in minutes."""
SEED = 20_261_123

OPENERS = (
    "Bought this kettle in spring and use it every day.",
    "I wanted a lamp for my desk and found this one.",
    "These boots came in the right size, for once.",
    "My third pair of these headphones.",
    "The drill does what it says.",
    "A gift for my sister, who loves to cook.",
    "We took the tent to Norway for two weeks.",
)
VERDICTS = (
    "It boils 1.7 litres in four minutes and the handle stays cool.",
    "The battery lasts 36 hours and model XB-4410 charges by USB-C.",
    "After 14 months the seam came off, order 302-5519 took ages to be replaced.",
    "Worst purchase of the year, it broke twice and I am furious.",
    "Good value at 49.90, though the manual is useless.",
    "Killer sound, dead simple to set up.",
    "The plastic smells, the lid sticks and I would not buy it again.",
    "Customer service at 0800 123 4567 sorted it out in a day.",
)
HARSH = (
    "Absolute rubbish, I hate this damn thing.",
    "What a piece of crap, the worst blender I have ever owned.",
    "Shame on a company that sells this. Never again.",
    "Terrible. It leaked on the second day and nobody cared.",
)
INSULTS = (
    "The seller is a pathetic moron and a liar.",
    "You are all idiots, drop dead.",
    "That reviewer below is a stupid bitch.",
    "Whoever sold me this is a filthy scumbag.",
    "I know where your shop is and I will come and hurt you.",
)
EVASIONS = (
    "The seller is a m0r0n and a l1ar.",
    "You are all i d i o t s, drop d3ad.",
    "What a f\u200bucking b!tch of a seller.",
    "Whoever sold me this is a scum\u200bb\u0430g.",
)
PERSONAL = (
    "Call Maria Keller at home, +49 30 901820.",
    "Write to john.miller1987@gmail.com, he owes me money.",
    "She lives at 14 Elm Street, Springfield, IL 62704.",
    "My card 4111 1111 1111 1111 was charged twice.",
    "Send the refund to DE89 3704 0044 0532 0130 00.",
    "Text me: (212) 736-5000, ask for Ruth Abrams.",
)


class Labelled(NamedTuple):
    """Texts of one kind, and which of them a moderator would act on."""

    name: str
    texts: Sequence[str]
    positive: Sequence[bool]


def from_folder(folder: Path) -> list[Labelled]:
    """`abuse.jsonl`, `privacy.jsonl` and `benign.jsonl`: each line {text, labels: [..], lang?, meta?: {harsh?}}."""
    honest = [row for row in _rows(folder / "benign.jsonl") if row.get("lang", "en") == "en"]
    harsh = [row for row in honest if row.get("meta", {}).get("harsh")]
    return [
        _labelled("abuse", list(_rows(folder / "abuse.jsonl"))),
        _labelled("privacy", list(_rows(folder / "privacy.jsonl"))),
        _labelled("honest", honest),
        _labelled("harsh", harsh),
    ]


def made() -> list[Labelled]:
    """A few hundred of each kind, the same every time. They show the tools at work; they prove little about a shop."""
    chance = random.Random(SEED)  # noqa: S311 - the same texts each time

    def reviews(count: int, *closings: str) -> list[str]:
        parts = [(chance.choice(OPENERS), chance.choice(VERDICTS)) for _ in range(count)]
        return [" ".join([*pair, *([chance.choice(closings)] if closings else [])]) for pair in parts]

    plain, harsh = reviews(500), reviews(250, *HARSH)
    return [
        Labelled(
            "abuse", [*reviews(200, *INSULTS), *reviews(100, *EVASIONS), *plain[:300]], [True] * 300 + [False] * 300
        ),
        Labelled("privacy", [*reviews(300, *PERSONAL), *plain[:300]], [True] * 300 + [False] * 300),
        Labelled("honest", plain, [False] * len(plain)),
        Labelled("harsh", harsh, [False] * len(harsh)),
    ]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _labelled(name: str, rows: Sequence[dict[str, Any]]) -> Labelled:
    step = max(1, len(rows) // MOST)
    some = rows[::step][:MOST]
    return Labelled(name, [str(row["text"])[:20_000] for row in some], [bool(row["labels"]) for row in some])
