"""Somebody at the desk: signed in through the real pages, and with what the browser complained of."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator

from tests.browser.conftest import Visitor
from tests.engine.laptop import Laptop

AXE = Path(__file__).with_name("vendor") / "axe.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIOLATIONS = """() => { window.refusedByPolicy = [];
  document.addEventListener("securitypolicyviolation", event => window.refusedByPolicy.push(
    event.violatedDirective + " " + event.blockedURI)); }"""


@dataclass
class Moderator(Visitor):
    """A visitor who is staff."""

    laptop: Laptop | None = None

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def goes(self, place: str) -> None:
        """Inside the page: another address would be another sign-in."""
        self.page.evaluate("place => { location.hash = place }", place)

    def opens(self, case_id: str, *, may: str = "") -> None:
        """`may`: a move that is offered there, and is waited for."""
        self.goes(f"#/case/{case_id}")
        self.page.wait_for_selector(f".case h1:has-text('{case_id.split('-', 1)[1].rpartition('-')[0]}')")
        if may:
            self.page.wait_for_selector(f".do-{may}")

    def sees(self, words: str | re.Pattern[str], within: str = "body") -> Locator:
        found = self.page.locator(within).get_by_text(words).first
        found.wait_for()
        return found

    @property
    def refused(self) -> list[str]:
        """What the page's own policy had to refuse: nothing, ever."""
        return list(self.page.evaluate("window.refusedByPolicy"))

    def unfit(self) -> list[str]:
        """What axe finds wrong with the page as it stands."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: dict[str, Any] = self.page.evaluate(
            "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", WCAG
        )
        return [
            f"{each['id']}: {node['html'][:160]} ({(node['any'] or node['all'] or node['none'])[0]['message']})"
            for each in found["violations"]
            for node in each["nodes"]
        ]


@dataclass
class Staff:
    """Opens desks, each in a browser of its own."""

    chromium: Browser
    laptop: Laptop
    opened: list[tuple[BrowserContext, Moderator]]

    def __call__(
        self, name: str = "ana", role: str = "moderator", *, width: int = 1280, height: int = 900, dark: bool = False
    ) -> Moderator:
        context = self.chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="en-GB",
            reduced_motion="reduce",
        )
        context.add_init_script(f"({VIOLATIONS})()")
        moderator = Moderator(context.new_page(), laptop=self.laptop)
        moderator.listen((self.laptop.settings.url, self.laptop.settings.shop_url))
        self.opened.append((context, moderator))
        page = moderator.page
        page.goto(f"{self.laptop.settings.url}/desk")
        page.get_by_role("button", name="Sign in").click()
        page.fill("input[name=name]", name)
        page.check(f"input[value={role}]")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_selector("header.top")
        return moderator


Opens = Callable[..., Moderator]
