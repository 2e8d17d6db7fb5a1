"""Each port by its adapter: the only knower of adapters. What the variables of the environment mean is said here."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from redress import ports
from redress.policy import Policy, load_policy
from redress.seal import Seal

if TYPE_CHECKING:
    from redress.adapters.dynamodb import Table
    from redress.mail.urls import ReviewUrls
    from redress.pages.desk_shell import SignIn
    from redress.ports.anchors import AnchorStore
    from redress.ports.desk import DeskStore
    from redress.ports.tally import Counters
    from redress.ports.texts import TextIndex


class Adapted:
    """A port is built when it is first used, out of what the environment says."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env

    @property
    def clock(self) -> ports.Clock:
        return lambda: datetime.now(UTC)

    @cached_property
    def policy(self) -> Policy:
        return load_policy()

    @cached_property
    def urls(self) -> "ReviewUrls":
        from redress.mail.urls import ReviewUrls

        return ReviewUrls(self._env["REVIEW_URL_PATTERNS"].split(","))

    @cached_property
    def seal(self) -> Seal:
        from redress.adapters.secrets import KeyRing

        return Seal(KeyRing(self._env["SEAL_SECRET"]))

    @cached_property
    def platform_keys(self) -> Mapping[str, bytes]:
        from redress.adapters.secrets import KeyRing

        return KeyRing(self._env["PLATFORM_SECRET"])

    @cached_property
    def table(self) -> "Table":
        from redress.adapters.dynamodb.table import Table

        return Table(self._env["TABLE_NAME"])

    @cached_property
    def reports(self) -> ports.ReportStore:
        from redress.adapters.dynamodb.reports import DynamoReportStore

        return DynamoReportStore(self.table)

    @cached_property
    def cases(self) -> ports.CaseStore:
        from redress.adapters.dynamodb.cases import DynamoCaseStore

        return DynamoCaseStore(self.table)

    @cached_property
    def reviews(self) -> ports.ReviewStore:
        from redress.adapters.dynamodb.reviews import DynamoReviewStore

        return DynamoReviewStore(self.table)

    @cached_property
    def texts(self) -> "TextIndex":
        from redress.adapters.dynamodb.texts import DynamoTextIndex

        return DynamoTextIndex(self.table)

    @cached_property
    def desk_store(self) -> "DeskStore":
        from redress.adapters.dynamodb.desk import DynamoDeskStore

        return DynamoDeskStore(self.table)

    @cached_property
    def notices(self) -> ports.NoticeStore:
        from redress.adapters.dynamodb.notices import DynamoNoticeStore

        return DynamoNoticeStore(self.table)

    @cached_property
    def mails(self) -> ports.MailStore:
        from redress.adapters.dynamodb.mails import DynamoMailStore

        return DynamoMailStore(self.table)

    @cached_property
    def overdue(self) -> ports.OverdueIndex:
        from redress.adapters.dynamodb.overdue import DynamoOverdueIndex

        return DynamoOverdueIndex(self.table)

    @cached_property
    def counters(self) -> "Counters":
        from redress.adapters.dynamodb.counters import DynamoCounters

        return DynamoCounters(self.table)

    @cached_property
    def raw_mail(self) -> ports.RawMailStore:
        from redress.adapters.raw_mail import S3RawMailStore

        return S3RawMailStore(self._env["MAIL_BUCKET"])

    @cached_property
    def anchors(self) -> "AnchorStore":
        from redress.adapters.anchors import S3AnchorStore

        return S3AnchorStore(self._env["AUDIT_BUCKET"])

    @cached_property
    def workflow(self) -> ports.Workflow:
        from redress.adapters.workflow import StepFunctionsWorkflow

        return StepFunctionsWorkflow(self._env["WORKFLOW_ARN"])

    @cached_property
    def outbox(self) -> ports.Outbox:
        from redress.adapters.queues import SqsOutbox

        return SqsOutbox(self._env["NOTICE_QUEUE_URL"])

    @cached_property
    def timer(self) -> ports.DecisionTimer:
        from redress.adapters.queues import SqsDecisionTimer

        return SqsDecisionTimer(self._env["REVIEW_QUEUE_URL"])

    @cached_property
    def post(self) -> ports.Post:
        from redress.adapters.post import SesPost

        return SesPost(self._env["NOTICE_SENDER"], self._env.get("MAIL_CONFIGURATION_SET", ""))

    @cached_property
    def platform(self) -> ports.Platform:
        from redress.adapters.platform import WebhookPlatform

        return WebhookPlatform(self._env["PLATFORM_WEBHOOK_URL"], self.platform_keys, self.public_url)

    @cached_property
    def adviser(self) -> ports.Adviser:
        from redress.adapters.bedrock import BedrockAdviser

        return BedrockAdviser(self._env["SECOND_OPINION_MODEL"])

    @property
    def public_url(self) -> str:
        return self._env["PUBLIC_URL"].rstrip("/")

    @property
    def sign_in(self) -> "SignIn":
        from redress.pages.desk_shell import SignIn

        patterns = self._env["REVIEW_URL_PATTERNS"].split(",")
        return SignIn(self._env["STAFF_ISSUER"], self._env["DESK_CLIENT"], self._env["SIGN_IN_ORIGIN"], tuple(patterns))

    @property
    def abuse_address(self) -> str:
        return self._env["ABUSE_ADDRESS"]

    @property
    def undo(self) -> timedelta:
        """How long a decision may be withdrawn before it takes effect."""
        return timedelta(seconds=float(self._env["UNDO_SECONDS"]))
