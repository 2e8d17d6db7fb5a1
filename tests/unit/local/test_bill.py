"""The bill of materials, and what the README says of an idle month."""

import json
from pathlib import Path

from bench import idle
from local.bill import add
from local.state import ROOT


def test_the_desks_libraries_are_on_the_bill_once_with_their_content(tmp_path: Path) -> None:
    path = tmp_path / "sbom.json"
    path.write_text(json.dumps({"components": [{"bom-ref": "pydantic", "name": "pydantic"}]}))

    add(path)
    assert add(path) == 4

    named = {each["name"]: each for each in json.loads(path.read_text())["components"]}
    assert named.keys() == {"pydantic", "htm", "oauth4webapi", "preact"}
    assert len(named["preact"]["hashes"][0]["content"]) == 128
    assert named["htm"]["purl"].startswith("pkg:npm/htm@")


def test_the_readme_says_what_an_idle_month_costs() -> None:
    total = next(iter(idle.rows())).value

    assert f"about ${round(total, 1):.2f} a month" in (ROOT / "README.md").read_text()
