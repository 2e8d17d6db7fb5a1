"""What a cold start executes: a fresh process imports the function and makes its first client, beside a bare handler.

The bare handler imports boto3 and makes one DynamoDB client. Where valgrind is installed, instructions are counted: the
same on a busy machine. Processor seconds stand beside them, the least of several runs taken in turn.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.rows import Row, at_most, row

ROOT = Path(__file__).parents[1]
FUNCTIONS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/app.py"))
BARE = "a bare boto3 handler with one DynamoDB client"
BARE_HANDLER = "import boto3; client = boto3.client('dynamodb')"
BOTOCORE = "from redress.adapters.clients import client; client('dynamodb')"
LIBRARIES = {
    "botocore and a client": BOTOCORE,
    "botocore, Powertools": f"{BOTOCORE}; import aws_lambda_powertools.event_handler, aws_lambda_powertools.metrics",
    "botocore, pydantic": f"{BOTOCORE}; from pydantic import BaseModel; type('Empty', (BaseModel,), {{}})",
    "botocore, YAML": f"{BOTOCORE}; import yaml",
}
ROUNDS, FEW = 7, 3
"""Few where instructions are counted: those decide."""
ENVIRONMENT = {
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
    "TABLE_NAME": "bench",
    "POWERTOOLS_SERVICE_NAME": "bench",
    "PYDANTIC_DISABLE_PLUGINS": "__all__",
    "PYTHONHASHSEED": "0",
    "PYTHONPATH": f"{ROOT / 'layers/redress'}:{ROOT}",
}
GOALS = {"intake_api": at_most(1.5)}
OTHERS = at_most(1.7)


def rows() -> Iterator[Row]:
    bodies = {"bare": BARE_HANDLER, **LIBRARIES, **{name: _of(name) for name in FUNCTIONS}}
    with tempfile.TemporaryDirectory() as folder:
        scripts = {name: _written(Path(folder), number, body) for number, (name, body) in enumerate(bodies.items())}
        counted = _counted(scripts) if shutil.which("valgrind") else {}
        seconds = _seconds(scripts, FEW if counted else ROUNDS)
    for name in [*LIBRARIES, *FUNCTIONS]:
        goal = GOALS.get(name, OTHERS) if name in FUNCTIONS else None
        label = f"cold start {name}"
        if counted:
            yield row(label, counted[name] / 1e6, "M instr.", against=BARE, base=counted["bare"] / 1e6, goal=goal)
        held_to = None if counted else goal
        yield row(f"{label}, cpu", seconds[name] * 1e3, "ms", against=BARE, base=seconds["bare"] * 1e3, goal=held_to)
    yield from _sizes()


def _of(function: str) -> str:
    return f"import functions.{function}.app; from redress.wiring import desk; desk().table"


def _written(folder: Path, number: int, body: str) -> Path:
    path = folder / f"start_{number}.py"
    path.write_text(body + "\n", encoding="utf-8")
    return path


def _seconds(scripts: Mapping[str, Path], rounds: int) -> dict[str, float]:
    """Processor seconds of each, one after the other and round again, so that a noisy minute falls on all."""
    for path in scripts.values():
        _run([str(path)])  # compiled, and in the machine's memory
    taken: dict[str, list[float]] = {name: [] for name in scripts}
    for _ in range(rounds):
        for name, path in scripts.items():
            before = _spent()
            _run([str(path)])
            taken[name].append(_spent() - before)
    return {name: min(found) for name, found in taken.items()}


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _counted(scripts: Mapping[str, Path]) -> dict[str, int]:
    """Side by side: a busy machine counts the same."""
    with ThreadPoolExecutor(os.cpu_count()) as together:
        return dict(zip(scripts, together.map(_instructions, scripts.values()), strict=True))


def _instructions(path: Path) -> int:
    said = _run([str(path)], "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null").stderr
    return int(said.rpartition("Collected :")[2].split()[0])


def _run(arguments: list[str], *wrapper: str) -> subprocess.CompletedProcess[str]:
    environment = {**ENVIRONMENT, "PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(  # noqa: S603 - our own commands
        [*wrapper, sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True
    )


def _sizes() -> Iterator[Row]:
    """What a function has to unpack before it can start."""
    for layer, most in {"redress": 40, "detect": 90}.items():
        with tempfile.TemporaryDirectory() as folder:
            _run(["-m", "pip", "install", "--quiet", "--target", folder, "-r", f"layers/{layer}/requirements.txt"])
            size = _size(Path(folder)) + _size(ROOT / "layers" / layer)
        yield row(f"layer {layer}, unzipped", size / 1e6, "MB", goal=at_most(most))
    largest = max(FUNCTIONS, key=lambda name: _size(ROOT / "functions" / name))
    yield row(
        f"largest function package ({largest})", _size(ROOT / "functions" / largest) / 1e3, "kB", goal=at_most(20)
    )


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
