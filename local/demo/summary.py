"""What became of the day, and where to look."""

from collections.abc import Mapping, Sequence

import httpx
from rich.console import Console
from rich.table import Table

from local.demo.doors import Doors, Unexpected

ENDED = {"removed": "green", "kept": "green", "restored": "green", "out_of_scope": "green"}


def show_summary(doors: Doors, counts: Mapping[str, int], reviews: Sequence[str], *, console: Console) -> None:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("Review", "Case", "Queue", "Reports", "In the shop"):
        table.add_column(column)
    for review in reviews:
        table.add_row(*_line(doors, review))
    console.print(table)
    console.print()
    for what, count in counts.items():
        if not count:
            continue
        console.print(f"{count:5}  {what}", highlight=False)
    waiting = ", ".join(f"{line['queue']} {line['length']}" for line in doors.queues() if line["length"])
    console.print(f"\nWaiting for people: {waiting or 'nothing'}", highlight=False)
    console.print(
        f"""
  The shop                {doors.shop}
  A removed review        {doors.shop}/reviews/R1
  An author's messages    {doors.shop}/author/dora-finch
  Events the shop got     {doors.shop}/events
  Mails sent              {doors.api}/outbox
  The moderators' desk    {doors.api}/desk
  The dashboards          {doors.api}/desk#/dashboards
""",
        highlight=False,
        soft_wrap=True,
    )


def _line(doors: Doors, review: str) -> tuple[str, str, str, str, str]:
    try:
        case = doors.newest_case(review)
        shown = _shown(doors, review)
    except Unexpected as unexpected:
        return review, f"[red]{unexpected}[/red]", "", "", ""
    if case is None:
        return review, "no case yet", "", "", shown
    status = str(case["status"])
    colour = ENDED.get(status, "yellow")
    queue = "" if status in ENDED else str(case.get("queue") or "")
    return review, f"[{colour}]{status}[/{colour}]", queue, str(case.get("report_count", "")), shown


def _shown(doors: Doors, review: str) -> str:
    answer = doors.http.get(f"{doors.shop}/api/reviews/{review}")
    if answer.status_code == httpx.codes.NOT_FOUND:
        return "not one of the shop's"
    card = answer.json()
    return "there" if card["visible"] else f"removed: {', '.join(card['grounds'])}"
