"""What a browser is sent and how long it waits: the report form, the desk, the next case, the list of very many.

Chromium before the whole stack, on an engine that writes no snapshots; beside it a page of ten lines from the same
machine.
"""

import json
import os
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, Request, sync_playwright

from bench.rows import Row, at_most, row
from local.engine import REGION
from redress.adapters.clients import client
from tests.browser.conftest import QUIET
from tests.browser.desk import Moderator, Staff
from tests.engine.laptop import Laptop

TIMES = 5
FEW, MANY = 100, 10_000
SHOWN = "document.querySelector('h1 .id')?.innerText"
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
BARE = (
    b"<!doctype html><html lang=en><meta charset=utf-8><title>Bare</title><h1>A page of ten lines</h1>"
    + b"<p>Line</p>" * 10
)


class Unsaved(Laptop):
    command = "bench.unsaved_up"


class Visit(NamedTuple):
    """A first visit, nothing in the cache: bytes and requests as sent, and when something was to be seen."""

    bytes: float
    requests: float
    painted: float


def rows() -> Iterator[Row]:
    if shutil.which("chromium") is None:
        print("  There is no chromium on this machine: left out.")
        return
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="redress-bench-", ignore_cleanup_errors=True) as folder:
        laptop = Unsaved(Path(folder))
        try:
            laptop.start()
            os.environ |= {"AWS_ENDPOINT_URL": laptop.engine_url, "AWS_DEFAULT_REGION": REGION}
            os.environ |= {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
            client.cache_clear()  # a topic before had its own engine
            with sync_playwright() as driver, bare_page() as bare:
                browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=list(QUIET))
                yield from _first_visits(browser, laptop, bare)
                yield from _at_the_desk(browser, laptop)
                browser.close()
        finally:
            laptop.close()
            os.environ.clear()
            os.environ.update(before)


def _first_visits(browser: Browser, laptop: Laptop, bare: str) -> Iterator[Row]:
    laptop.put_review("B1")
    base = _visit(browser, bare)
    for name, path, kilobytes, requests, times in (
        ("the report form", "/report?review=B1", 20, 3, 3),
        ("the desk", "/desk", 128, 80, 8),
    ):
        seen = _visit(browser, laptop.settings.url + path)
        yield row(f"pages {name}, first visit", seen.bytes / 1000, "kB", goal=at_most(kilobytes))
        yield row(f"pages {name}, first visit, requests", seen.requests, "", goal=at_most(requests))
        against = "a bare page of ten lines"
        yield row(
            f"pages {name}, first paint", seen.painted, "ms", against=against, base=base.painted, goal=at_most(times)
        )


def _visit(browser: Browser, address: str) -> Visit:
    return Visit(*map(statistics.median, zip(*(_visited(browser, address) for _ in range(TIMES)), strict=True)))


def _visited(browser: Browser, address: str) -> Visit:
    context = browser.new_context()
    page = context.new_page()
    asked: list[Request] = []

    def finished(request: Request) -> None:
        asked.append(request)

    page.on("requestfinished", finished)
    page.goto(address, wait_until="networkidle")
    _until(page, PAINTED)
    sizes = [request.sizes() for request in asked]
    sent = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    visit = Visit(sent, len(asked), page.evaluate(PAINTED))
    context.close()
    return visit


def _at_the_desk(browser: Browser, laptop: Laptop) -> Iterator[Row]:
    _hush(laptop)
    _store(laptop, 0, TIMES + 2)
    ana = Staff(browser, laptop, [])("ana")
    took = _took(lambda: _next_case(ana))
    yield row("pages next case", took, "ms", goal=at_most(500))
    first, alone = TIMES + 2, 0.0
    for last in (FEW, MANY):
        _store(laptop, first, last)
        shown, own = map(statistics.median, zip(*(_list(ana) for _ in range(TIMES + 1)), strict=True))
        told = f"of which {shown - own:.0f} ms wait for the API: the local engine sorts all of an index's shard"
        yield row(f"pages list, {last:,} open", shown, "ms", against=told)
        goal, against = (at_most(1.5), f"with {FEW} open") if alone else (None, "")
        yield row(
            f"pages list, {last:,} open, without the API's answer", own, "ms", against=against, base=alone, goal=goal
        )
        first, alone = last, own


def _took(does: Callable[[], object]) -> float:
    """The median of a few, in milliseconds; the first does not count."""
    taken = []
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        does()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken[1:])


def _next_case(moderator: Moderator) -> None:
    page = moderator.page
    now = page.evaluate(f"{SHOWN} ?? null")
    moderator.press("j" if now else "n")
    _until(page, f"![{json.dumps(now)}, undefined].includes({SHOWN}) && !!document.querySelector('.bar .do-keep')")


def _until(page: Page, expression: str) -> None:
    """Asked at a steady pace, which Playwright's own waiting does not: it asks less and less often."""
    while not page.evaluate(expression):
        time.sleep(0.002)


def _list(moderator: Moderator) -> tuple[float, float]:
    """Milliseconds until the list is there, and those of them in which it did not wait for the API."""
    page = moderator.page
    moderator.goes("#/nowhere")
    page.wait_for_selector(".case-row", state="detached")
    with page.expect_request_finished(lambda request: "/v1/cases?" in request.url) as asked:
        began = time.perf_counter()
        moderator.goes("#/cases")
        _until(page, "!!document.querySelector('.case-row')")
        shown = (time.perf_counter() - began) * 1000
    return shown, shown - asked.value.timing["responseEnd"]


def _hush(laptop: Laptop) -> None:
    """Nobody counts or classifies what is stored below: the pages alone are measured."""
    functions = laptop.cloud.functions
    for mapping in functions.list_event_source_mappings()["EventSourceMappings"]:
        functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)


def _store(laptop: Laptop, first: int, last: int) -> None:
    """Open cases, put past the use cases; none of them due before tomorrow."""
    from redress.adapters.dynamodb.cases import _attributes, _key
    from redress.adapters.dynamodb.table import Table
    from redress.model import Card, Queue, Status
    from tests.builders.nouns import a_case

    table = Table(laptop.outputs["TableName"])
    due = datetime.now(UTC) + timedelta(days=2)
    card = Card(title="Not for me", rating=2, excerpt="It takes ages to boil. " * 6, url="https://shop.example/")
    for start in range(first, last, 500):
        cases = [
            a_case(
                f"G{number:06d}",
                status=Status.HUMAN_REVIEW,
                queue=Queue.GENERAL,
                due_at=due + timedelta(minutes=number),
                move_by=due + timedelta(days=90),
                opened_at=datetime.now(UTC),
                card=card,
            )
            for number in range(start, min(start + 500, last))
        ]
        table.put_all([(_key(case), _attributes(case)) for case in cases])


class _Bare(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(BARE)))
        self.end_headers()
        self.wfile.write(BARE)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def bare_page() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Bare) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
