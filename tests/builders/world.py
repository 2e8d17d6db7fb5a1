"""The whole core over moto, with twins for what is not AWS: verbs in which the tests tell their stories."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

import boto3
import moto.dynamodb.models as moto_table
from moto import mock_aws

from local import template
from redress.adapters.clients import client
from redress.adapters.dynamodb import keys
from redress.enforcement import take_down
from redress.model import Case, Decision, KnownReview, Notice, RemovedText, Report, Review, Role, Staff
from redress.notices import make_notices
from redress.review import Wish, conclude, decide, open_review
from redress.sending import send_notice
from redress.sweep import sweep
from redress.triage import triage_edit, triage_reports
from redress.wiring import Wiring
from tests.builders.leading_keys import kept_to_its_keys
from tests.builders.nouns import START, a_report, a_review
from tests.builders.twins import (
    MovedClock,
    PlayedPlatform,
    RememberedOutbox,
    RememberedPost,
    RememberedTimer,
    RememberedWorkflow,
)

ROOT = Path(__file__).parents[2]
NEEDED = ("AttributeDefinitions", "KeySchema", "BillingMode", "GlobalSecondaryIndexes")
TABLE = "redress"
KEY = "a key that only tests know, long enough to sign with"

ANA = Staff(name="ana", roles=frozenset({Role.MODERATOR}))
BEN = Staff(name="ben", roles=frozenset({Role.MODERATOR}))
LEA = Staff(name="lea", roles=frozenset({Role.LEGAL}))
ADA = Staff(name="ada", roles=frozenset({Role.ADMIN}))
SHOP = Staff(name="shop", roles=frozenset({Role.PLATFORM}))

Outcome = Literal["remove", "keep", "escalate", "needs_info", "out_of_scope"]


class World(Wiring):
    """Redress on a table of its own, with a clock that a test moves."""

    def __init__(self, **env: str) -> None:
        super().__init__(
            {
                "TABLE_NAME": TABLE,
                "SEAL_SECRET": "seal",
                "PLATFORM_SECRET": "platform",
                "REVIEW_URL_PATTERNS": "https://shop.example/reviews/{review_id}",
                "ABUSE_ADDRESS": "abuse@shop.example",
                "NOTICE_SENDER": "notices@shop.example",
                "PUBLIC_URL": "https://redress.example",
                "UNDO_SECONDS": "0",
                **env,
            }
        )
        self.time = MovedClock(START)

    @property
    def clock(self) -> MovedClock:
        return self.time

    @property
    def now(self) -> datetime:
        return self.time.now

    @cached_property
    def workflow(self) -> RememberedWorkflow:
        return RememberedWorkflow()

    @cached_property
    def outbox(self) -> RememberedOutbox:
        return RememberedOutbox()

    @cached_property
    def timer(self) -> RememberedTimer:
        return RememberedTimer()

    @cached_property
    def post(self) -> RememberedPost:
        return RememberedPost()

    @cached_property
    def platform(self) -> PlayedPlatform:
        return PlayedPlatform()

    def later(self, **time: float) -> None:
        self.time.now += timedelta(**time)

    # ------------------------------------------------------------------------------------------------ what comes in

    def told_of(self, review_id: str = "R1", **fields: Any) -> Review:
        """The platform tells of a review, or of its edit, and triage hears of it."""
        review = a_review(review_id, **fields)
        self.reviews.put(review)
        self.platform.snapshots[review_id] = review.snapshot
        self.remember(review_id)
        triage_edit(review_id, desk=self.triage)
        return review

    def gone(self, review_id: str = "R1") -> None:
        self.reviews.delete(review_id)
        self.remember(review_id)
        triage_edit(review_id, desk=self.triage)

    def received(self, review_id: str = "R1", **fields: Any) -> Report:
        """A report in the table, not triaged yet."""
        return self.reports.add(a_report(review_id, received_at=self.now, **fields)).report

    def reported(self, review_id: str = "R1", **fields: Any) -> Case:
        """A report, stamped with its case."""
        report = self.received(review_id, **fields)
        with kept_to_its_keys("TriageFunction"):
            triage_reports([report], desk=self.triage)
        return self.cases.get(self.reports.get(report.report_id).case_id)

    def in_review(self, review_id: str = "R1", **fields: Any) -> Case:
        """A report whose case waits for a person, its workflow with it."""
        case = self.reported(review_id, **fields)
        return self.opened(case.case_id)

    # ------------------------------------------------------------------------------------------------ what is done

    def opened(self, case_id: str) -> Case:
        """An execution comes to its human review."""
        token = self.workflow.token_for(case_id)
        with kept_to_its_keys("OpenReviewFunction"):
            return open_review(case_id, token, cases=self.cases, workflow=self.workflow, clock=self.clock)

    def decided(
        self,
        case_id: str,
        outcome: Outcome,
        *,
        by: Staff = ANA,
        grounds: Sequence[str] = (),
        explanation: str = "We have looked.",
        version: int | None = None,
        undo: float = 0,
    ) -> Case:
        if outcome == "remove" and not grounds:
            grounds = ["respect.harassment"]
        read = self.cases.get(case_id).version if version is None else version
        wish = Wish(outcome=outcome, grounds=tuple(grounds), explanation=explanation, version=read)
        return decide(
            case_id,
            wish,
            by,
            undo=timedelta(seconds=undo),
            cases=self.cases,
            workflow=self.workflow,
            timer=self.timer,
            outbox=self.outbox,
            policy=self.policy,
            clock=self.clock,
        )

    def concluded(self, case_id: str) -> Case:
        with kept_to_its_keys("OpenReviewFunction"):
            return conclude(
                case_id,
                cases=self.cases,
                workflow=self.workflow,
                outbox=self.outbox,
                policy=self.policy,
                clock=self.clock,
            )

    def acted(self, case_id: str) -> Case:
        """The workflow's task TakeDown, and what the stream tells of it."""
        removed = self.removed_texts()
        with kept_to_its_keys("TakeDownFunction"):
            case = take_down(
                case_id,
                cases=self.cases,
                reviews=self.reviews,
                platform=self.platform,
                workflow=self.workflow,
                examine=self.examine,
                seal=self.seal,
                policy=self.policy,
                clock=self.clock,
            )
        for text in {*removed, *self.removed_texts()}:
            self.remember(text)
        return case

    def removed(self, review_id: str = "R1", **fields: Any) -> Case:
        """A report, a person's decision to remove, and the platform has done it."""
        case = self.in_review(review_id, **fields)
        self.decided(case.case_id, "remove")
        return self.acted(case.case_id)

    def kept(self, review_id: str = "R1", **fields: Any) -> Case:
        case = self.in_review(review_id, **fields)
        return self.decided(case.case_id, "keep")

    def told(self, case_id: str) -> list[Notice]:
        """All notices of a case are made, page by page, but none sent: those that are new."""
        self.outbox.make_notices(case_id)
        made: list[Notice] = []
        while messages := self.outbox.taken():
            for message in messages:
                if "case_id" in message:
                    self.notices_made(str(message["case_id"]), message.get("cursor"))
                else:
                    made.append(self.notices.get(str(message["notice_id"])))
        return made

    def notices_made(self, case_id: str, cursor: Any = None) -> int:
        with kept_to_its_keys("NotifyFunction"):
            return make_notices(
                case_id,
                cursor,
                cases=self.cases,
                reports=self.reports,
                reviews=self.reviews,
                notices=self.notices,
                outbox=self.outbox,
                seal=self.seal,
                clock=self.clock,
            )

    def sent(self, notice_id: str) -> int:
        with kept_to_its_keys("NotifyFunction"):
            return send_notice(
                notice_id,
                notices=self.notices,
                cases=self.cases,
                mails=self.mails,
                post=self.post,
                platform=lambda: self.platform,
                seal=self.seal,
                policy=self.policy,
                urls=self.urls,
                public_url=self.public_url,
                abuse_address=self.abuse_address,
                clock=self.clock,
            )

    def swept(self) -> dict[str, int]:
        with kept_to_its_keys("SweepFunction"):
            return dict(sweep(overdue=self.overdue, handlers=self.sweepers, clock=self.clock))

    # ------------------------------------------------------------------------------------------------ what is seen

    def known(self, review_id: str = "R1") -> KnownReview:
        found = self.reviews.get(review_id)
        assert found is not None
        return found

    def decision_of(self, case_id: str) -> Decision:
        decision = self.cases.get(case_id).decision
        assert decision is not None
        return decision

    def removed_texts(self, product_id: str = "P1") -> set[RemovedText]:
        found = self.table.query("pk", keys.posted(product_id).pk, begins=("sk", "REMOVED#"))
        return {RemovedText.model_validate_json(item["document"]) for item in found}

    def acts(self, case_id: str) -> list[str]:
        """What the log says was done."""
        return [entry.act for entry in self.cases.entries(case_id)]


