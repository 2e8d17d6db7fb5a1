"""Whoever is woken finds a page that says what to do; and no page speaks of an alarm that is gone."""

import re
from pathlib import Path

import pytest

from local.template import of_type, read

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs/alarms"
TEMPLATE = read(ROOT / "template.yaml")
ALARMS = of_type(TEMPLATE, "AWS::CloudWatch::Alarm")
SAID = ("**What it means.**", "**First look.**", "**What to do.**", "**How to know that it is over.**")


def test_alarms_and_their_pages_are_the_same() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} - {"README"} == set(ALARMS)


def test_the_list_of_alarms_names_each_once() -> None:
    named = re.findall(r"^\| \[`(\w+)`\]\(\1\.md\)", (PAGES / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(ALARMS)


@pytest.mark.parametrize("name", sorted(ALARMS))
def test_an_alarm_leads_to_a_page_that_says_what_to_do(name: str) -> None:
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert f"docs/alarms/{name}.md" in ALARMS[name]["Properties"]["AlarmDescription"]
    assert [part for part in SAID if part not in page] == []


@pytest.mark.parametrize("name", sorted(ALARMS))
def test_an_alarm_calls_somebody_and_says_when_it_is_over(name: str) -> None:
    properties = ALARMS[name]["Properties"]
    assert properties["AlarmActions"] == properties["OKActions"] == [{"Ref": "Alarms"}]
    assert "TreatMissingData" in properties


def test_the_dashboard_counts_the_errors_of_every_function() -> None:
    body = TEMPLATE["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    (errors,) = re.findall(r'"title": "Function errors".*', body)
    assert set(re.findall(r"\$\{(\w+Function)\}", errors)) == set(of_type(TEMPLATE, "AWS::Serverless::Function"))
