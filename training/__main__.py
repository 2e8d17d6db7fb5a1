"""`python -m training --texts DIR`: learns every table, writes it, and says what was measured on texts left out."""

import argparse
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from redress.detect.learnt import HOME
from redress.detect.tone import LANGUAGES
from training import english_tone, in_source, manner, wrong_product


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--texts", type=Path, required=True, metavar="DIR", help="where <task>.jsonl lie")
    parser.add_argument("--out", type=Path, default=HOME, metavar="DIR", help="where the tables go")
    parser.add_argument("--only", metavar="NAME", help="one table, such as tone.de")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    made: dict[str, Callable[[Path, Path], dict[str, Any]]] = {
        "tone.en": english_tone.learn,
        **{f"tone.{each}": partial(in_source.learn_tone, language=each) for each in sorted(LANGUAGES - {"en"})},
        "pitch": in_source.learn_pitch,
        "complaints": in_source.learn_complaints,
        "wrong_product": wrong_product.learn,
        "manner": manner.learn,
    }
    for name, learn in made.items():
        if chosen.only in (None, name):
            print(json.dumps({name: learn(chosen.texts, chosen.out)}), flush=True)


if __name__ == "__main__":
    main()
