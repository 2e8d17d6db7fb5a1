"""A rule of the tools that is not kept is named once, with why."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ARGUED = re.compile(r"  - CKV_AWS_\d+ # \S.{30,}")


def test_each_exception_from_checkov_is_argued_in_its_line() -> None:
    lines = (ROOT / ".checkov.yaml").read_text(encoding="utf-8").partition("skip-check:\n")[2].splitlines()

    assert [line for line in lines if not ARGUED.fullmatch(line)] == []
