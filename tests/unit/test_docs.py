"""The documents say what is there: links lead somewhere, commands and names exist, the worked example works."""

import argparse
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from local.cli import build_parser
from local.shop.signature import verify
from local.template import read
from redress.adapters.platform import signed
from redress.casework.watch import watched
from redress.model import Queue, Role, Route
from redress.policy.guideline import Limits
from redress.ports.desk import Board

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
FENCED = re.compile(r"^```[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
AWS_METRICS = {"ApproximateNumberOfMessagesVisible", "IteratorAge", "Errors", "WriteThrottleEvents"}
LONGEST_DECISION = 40


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def code(page: str) -> Iterator[str]:
    """What stands in code: each line of a fenced block, and each span outside of them."""
    for block in FENCED.findall(page):
        yield from block.splitlines()
    yield from SPAN.findall(FENCED.sub("", page))


def commands(parser: argparse.ArgumentParser | None = None) -> dict[str, argparse.ArgumentParser]:
    actions = (parser or build_parser())._actions
    found = [action.choices for action in actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0] or {}) if found else {}


def options(parser: argparse.ArgumentParser, words: str) -> set[str]:
    """Its own, and those of the part of it that the words name."""
    part = commands(parser).get(words.strip().partition(" ")[0])
    return set(parser._option_string_actions) | (set(part._option_string_actions) if part else set())


@cache
def template() -> dict[str, Any]:
    return read(ROOT / "template.yaml")


def functions() -> list[str]:
    resources = template()["Resources"].items()
    return [name for name, resource in resources if resource["Type"] == "AWS::Serverless::Function"]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    targets = [target.partition("#")[0] for target in LINK.findall(text(page)) if "://" not in target]

    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_and_its_options_exist(page: Path) -> None:
    known = commands()

    for line in code(text(page)):
        for name, rest in re.findall(r"(?<![\w-])redress ([a-z][a-z-]*)([^|;#\n]*)", line):
            assert name in known, line
            assert set(re.findall(r"(--[a-z-]+)", rest)) <= options(known[name], rest), line


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_make_target_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text(ROOT / "Makefile"), re.MULTILINE))
    asked = {name for line in code(text(page)) for name in re.findall(r"(?<![\w.-])make ([a-z-]+)", line)}

    assert asked <= targets


@pytest.mark.parametrize("page", DECISIONS, ids=named)
def test_a_decision_is_dated_short_and_says_what_was_given_up(page: Path) -> None:
    lines = text(page).splitlines()

    assert lines[0].startswith("# ")
    assert lines[2].startswith(f"{page.name[:10]} · ")
    assert len(lines) <= LONGEST_DECISION
    assert "Given up:" in text(page) or "What it costs:" in text(page)


@pytest.mark.parametrize("name", functions())
def test_the_architecture_names_each_function(name: str) -> None:
    folder = template()["Resources"][name]["Properties"]["CodeUri"].rstrip("/").rpartition("/")[2]

    assert f"| `{folder}` | `{name}` |" in text(DOCS / "architecture.md")


def test_the_architecture_names_each_kind_of_key_and_each_index() -> None:
    page = text(DOCS / "architecture.md")
    source = text(ROOT / "layers/redress/redress/adapters/dynamodb/keys.py")
    indexes = template()["Resources"]["Table"]["Properties"]["GlobalSecondaryIndexes"]

    assert [kind for kind in set(re.findall(r'"([A-Z]+#)', source)) if kind not in page] == []
    assert [index["IndexName"] for index in indexes if f"| `{index['IndexName']}` |" not in page] == []


def test_the_architecture_names_checks_that_exist() -> None:
    page, source = text(DOCS / "architecture.md"), text(ROOT / "tests/architecture/walls.py")
    table = page.partition("| wall | held by |")[2].partition("\n\n")[0]
    checks = {name for line in table.splitlines() for name in SPAN.findall(line.rpartition(" | ")[2]) if "_" in name}

    assert checks
    assert [name for name in checks if f"def {name}(" not in source] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_what_is_written_in_capitals_is_in_the_template_or_is_counted(page: Path) -> None:
    known = {name for part in ("Parameters", "Resources", "Outputs") for name in template()[part]}
    states = yaml.safe_load(text(ROOT / "statemachines/escalation.asl.yaml"))["States"]
    saying = [*(ROOT / "functions").glob("*/app.py"), ROOT / "layers/redress/redress/wiring.py"]
    counted = {name for source in saying for name in re.findall(r'(?:count\(| else )"(\w+)"', text(source))} | set(
        watched(Board(as_of=datetime.now(UTC), items=()))
    )
    classes = {
        name
        for source in (ROOT / "layers/redress/redress").rglob("*.py")
        for name in re.findall(r"^class (\w+)", text(source), re.MULTILINE)
    }
    written = {span for span in SPAN.findall(FENCED.sub("", text(page))) if re.fullmatch(r"(?:[A-Z][a-z]+){2,}", span)}

    assert written - known - counted - classes - states.keys() - AWS_METRICS == set()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_the_limits_that_are_named_are_the_policys(page: Path) -> None:
    named_so = re.findall(r"`([a-z_]+)`\)? (?:in|of) the policy", text(page))

    assert set(named_so) <= Limits.model_fields.keys()


def test_the_glossary_has_each_queue_and_route_and_role() -> None:
    page = text(DOCS / "glossary.md")

    assert [word for word in (*Queue, *Route) if f"`{word}`" not in page] == []
    assert [role for role in Role if f"**{role}**".lower() not in page.lower()] == []


def test_the_readme_counts_the_shops_reviews() -> None:
    stock = yaml.safe_load(text(ROOT / "local/shop/stock/reviews.yaml"))

    assert f"each of its {len(stock)} reviews" in text(ROOT / "README.md")


PLATFORM = text(DOCS / "platform.md")
EXAMPLE: dict[str, str] = dict(re.findall(r"^\| `?([\w-]+)`? \| `(.+)` \|$", PLATFORM, re.MULTILINE))


class TestTheWorkedExample:
    """docs/platform.md: a signed event, and the few lines that check it."""

    body, secret = EXAMPLE["body"].encode(), EXAMPLE["secret"]
    now = datetime.fromtimestamp(int(EXAMPLE["webhook-timestamp"]), UTC)

    @property
    def headers(self) -> dict[str, str]:
        return {name: value for name, value in EXAMPLE.items() if name.startswith("webhook-")}

    def test_is_what_we_send(self) -> None:
        ours = signed(EXAMPLE["webhook-id"], self.body, [EXAMPLE["key"].encode()], self.now)

        assert self.headers.items() <= ours.items()

    def test_is_what_the_demo_shop_takes(self) -> None:
        assert verify(self.headers, self.body, secrets=[self.secret], now=self.now) == EXAMPLE["webhook-id"]

    def test_is_genuine_by_the_lines_on_the_page_and_nothing_else_is(self) -> None:
        block = re.search(r"```python\n(.*?)```", PLATFORM, re.DOTALL)
        assert block
        said: dict[str, Any] = {}
        exec(block.group(1), said)  # noqa: S102 - our own page
        is_genuine = said["is_genuine"]

        assert is_genuine(self.headers, self.body, self.secret, now=self.now.timestamp)
        assert not is_genuine(self.headers, self.body + b" ", self.secret, now=self.now.timestamp)
        assert not is_genuine(self.headers, self.body, self.secret, now=lambda: self.now.timestamp() + 301)
