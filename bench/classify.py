"""Detectors side by side, in one run on the same texts: ours, Presidio, alt-profanity-check and better-profanity.

    .venv/bin/python -m bench.classify [--texts FOLDER] [--json]

Each tool runs in a process of its own, one after the other, on one core; the seconds are the processor's. With FOLDER
(or `REDRESS_BENCH_TEXTS`) the texts are labelled ones that are no part of the project: `abuse.jsonl`, `privacy.jsonl`,
`benign.jsonl`. Else they are made here, and the quality says little about a shop.

The guests are put into `.venv-bench-classify/`, which may be thrown away. Presidio is made to run with a spaCy model.
None is on the package index (and whoever took such a name there would be a stranger); put one into that folder by hand
and it is used. Without one its quality is that of its patterns, blind to names; its speed is measured twice, with the
patterns alone and with an untrained network of the usual model's shape, which reckons as long and knows nothing.
"""

import argparse
import json
import os
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from bench.classify_texts import Labelled, from_folder, made
from bench.rows import Row, at_least, at_most, row, table

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / ".venv-bench-classify"
GUESTS = ("presidio-analyzer==2.2.366", "alt-profanity-check==1.9.1", "better-profanity==0.7.0")
TOOLS = ("redress", "presidio", "presidio_with_a_network", "alt_profanity_check", "better_profanity")
SPEED_ALONE = {"presidio_with_a_network"}
RIVALS = {"abuse": ("alt_profanity_check", "better_profanity"), "privacy": ("presidio",)}
OURS = {"abuse": "respect.", "privacy": "privacy."}
TIMED = 400
"""Texts that the speed is measured on: one in four of all kinds, the same for each tool."""
MEGA = 1_000_000


def rows() -> Iterator[Row]:
    """For `python -m bench`."""
    folder = os.environ.get("REDRESS_BENCH_TEXTS", "")
    yield from measured(from_folder(Path(folder)) if folder else made(), "labelled texts" if folder else "made texts")


def measured(kinds: Sequence[Labelled], source: str) -> Iterator[Row]:
    _furnish()
    found = {tool: _run(tool, kinds) for tool in TOOLS}
    yield from _speed(found)
    for task, rivals in RIVALS.items():
        yield from _quality(task, rivals, found, {kind.name: kind for kind in kinds}, source)
    yield from _size(found["redress"])


def _speed(found: Mapping[str, Any]) -> Iterator[Row]:
    ours = found["redress"]["texts_a_second"]
    yield row("classify, all detectors", ours, "texts/s", goal=at_least(1_000))
    for tool in TOOLS[1:]:
        goal = at_least(40) if tool == "presidio_with_a_network" else None
        theirs = found[tool]["texts_a_second"]
        against = f"{_name(tool)}: {theirs:,.0f} texts/s ({found[tool]['how']})"
        yield row(f"classify, beside {_name(tool)}", ours, "texts/s", against=against, base=theirs, goal=goal)


def _quality(
    task: str, rivals: Sequence[str], found: Mapping[str, Any], kinds: Mapping[str, Labelled], source: str
) -> Iterator[Row]:
    """What is found of what there is, and which share of honest reviews is flagged for it; ours and theirs."""
    for name, what in ((task, "found"), ("honest", "honest flagged"), ("harsh", "harsh, honest flagged")):
        shares = {
            tool: _share(tool, task, found[tool], kinds[name], positive=name == task) for tool in ("redress", *rivals)
        }
        for rival in rivals:
            against = f"{_name(rival)}: {shares[rival]:.1%} of {source}"
            yield row(f"{task}, {what}", shares["redress"] * 100, "%", against=against, base=shares[rival] * 100)
    for tool in ("redress", *rivals):
        yield row(f"{task}, F1, {_name(tool)}", _f1(tool, task, found[tool], kinds[task]), "", against=source)


def _flags(tool: str, task: str, said: Mapping[str, Any], name: str) -> list[bool]:
    prefix = OURS[task] if tool == "redress" else ""
    return [any(each.startswith(prefix) for each in flagged) for flagged in said["flagged"][name]]


