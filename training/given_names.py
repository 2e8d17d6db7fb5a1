"""Makes the list of given names that the detector of private people's names reads.

    python -m training.given_names --census DIR --names DIR --texts FILE.jsonl --out FILE.txt

`--census` holds the files of the package `names` (MIT; first names of the United States census of 1990), `--names` the
`data` folder of the package `human-names` (MIT; German, English, Spanish, French, Italian, Dutch). A name that stands
in lower case in the texts (honest reviews) about as often as with a capital letter is a word to most readers ("Will",
"Hope", "Amber") and stays out.
"""

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from redress.detect.languages import _WORDS as COMMON

_RAREST = 0.002  # per cent of the census
_SHORTEST = 3
_HEAD = """\
# Given names that are hardly ever another word, folded. Made by training/given_names.py; not to be edited by hand.
# From the package names 0.3.0 (MIT, Copyright (c) Trey Hunner; United States census of 1990, public domain) and the
# package human-names 1.0.13 (MIT, Copyright (c) 2015 Alessandro Minoccheri).
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("--census", "--names", "--texts", "--out"):
        parser.add_argument(option, type=Path, required=True)
    given = parser.parse_args()
    words = _written_small(given.texts).union(*COMMON.values())
    names = sorted({*_census(given.census), *_lists(given.names)} - words)
    given.out.write_text(_HEAD + "\n".join(names) + "\n", encoding="utf-8")
    print(f"{len(names)} names, {given.out.stat().st_size} bytes")


def _census(folder: Path) -> Iterator[str]:
    for name in ("dist.female.first", "dist.male.first"):
        for line in (folder / name).read_text(encoding="ascii").splitlines():
            name_, share, *_ = line.split()
            if float(share) >= _RAREST:
                yield from _usable(name_)


def _lists(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.json")):
        for name in json.loads(path.read_text(encoding="utf-8")):
            yield from _usable(name)


def _usable(name: str) -> Iterator[str]:
    folded = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    if len(folded) >= _SHORTEST and folded.isascii() and folded.isalpha():
        yield folded


def _written_small(path: Path) -> set[str]:
    counts: Counter[str] = Counter()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            counts.update(set(re.findall(r"\b[A-Za-z][a-z]+\b", json.loads(line)["text"])))
    return {word for word in counts if word.islower() and counts[word] * 2 > counts[word.capitalize()]}


if __name__ == "__main__":
    main()