@dataclass
class Cloud:
    """Moto with the table of the template in it."""

    def empty(self) -> None:
        dynamodb = client("dynamodb")
        if dynamodb.list_tables()["TableNames"]:
            dynamodb.delete_table(TableName=TABLE)
        create_table()


def create_table() -> None:
    """The template's own keys and indexes: drift breaks here first."""
    client("dynamodb").create_table(TableName=TABLE, **described())


@cache
def described() -> dict[str, Any]:
    table = template.read(ROOT / "template.yaml")["Resources"]["Table"]["Properties"]
    return {name: table[name] for name in NEEDED}


@contextmanager
def a_cloud() -> Iterator[Cloud]:
    client.cache_clear()
    with mock_aws(), _one_copy_a_transaction():
        secrets = boto3.client("secretsmanager")
        secrets.create_secret(Name="seal", SecretString=f'{{"kid": "k1", "key": "{KEY}"}}')
        secrets.create_secret(Name="platform", SecretString=f'{{"kid": "p1", "key": "{KEY}"}}')
        yield Cloud()
    client.cache_clear()


@contextmanager
def _one_copy_a_transaction() -> Iterator[None]:
    """Moto copies the whole table once for each write of a transaction; once for each transaction is enough."""
    backend = moto_table.DynamoDBBackend
    transact, copies = backend.transact_write_items, dict[int, Any]()

    def transact_with_one_copy(self: Any, transact_items: list[dict[str, Any]]) -> None:
        copies.clear()
        transact(self, transact_items)

    def copied(thing: Any, memo: Any = None) -> Any:
        if not isinstance(thing, moto_table.table.Table):
            return deepcopy(thing, memo)
        if id(thing) not in copies:
            copies[id(thing)] = deepcopy(thing)
        return copies[id(thing)]

    usual, moto_table.copy = moto_table.copy, SimpleNamespace(deepcopy=copied)  # type: ignore[assignment, attr-defined]
    backend.transact_write_items = transact_with_one_copy  # type: ignore[method-assign]
    try:
        yield
    finally:
        moto_table.copy = usual  # type: ignore[attr-defined]
        backend.transact_write_items = transact  # type: ignore[method-assign]
