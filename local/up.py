"""`redress up`: start everything, say where it is, and stop it in order."""

import asyncio
import contextlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Coroutine, Iterator
from dataclasses import replace

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from local.errors import CannotStart
from local.ports import shop_port
from local.settings import ABUSE_ADDRESS, Settings
from local.stack import STEPS, Report, Stack
from local.state import StateDir, default_root


def up(settings: Settings) -> None:
    settings.state.prepare()
    with settings.state.alone():
        if not settings.shop_port:
            settings = replace(settings, shop_port=shop_port(settings.state, print))
        asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    stop = asyncio.Event()
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(signum, stop.set)
    stack = Stack(settings)
    began = time.monotonic()
    try:
        with progress() as report:
            await _unless(stop, stack.start(report))
        if not stop.is_set():
            print(f"redress ready: {settings.url}", flush=True)
            print(where(settings, time.monotonic() - began), flush=True)
            await _unless(stop, stack.watch())
    finally:
        await stack.stop()
        if stop.is_set():
            print(f"Stopped. The state is kept in {settings.state.root}.", flush=True)


async def _unless(stop: asyncio.Event, work: Coroutine[None, None, None]) -> None:
    """Do the work, or leave it when the person wants to stop."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if working.done():
        await working
        return
    working.cancel()
    with contextlib.suppress(asyncio.CancelledError, CannotStart):
        await working


@contextlib.contextmanager
def progress() -> Iterator[Report]:
    if not sys.stdout.isatty():
        yield lambda text: print(f"· {text}", flush=True)
        return
    columns = (SpinnerColumn(), TextColumn("{task.description:<42}"), BarColumn(24), TimeElapsedColumn())
    with Progress(*columns, console=Console(), transient=True) as display:
        task = display.add_task("", total=STEPS)

        def report(text: str) -> None:
            display.update(task, description=text, advance=1)

        yield report


def where(settings: Settings, seconds: float) -> str:
    redress = "redress" if shutil.which("redress") else os.path.relpath(sys.argv[0])
    elsewhere = "" if settings.state == StateDir(default_root()) else f" --state {settings.state.root}"
    return f"""
  Demo shop          {settings.shop_url}
  The desk           {settings.url}/desk
  Report form        {settings.url}/report?review=<id>
  API                {settings.url}/v1/
  Abuse mailbox      {ABUSE_ADDRESS}, by SMTP at 127.0.0.1:{settings.smtp_port} ({redress} send-mail FILE{elsewhere})
  Mails sent         {settings.url}/outbox
  A staff token      {redress} token --role moderator --name ana{elsewhere}
  A day's traffic    {redress} demo{elsewhere}
  State              {settings.state.root}

Started in {seconds:.1f} s. Stop with Ctrl-C.
"""
