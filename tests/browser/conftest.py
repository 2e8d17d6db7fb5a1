"""A real browser before the whole stack. Scripts are off unless a test wants to see that none would run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, ViewportSize, sync_playwright

from tests.engine.laptop import Laptop

if TYPE_CHECKING:
    from tests.browser.desk import Staff

PHONE = ViewportSize(width=375, height=740)
NARROW = ViewportSize(width=320, height=640)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NO_COMPLAINTS = (
    "status of",  # an answer that the test itself asked for, such as a 409
    "Autofocus processing was blocked",  # typed into before its first frame: a field that one is in is never taken away
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.engine)
            item.add_marker(pytest.mark.browser)


@dataclass
class Visitor:
    """Somebody with a browser; what the browser complained of is kept."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def listen(self, ours: tuple[str, ...]) -> None:
        def asked(request: Request) -> None:
            if not request.url.startswith(ours):
                self.complaints.append(request.url)

        def said(message: ConsoleMessage) -> None:
            if not any(told in message.text for told in NO_COMPLAINTS):
                self.complaints.append(message.text)

        self.page.on("request", asked)
        self.page.on("console", said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def focused(self) -> str:
        """What the keyboard is on: its id, else its text."""
        return str(self.page.evaluate("document.activeElement.id || document.activeElement.innerText"))

    @property
    def width(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth"))

    def reads(self, words: str) -> bool:
        return words in self.page.locator("body").inner_text()

    def comes_back_until(self, words: str) -> bool:
        """By the address: Chromium refuses to reload a page that it has only just put in the place of another."""
        self.page.goto(self.page.url)
        return words in self.heading


@pytest.fixture(scope="session")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    started = Laptop(tmp_path_factory.mktemp("browser"))
    started.start()
    yield started
    started.close()


@pytest.fixture(scope="session")
def undoing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """One with an undo window: what is decided may be taken back for some seconds."""
    started = Laptop(tmp_path_factory.mktemp("desk"), undo_seconds=8)
    started.start()
    yield started
    started.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One for a file: its event loop must be gone before other tests run theirs."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, laptop: Laptop) -> Iterator[Callable[..., Visitor]]:
    """`visit()`: a phone without scripts. Nobody but the stack may be asked for anything, and nothing be refused."""
    opened: list[tuple[BrowserContext, Visitor]] = []

    def new(*, scripts: bool = False, lang: str = "en-GB", viewport: ViewportSize | None = None) -> Visitor:
        size = viewport or PHONE
        context = chromium.new_context(viewport=size, java_script_enabled=scripts, locale=lang)
        visitor = Visitor(context.new_page())
        visitor.listen((laptop.settings.url, laptop.settings.shop_url))
        opened.append((context, visitor))
        return visitor

    yield new
    for context, visitor in opened:
        context.close()
        assert visitor.complaints == []


@pytest.fixture
def staff(chromium: Browser, laptop: Laptop) -> Iterator["Staff"]:
    """`staff("ana")`: somebody at the desk. What its own policy had to refuse, or the browser complained of, fails."""
    from tests.browser.desk import Staff

    opens = Staff(chromium, laptop, [])
    yield opens
    for context, moderator in opens.opened:
        refused = moderator.refused
        context.close()
        assert refused == []
        assert moderator.complaints == []
