"""The pictures of the README and the docs, taken from a stack of its own after a day of the demo: `make pictures`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import QUIET
from tests.browser.desk import Moderator, Staff
from tests.engine.laptop import Laptop

FOLDER = Path(__file__).parents[2] / "docs/pictures"
LARGEST = 150_000
CASE = "r-R11-1"


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
                browser.close()
        finally:
            laptop.close()


def take(staff: Staff) -> None:
    ana, ben, nora = staff("ana"), staff("ben", dark=True), staff("nora", width=390, height=780)
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
    settle(nora, "#/queues", ".queues")
    nora.press("?")
    ben.press("?")
    ben.page.wait_for_selector("dialog")
    keep(ben.page, "desk-keys-dark")


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
