"""The only reader of the environment, the only knower of adapters. A port is built when it is first used."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any

from redress import ports
from redress.model import Case, Finding, KnownReview, MailRow, RemovedText, Report, Staff
from redress.policy import Policy, load_policy
from redress.seal import Seal

if TYPE_CHECKING:
    from redress.adapters.dynamodb import Table
    from redress.desk_ports import DeskStore
    from redress.intake_mail import Room, ShownMail
    from redress.mail.urls import ReviewUrls
    from redress.pages.desk_shell import SignIn
    from redress.text_ports import TextIndex
    from redress.triage import Desk as TriageDesk


class Wiring:
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
        from redress.adapters.secrets import keys_of

        return Seal(keys_of(self._env["SEAL_SECRET"]))

    @cached_property
    def platform_keys(self) -> Mapping[str, bytes]:
        from redress.adapters.secrets import keys_of

        return keys_of(self._env["PLATFORM_SECRET"])

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
    def counters(self) -> ports.Counters:
        from redress.adapters.dynamodb.counters import DynamoCounters

        return DynamoCounters(self.table)

    @cached_property
    def raw_mail(self) -> ports.RawMailStore:
        from redress.adapters.raw_mail import S3RawMailStore

        return S3RawMailStore(self._env["MAIL_BUCKET"])

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

    @cached_property
    def triage(self) -> "TriageDesk":
        from redress.triage import Desk as TriageDesk

        return TriageDesk(
            reports=self.reports,
            cases=self.cases,
            reviews=self.reviews,
            texts=self.texts,
            notices=self.notices,
            outbox=self.outbox,
            workflow=self.workflow,
            seal=self.seal,
            policy=self.policy,
            clock=self.clock,
        )

    def remember(self, told: str | RemovedText) -> None:
        """Have a review, or removed words, found by what they say. What fails by itself costs a hint, not the batch."""
        from redress.adapters.dynamodb.stream import done

        done(told, self.texts.follow, lambda _: None)

    def examine(self, review: KnownReview) -> Sequence[Finding]:
        """Look at a review with all detectors: loaded here, because few who may need them do."""
        from redress.detect import examine

        return examine(review, self.policy, self.texts.others(review), pace=self.texts.pace(review))

    def deliver(self, message: Mapping[str, Any]) -> int:
        """One message of the send queue: a notice to send, or a case whose notices are to be made."""
        if "notice_id" in message:
            from redress.sending import send_notice

            return send_notice(
                message["notice_id"],
                notices=self.notices,
                cases=self.cases,
                post=self.post,
                platform=lambda: self.platform,
                mails=self.mails,
                urls=self.urls,
                seal=self.seal,
                policy=self.policy,
                public_url=self.public_url,
                abuse_address=self.abuse_address,
                clock=self.clock,
            )
        from redress.notices import make_notices

        return make_notices(
            message["case_id"],
            message.get("cursor"),
            cases=self.cases,
            reports=self.reports,
            reviews=self.reviews,
            notices=self.notices,
            outbox=self.outbox,
            seal=self.seal,
            clock=self.clock,
        )

    @property
    def sweepers(self) -> Mapping[str, Callable[[str], str]]:
        """Who handles what has passed its time, by its noun in the overdue index."""
        return {
            "report": self._sweep_report,
            "case": self._sweep_case,
            "notice": self._sweep_notice,
            "mail": lambda key: f"mail_{self.take_in_mail(key).state}",
        }

    def _sweep_report(self, report_id: str) -> str:
        from redress.sweep import feed_report

        return feed_report(report_id, reports=self.reports, triage=self.triage_reports, clock=self.clock)

    def triage_reports(self, reports: Sequence[Report]) -> int:
        """Whatever a mistake of ours makes of them: they have a case afterwards, or AWS is to be asked again."""
        from redress.adapters.dynamodb.stream import done
        from redress.triage import give_to_a_person, triage_reports

        work = partial(triage_reports, desk=self.triage)
        return int(done(reports, work, partial(give_to_a_person, desk=self.triage)))

    def _sweep_case(self, case_id: str) -> str:
        from redress.sweep import tend

        return tend(
            case_id, cases=self.cases, workflow=self.workflow, outbox=self.outbox, policy=self.policy, clock=self.clock
        )

    def compare_mails(self) -> int:
        """Hold the bucket against the rows, now and then: an event that never came is found by its mail."""
        from redress.intake_mail import compare

        return compare(
            self.clock() - timedelta(days=2), take_in=self.take_in_mail, raw_mail=self.raw_mail, mails=self.mails
        )

    @cached_property
    def mail_room(self) -> "Room":
        from redress.intake_mail import Room
        from redress.mail import OwnAddresses

        return Room(
            raw_mail=self.raw_mail,
            mails=self.mails,
            reports=self.reports,
            cases=self.cases,
            notices=self.notices,
            outbox=self.outbox,
            seal=self.seal,
            policy=self.policy,
            urls=self.urls,
            own=OwnAddresses(self.abuse_address, self._env["NOTICE_SENDER"]),
            clock=self.clock,
        )

    def take_in_mail(self, key: str) -> MailRow:
        from redress.intake_mail import take_in_mail

        return take_in_mail(key, room=self.mail_room)

    def mails_of(self, case: Case) -> "tuple[ShownMail, ...]":
        """The mails of a case, read anew; none where no mail belongs to it, which is nearly always."""
        if not case.replies:
            return ()
        from redress.intake_mail import mails_of

        return mails_of(case, room=self.mail_room)

    def attach_to_review(self, case_id: str, review_id: str, staff: Staff) -> Case:
        """Loaded when asked for: the mail reader is heavy, and the desk needs it seldom."""
        from redress.intake_mail import attach_to_review

        return attach_to_review(case_id, review_id, staff, room=self.mail_room, workflow=self.workflow)

    def _sweep_notice(self, notice_id: str) -> str:
        from redress.sweep import feed_notice

        return feed_notice(notice_id, notices=self.notices, outbox=self.outbox, clock=self.clock)

    @property
    def undo(self) -> timedelta:
        """How long a decision may be withdrawn before it takes effect."""
        return timedelta(seconds=float(self._env["UNDO_SECONDS"]))


@cache
def desk() -> Wiring:
    """The one wiring of this process."""
    return Wiring(os.environ)