def _share(tool: str, task: str, said: Mapping[str, Any], kind: Labelled, *, positive: bool) -> float:
    """Of the texts that are so (or, with honest reviews, of all of them) those that are flagged."""
    flags = _flags(tool, task, said, kind.name)
    wanted = [flag for flag, truth in zip(flags, kind.positive, strict=True) if truth is positive]
    return sum(wanted) / len(wanted) if wanted else 0.0


def _f1(tool: str, task: str, said: Mapping[str, Any], kind: Labelled) -> float:
    pairs = list(zip(_flags(tool, task, said, kind.name), kind.positive, strict=True))
    right = sum(flag and truth for flag, truth in pairs)
    wrong = sum(flag is not truth for flag, truth in pairs)
    return 2 * right / (2 * right + wrong) if right else 0.0


def _size(ours: Mapping[str, Any]) -> Iterator[Row]:
    weights = ROOT / "layers/redress/redress/detect"
    learnt = sum(path.stat().st_size for path in weights.rglob("*") if path.suffix in {".weights", ".vectors"})
    yield row("weights", learnt / MEGA, "MB", goal=at_most(10))
    lists = sum(path.stat().st_size for path in weights.rglob("*") if path.suffix in {".yaml", ".txt"})
    yield row("phrases and name lists", lists / MEGA, "MB")
    packages = (ROOT / "layers/detect/requirements.txt").read_text(encoding="utf-8").splitlines()
    names = [line.partition("==")[0] for line in packages if line and not line.startswith("#")]
    unzipped = sum(_unzipped(name) for name in names)
    yield row("layer detect, unzipped", unzipped / MEGA, "MB", against=", ".join(names), goal=at_most(90))
    yield row(
        "memory of the function", ours["megabytes"], "MB", against="after 1,000 texts and more", goal=at_most(256)
    )


def _unzipped(package: str) -> int:
    files = metadata.files(package) or []
    return sum(Path(path.locate()).stat().st_size for path in files if "__pycache__" not in path.parts)


def _name(tool: str) -> str:
    return tool.replace("_", " " if "with" in tool else "-")


def _furnish() -> None:
    """The guests' environment: made once, and again when their versions change."""
    noted = HOUSE / "guests.txt"
    wanted = "\n".join(GUESTS)
    if noted.exists() and noted.read_text(encoding="utf-8") == wanted:
        return
    print(f"  (installing {', '.join(GUESTS)} into {HOUSE.name}, once)", file=sys.stderr, flush=True)
    venv.create(HOUSE, with_pip=True, clear=True)
    pip = [str(HOUSE / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *GUESTS], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # noqa: S603 - versions of our own choosing
    noted.write_text(wanted, encoding="utf-8")


def _run(tool: str, kinds: Sequence[Labelled]) -> Any:
    every = [text for kind in kinds for text in kind.texts]
    asked = {
        "speed": every[:: max(1, len(every) // TIMED)][:TIMED],
        "quality": {} if tool in SPEED_ALONE else {kind.name: list(kind.texts) for kind in kinds},
    }
    python = sys.executable if tool == "redress" else str(HOUSE / "bin/python")
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": f"{ROOT / 'layers/redress'}:{ROOT}" if tool == "redress" else "",
        "POWERTOOLS_SERVICE_NAME": "bench",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    ran = subprocess.run(  # noqa: S603 - our own script
        [python, str(ROOT / "bench/classify_tools.py"), tool],
        input=json.dumps(asked),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise RuntimeError(f"{_name(tool)} failed: {ran.stderr.strip()[-2_000:]}")
    return json.loads(ran.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="labelled texts instead of made ones")
    parser.add_argument("--json", action="store_true", help="the rows as data")
    chosen = parser.parse_args()
    found = list(
        measured(from_folder(chosen.texts), "labelled texts") if chosen.texts else measured(made(), "made texts")
    )
    print(json.dumps([line._asdict() for line in found], indent=1) if chosen.json else table(found))


if __name__ == "__main__":
    main()
