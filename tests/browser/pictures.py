"""The pictures of the README and the docs, taken from a stack of its own after a day of the demo: `make pictures`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.conftest import QUIET
from tests.browser.desk import Moderator, Staff
from tests.engine.laptop import Laptop

FOLDER = Path(__file__).parents[2] / "docs/pictures"
LARGEST = 200_000
CASE = "r-R11-1"
WIDE, HIGH = 1160, 740


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        laptop = Laptop(Path(scratch), undo_seconds=10)
        laptop.start()
        try:
            demo = (sys.executable, "-m", "local.cli", "demo", "--fast", "--state", str(laptop.state.root))
            subprocess.run(demo, check=True, stdout=subprocess.DEVNULL)
            with sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=list(QUIET))
                take(Staff(browser, laptop, []))
                take_public(browser, laptop)
                browser.close()
        finally:
            laptop.close()


def take(staff: Staff) -> None:
    ana, ben = staff("ana", width=WIDE, height=HIGH), staff("ben", width=WIDE, height=HIGH, dark=True)
    nora = staff("nora", width=390, height=780)
    settle(ana, "#/queues", ".queues")
    keep(ana.page, "desk-queues")
    settle(ben, "#/cases?queue=abuse", ".case-row")
    keep(ben.page, "desk-list-dark")
    settle(ana, f"#/case/{CASE}", ".do-remove")
    keep(ana.page, "desk-case")
    ana.press("r")
    ana.page.wait_for_selector(".panel")
    ana.press("1")
    ana.page.wait_for_timeout(300)
    keep(ana.page, "desk-remove")
    ana.press("Escape")
    settle(ana, "#/queues", ".queues")
    settle(nora, f"#/case/{CASE}", ".do-remove")
    keep(nora.page, "desk-phone")
    ben.press("?")
    ben.page.wait_for_selector("dialog")
    keep(ben.page, "desk-keys-dark")


def take_public(browser: Browser, laptop: Laptop) -> None:
    """The form as it opens, filled for a matter of law, and the two ends of one removal: reporter's and author's."""
    laptop.put_review(
        "P7",
        title="Two weeks",
        text="Stopped after two weeks. Ring Marjorie, she knows: 020 7946 0958.",
        author_email="author@example.org",
    )
    phone = browser.new_context(viewport=ViewportSize(width=390, height=844), locale="en-GB").new_page()
    phone.goto(f"{laptop.settings.url}/report?review=P7")
    keep(phone, "report-form")
    phone.fill("#explanation", "It shows where somebody can be rung up.")
    phone.fill("#email", "reporter@example.org")
    phone.check("#good_faith")
    phone.get_by_role("button", name="Send the report").click()
    status = phone.url.partition("?")[0]

    def told() -> str:
        mails = laptop.sent_mails(to="author@example.org")
        return (
            next((word for word in mails[0].message.get_content().split() if "/decision/" in word), "") if mails else ""
        )

    decision = laptop.eventually(told, why="the author's mail")
    phone.goto(status)
    keep(phone, "status")
    dark = browser.new_context(viewport=ViewportSize(width=390, height=844), color_scheme="dark").new_page()
    dark.goto(decision)
    keep(dark, "decision-dark")
    law = browser.new_context(viewport=ViewportSize(width=390, height=844), locale="de-DE").new_page()
    law.goto(f"{laptop.settings.url}/report?review=P7&lang=de")
    law.locator("#law summary").click()
    law.locator("#legal-court_order").check()
    law.locator("#legal-court_order").evaluate("each => each.scrollIntoView()")
    keep(law, "report-law")


def settle(moderator: Moderator, place: str, until: str) -> None:
    moderator.goes(place)
    moderator.page.wait_for_selector(until)
    moderator.page.wait_for_timeout(2_000)


def keep(page: Page, name: str) -> None:
    picture = page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
    if len(picture) > LARGEST:
        raise SystemExit(f"{name}.png has {len(picture):,} bytes, more than {LARGEST:,}.")
    print(f"  docs/pictures/{name}.png  {len(picture) // 1000} kB")  # noqa: T201 - it is a command


if __name__ == "__main__":
    main()
