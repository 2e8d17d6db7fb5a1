"""The ways that a report can go, walked on a real stack as reporters, moderators and the platform walk them.

Each step is taken when all that the last one set off has come to rest, so that nothing is shared with a neighbour.
"""

from collections.abc import Callable
from email.message import EmailMessage
from itertools import count
from typing import Any, NamedTuple
from uuid import uuid4

from bench import floor
from bench.metered import MeteredLaptop, Used
from local.settings import ABUSE_ADDRESS
from tests.engine.speaking import Moderator, report

TIMES = 2
CROWD = 100
REPORTERS = 21
PATIENCE = 90.0
PHONE = "Ring Marjorie at home on +44 20 7946 0958, she will tell you the same."


class Walked(NamedTuple):
    """What one of each took. What is not here is a sum of these."""

    floor: Used
    told: Used
    opened: Used
    joined: Used
    crowd: Used
    kept: Used
    removed: Used
    late: Used
    automatic: Used
    mail: Used
    kept_for_many: Used


class Walker:
    def __init__(self, laptop: MeteredLaptop) -> None:
        self._laptop = laptop
        self._ana = Moderator(laptop)
        self._numbers = count()

    def all(self) -> Walked:
        self._warm_up()
        floor_ = self._metered(lambda each: floor.call(self._laptop, each), self._names(TIMES))
        fresh = self._names(TIMES)
        told = self._metered(self._laptop.put_review, fresh)
        opened = self._metered(self._open, fresh)
        joined = self._metered(self._report, fresh)
        mail = self._metered(self._mail, fresh)
        crowd = self._crowd(fresh[0])
        to_keep, to_remove = self._waiting(TIMES), self._waiting(TIMES)
        kept = self._metered(lambda each: self._decide(each, "keep"), to_keep, ended=True)
        removed = self._metered(lambda each: self._decide(each, "remove"), to_remove, ended=True)
        late = self._metered(self._report, to_keep)
        automatic = self._metered(
            lambda each: self._open(each, "removed", guideline="privacy.personal_data"),
            self._told(TIMES, PHONE),
            ended=True,
        )
        (many,) = self._waiting(1)
        for _ in range(REPORTERS - 1):
            self._report(many)
        kept_for_many = self._metered(lambda each: self._decide(each, "keep"), [many], ended=True)
        return Walked(floor_, told, opened, joined, crowd, kept, removed, late, automatic, mail, kept_for_many)

    def _warm_up(self) -> None:
        """Every function has started, and has read its secrets."""
        floor.put_up(self._laptop)
        floor.call(self._laptop, "first")
        kept, removed = self._waiting(2)
        self._mail(kept)
        self._laptop.settle()
        self._decide(kept, "keep")
        self._decide(removed, "remove")
        self._laptop.settle()
        self._report(kept)

    def _metered(self, walk: Callable[[str], object], names: list[str], *, ended: bool = False) -> Used:
        before = self._laptop.read()
        for each in names:
            walk(each)
            self._laptop.settle()
        return self._laptop.used(before, len(names), workflows_ended=len(names) if ended else 0)

    def _crowd(self, review_id: str) -> Used:
        """So many reports that the stream hands them over a hundred at a time: it is held back until they are there."""
        before = self._laptop.read()
        counted = self._counted(review_id)
        with self._laptop.streams_held():
            for _ in range(CROWD):
                report(self._laptop, review_id)
        self._laptop.eventually(lambda: self._counted(review_id) == counted + CROWD, seconds=PATIENCE)
        return self._laptop.used(before, CROWD)

    def _counted(self, review_id: str) -> int:
        return int(self._item(f"REVIEW#{review_id}", "CASE#000001")["report_count"]["N"])

    def _names(self, times: int) -> list[str]:
        return [f"bench-{next(self._numbers)}" for _ in range(times)]

    def _told(self, times: int, text: str = "") -> list[str]:
        names = self._names(times)
        for each in names:
            self._laptop.put_review(each, **({"text": text} if text else {}))
        self._laptop.settle()
        return names

    def _waiting(self, times: int) -> list[str]:
        """Reviews on whose cases a person has to decide, with one report each."""
        names = self._told(times)
        for each in names:
            self._open(each)
        self._laptop.settle()
        return names

    def _report(self, review_id: str, **changes: str) -> None:
        """Sent, and stamped with its case. The table is looked at from outside, past the meter."""
        key = f"REPORT#{report(self._laptop, review_id, **changes).receipt['report_id']}"
        self._laptop.eventually(lambda: "case_id" in self._item(key, "REPORT"), seconds=PATIENCE)

    def _open(self, review_id: str, until: str = "human_review", **changes: str) -> None:
        self._report(review_id, **changes)
        self._comes_to_be(review_id, until)

    def _comes_to_be(self, review_id: str, status: str) -> None:
        key = f"REVIEW#{review_id}"
        self._laptop.eventually(
            lambda: self._item(key, "CASE#000001").get("status", {}).get("S") == status,
            seconds=PATIENCE,
            why=f"{key} to be {status}",
        )

    def _item(self, pk: str, sk: str) -> dict[str, Any]:
        key: Any = {"pk": {"S": pk}, "sk": {"S": sk}}
        found = self._laptop.cloud.dynamodb.get_item(TableName=self._laptop.outputs["TableName"], Key=key)
        return dict(found.get("Item", {}))

    def _mail(self, review_id: str) -> None:
        message = EmailMessage()
        message["From"], message["To"] = f"{uuid4().hex}@example.org", ABUSE_ADDRESS
        message["Subject"], message["Message-ID"] = "A review", f"<{uuid4().hex}@example.org>"
        message.set_content(f"This review insults me, please look at it: https://shop.example/reviews/{review_id}\n")
        self._laptop.send_mail(message)

    def _decide(self, review_id: str, outcome: str) -> None:
        """As the desk does it: the list, the case and what is beside it, claimed, decided."""
        case_id = f"r-{review_id}-1"
        case = self._ana.case(case_id)
        self._ana.get("/v1/cases", queue=case["queue"])
        self._ana.post(f"/v1/cases/{case_id}/claim")
        for beside in ("related", "alike"):
            self._ana.get(f"/v1/cases/{case_id}/{beside}")
        grounds = ["promotion.advertising"] if outcome == "remove" else []
        answer = self._ana.decide(case_id, outcome, version=case["version"], grounds=grounds)
        answer.raise_for_status()
        self._comes_to_be(review_id, "removed" if outcome == "remove" else "kept")
