"""A door is light: what its module pulls in is paid for by the first reporter after every quiet hour."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FUNCTIONS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/app.py"))
DOORS = {"intake_api", "desk_api", "pages"}
NEVER = {"moto", "jsonata", "pydantic_settings", "numpy", "requests", "local"}
ONLY_WHEN_ASKED = {"phonenumbers", "selectolax", "publicsuffixlist"}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_loads_nothing_that_it_may_not_need(function: str) -> None:
    script = f"import sys, functions.{function}.app; print(*sys.modules)"
    environment = {"PYTHONPATH": f"{ROOT / 'layers/redress'}:{ROOT}", "POWERTOOLS_SERVICE_NAME": function}

    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stderr
    unwanted = NEVER | ONLY_WHEN_ASKED | ({"boto3", "redress.detect"} if function in DOORS else set())
    assert unwanted & set(ran.stdout.split()) == set()
