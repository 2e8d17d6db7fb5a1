"""The adapters to what is beside the table: queues, secrets, post, raw mails, the workflow."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from local.state import ROOT
from local.template import read
from redress.adapters.clients import CONFIG, client
from redress.adapters.post import SesPost, raw
from redress.adapters.queues import SqsDecisionTimer, SqsOutbox, each_message
from redress.adapters.raw_mail import S3RawMailStore
from redress.adapters.secrets import PATIENCE, KeyRing
from redress.adapters.workflow import StepFunctionsWorkflow, name_of
from redress.errors import NotFound, PostUnreachable, StaleCase, Undeliverable
from redress.model import Status
from redress.ports import Letter
from redress.seal import Seal
from tests.builders.nouns import a_case
from tests.builders.world import Cloud

LETTER = Letter(
    to="ana@example.org",
    subject="What we decided (R-7K3F-9Q2D-M4XA)",
    text="Dear Ana,\n\nGr\u00fc\u00dfe \u306b\u307b\u3093\n",
    reply_to="abuse+k1.abc.def@shop.example",
    notice_id="0123456789abcdef0123456789abcdef",
)


def refused(code: str, operation: str = "X") -> ClientError:
    return ClientError({"Error": {"Code": code}}, operation)


class TestQueues:
    @pytest.fixture
    def url(self, cloud: Cloud) -> Iterator[str]:
        made = boto3.client("sqs").create_queue(QueueName="notices")["QueueUrl"]
        yield made
        boto3.client("sqs").delete_queue(QueueUrl=made)

    @staticmethod
    def taken(url: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while messages := boto3.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            found += [json.loads(message["Body"]) for message in messages]
        return found

    def test_many_notices_go_out_ten_a_call(self, url: str) -> None:
        names = [f"n{number}" for number in range(25)]

        SqsOutbox(url).send_notices(names)
        SqsOutbox(url).send_notices([])

        assert sorted(message["notice_id"] for message in self.taken(url)) == sorted(names)

    def test_a_page_is_asked_for_with_its_place(self, url: str) -> None:
        SqsOutbox(url).make_notices("r-R1-1")
        SqsOutbox(url).make_notices("r-R1-1", {"0": "x", "for": "1"})

        assert self.taken(url) == [{"case_id": "r-R1-1"}, {"case_id": "r-R1-1", "cursor": {"0": "x", "for": "1"}}]

    def test_messages_that_the_queue_did_not_take_are_said(
        self, url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        outbox = SqsOutbox(url)
        said = {"Failed": [{"Id": "0", "Code": "InternalError", "SenderFault": False}], "Successful": []}
        monkeypatch.setattr(outbox._client, "send_message_batch", lambda **_: said)

        outbox.send_notice("n1")

        assert "NoticesLeftToSweep" in caplog.text

    @pytest.mark.parametrize("delay, seconds", [(10, 10), (0.4, 1), (5.5, 6), (900, 900)])
    def test_the_timer_is_never_early(
        self, url: str, monkeypatch: pytest.MonkeyPatch, delay: float, seconds: int
    ) -> None:
        timer, asked = SqsDecisionTimer(url), list[dict[str, Any]]()
        monkeypatch.setattr(timer._client, "send_message", lambda **call: asked.append(call))

        timer.conclude_after("r-R1-1", timedelta(seconds=delay))

        assert asked[0]["DelaySeconds"] == seconds
        assert json.loads(asked[0]["MessageBody"]) == {"case_id": "r-R1-1"}

    def test_messages_that_fail_outside_of_us_go_back_alone(self) -> None:
        def work(message: dict[str, Any]) -> int:
            match message["n"]:
                case 1:
                    raise refused("Throttling")
                case 2:
                    raise StaleCase("moved")
            return 1

        records = [
            {"messageId": f"m{number}", "eventSource": "aws:sqs", "body": json.dumps({"n": number})}
            for number in range(4)
        ]

        done, response = each_message({"Records": records}, work)

        assert sum(done) == 2
        assert response == {"batchItemFailures": [{"itemIdentifier": "m1"}, {"itemIdentifier": "m2"}]}

    def test_a_message_that_is_no_message_goes_back_alone(self) -> None:
        records = [{"messageId": "m0", "body": "{"}, {"messageId": "m1", "body": "{}"}]

        done, response = each_message({"Records": records}, lambda _: 1)

        assert (done, response) == ([1], {"batchItemFailures": [{"itemIdentifier": "m0"}]})


def a_ring(name: str, **held: object) -> str:
    arn: str = boto3.client("secretsmanager").create_secret(Name=name, SecretString=json.dumps(held))["ARN"]
    return arn


def put_ring(arn: str, **held: object) -> None:
    boto3.client("secretsmanager").put_secret_value(SecretId=arn, SecretString=json.dumps(held))


class TestSecrets:
    @pytest.mark.parametrize("previous", [{}, None, {"k0": "older", "k-1": "oldest"}])
    def test_the_key_that_signs_comes_first(self, cloud: Cloud, previous: dict[str, str] | None) -> None:
        held = json.dumps({"kid": "k1", "key": "new", "previous": previous})
        made = boto3.client("secretsmanager").create_secret(Name=f"ring-{previous}"[:20].strip("{"), SecretString=held)

        keys = KeyRing(made["ARN"])

        assert next(iter(keys.items())) == ("k1", b"new")
        assert list(keys)[1:] == list(previous or {})

    def test_a_ring_without_a_history_has_one_key(self, cloud: Cloud) -> None:
        assert list(KeyRing("platform")) == ["p1"]

    def test_a_key_brought_in_meanwhile_is_believed_and_signs_without_a_restart(self, cloud: Cloud) -> None:
        secret = a_ring("rotated", kid="k1", key="old")
        now = 0.0
        warm = KeyRing(secret, clock=lambda: now)
        put_ring(secret, kid="k2", key="new", previous={"k1": "old"})
        now += PATIENCE

        token = Seal(KeyRing(secret)).sign("status", "rpt_1")

        assert Seal(warm).subject_of("status", token) == "rpt_1"
        assert Seal(warm).sign("status", "rpt_1") == token

    def test_a_stranger_who_names_keys_that_never_were_has_the_ring_read_once_a_minute(self, cloud: Cloud) -> None:
        secret = a_ring("guessed", kid="k1", key="old")
        now = 0.0
        warm = KeyRing(secret, clock=lambda: now)
        put_ring(secret, kid="k2", key="new", previous={"k1": "old"})
        now += PATIENCE - 1

        assert "k2" not in warm

    def test_an_unknown_key_is_unknown(self, cloud: Cloud) -> None:
        assert KeyRing(a_ring("alone", kid="k1", key="old"), clock=iter(range(0, 600, 100)).__next__).get("k9") is None


class TestPost:
    @pytest.fixture
    def post(self, cloud: Cloud) -> SesPost:
        boto3.client("sesv2").create_email_identity(EmailIdentity="notices@shop.example")
        return SesPost("notices@shop.example")

    def test_a_letter_goes_out_as_it_is_meant(self, post: SesPost) -> None:
        post.send(LETTER)

        (sent,) = ses_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].sent_messages[-1:]
        message = message_from_bytes(raw(LETTER, "notices@shop.example"), policy=policy.default)
        assert set(sent.destinations) == {"ana@example.org"}
        assert message["Auto-Submitted"] == "auto-generated"
        assert message["Reply-To"] == LETTER.reply_to
        assert "In-Reply-To" not in message
        assert message.get_content().strip() == LETTER.text.strip()

    def test_a_sender_with_a_name_speaks_for_its_domain(self) -> None:
        message = message_from_bytes(raw(LETTER, "Reviews <notices@shop.example>"), policy=policy.default)

        assert message["Message-ID"].endswith("@shop.example>")

    def test_an_answer_says_so_and_stands_in_its_thread(self) -> None:
        answer = LETTER._replace(in_reply_to="<1@example.org>", auto_reply=True)
        message = message_from_bytes(raw(answer, "notices@shop.example"), policy=policy.default)

        assert message["Auto-Submitted"] == "auto-replied"
        assert message["In-Reply-To"] == message["References"] == "<1@example.org>"

    @pytest.mark.parametrize("code", ["InvalidParameterValue", "BadRequestException"])
    def test_what_the_service_refuses_for_good_is_undeliverable(
        self, post: SesPost, monkeypatch: pytest.MonkeyPatch, code: str
    ) -> None:
        def send_email(**_: object) -> None:
            raise refused(code)

        monkeypatch.setattr(post._client, "send_email", send_email)

        with pytest.raises(Undeliverable):
            post.send(LETTER)

    def test_what_may_go_better_later_is_tried_again(self, post: SesPost, monkeypatch: pytest.MonkeyPatch) -> None:
        def send_email(**_: object) -> None:
            raise refused("TooManyRequestsException")

        monkeypatch.setattr(post._client, "send_email", send_email)

        with pytest.raises(PostUnreachable, match="TooManyRequestsException"):
            post.send(LETTER)

    @pytest.mark.parametrize("code", ["MessageRejected", "BadRequestException"])
    def test_an_address_that_the_service_names_stays_out_of_the_log(
        self, post: SesPost, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, code: str
    ) -> None:
        def send_email(**_: object) -> None:
            said = f"Email address is not verified: {LETTER.to}"
            raise ClientError({"Error": {"Code": code, "Message": said}}, "SendEmail")

        monkeypatch.setattr(post._client, "send_email", send_email)

        each_message({"Records": [{"messageId": "1", "body": "{}"}]}, lambda _: post.send(LETTER))

        assert "MessageGoesBack" in caplog.text
        assert LETTER.to not in caplog.text

    @pytest.mark.parametrize(
        "to", ["a@example.org\r\nBcc: all@example.org", "a@example.org\nX: y", "\ud800@example.org"]
    )
    def test_an_address_that_would_write_headers_gets_nothing(self, post: SesPost, to: str) -> None:
        before = len(ses_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].sent_messages)

        with pytest.raises(Undeliverable):
            post.send(LETTER._replace(to=to))

        assert len(ses_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].sent_messages) == before

    @pytest.mark.parametrize("in_reply_to", ["<1@example.org>\r\nBcc: all@example.org", "<" + "x" * 5_000 + "@y>"])
    def test_a_strangers_message_id_writes_no_headers(self, in_reply_to: str) -> None:
        try:
            content = raw(LETTER._replace(in_reply_to=in_reply_to), "notices@shop.example")
        except ValueError:
            return
        message = message_from_bytes(content, policy=policy.default)

        assert "Bcc" not in message
        assert message["To"] == "ana@example.org"


class TestRawMails:
    @pytest.fixture
    def store(self, cloud: Cloud) -> S3RawMailStore:
        s3 = boto3.client("s3")
        if "mails" not in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]:
            s3.create_bucket(Bucket="mails")
        return S3RawMailStore("mails")

    def test_only_so_much_is_read_and_the_whole_size_told(self, store: S3RawMailStore) -> None:
        boto3.client("s3").put_object(Bucket="mails", Key="inbound/1", Body=b"x" * 1_000)

        found = store.get("inbound/1", up_to=100)

        assert (found.content, found.size) == (b"x" * 100, 1_000)

    def test_a_mail_that_never_came_is_not_found(self, store: S3RawMailStore) -> None:
        with pytest.raises(NotFound):
            store.get("inbound/none", up_to=1)

    def test_keys_are_of_the_mailbox_and_of_late(self, store: S3RawMailStore) -> None:
        for name in ("inbound/1", "inbound/2", "other/3"):
            boto3.client("s3").put_object(Bucket="mails", Key=name, Body=b"x")

        assert store.keys_since(datetime.now(UTC) - timedelta(hours=1)) == (["inbound/1", "inbound/2"], None)
        assert store.keys_since(datetime.now(UTC) - timedelta(hours=1), after="inbound/1").items == ["inbound/2"]
        assert store.keys_since(datetime.now(UTC) + timedelta(hours=1)) == ([], None)

    def test_so_many_keys_are_looked_through_at_a_time(
        self, store: S3RawMailStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("redress.adapters.raw_mail.PAGES", 2)
        monkeypatch.setattr("redress.adapters.raw_mail.KEYS", 2)
        names = [f"inbound/{number}" for number in range(6)]
        for name in names:
            boto3.client("s3").put_object(Bucket="mails", Key=name, Body=b"x")

        first = store.keys_since(datetime.now(UTC) - timedelta(hours=1))
        rest = store.keys_since(datetime.now(UTC) - timedelta(hours=1), after="inbound/3")

        assert first == (names[:4], {"after": "inbound/3"})
        assert rest == (names[4:], None)


class TestWorkflow:
    @pytest.fixture
    def arn(self, cloud: Cloud) -> str:
        steps = boto3.client("stepfunctions")
        waiting = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 9, "End": True}}}
        made = steps.create_state_machine(
            name="escalation", definition=json.dumps(waiting), roleArn="arn:aws:iam::123456789012:role/escalation"
        )
        return str(made["stateMachineArn"])

    def test_begins_with_the_case_and_its_route_and_no_words(self, arn: str) -> None:
        case = a_case(status=Status.ACTING, attempt=3)

        StepFunctionsWorkflow(arn).start(case)
        StepFunctionsWorkflow(arn).start(case)

        steps = boto3.client("stepfunctions")
        executions = steps.list_executions(stateMachineArn=arn)["executions"]
        assert [execution["name"] for execution in executions] == [name_of(case)]
        begun = steps.describe_execution(executionArn=executions[0]["executionArn"])
        assert json.loads(begun["input"]) == {"case_id": "r-R1-1", "route": "takedown"}

    @pytest.mark.parametrize("code", ["TaskDoesNotExist", "TaskTimedOut", "InvalidToken"])
    def test_says_when_nobody_waits_any_more(self, arn: str, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
        workflow = StepFunctionsWorkflow(arn)

        def send_task_success(**_: object) -> None:
            raise refused(code)

        monkeypatch.setattr(workflow._client, "send_task_success", send_task_success)

        assert workflow.answer("token", "kept") is False

    def test_says_when_it_could_not_be_reached(self, arn: str, monkeypatch: pytest.MonkeyPatch) -> None:
        workflow, asked = StepFunctionsWorkflow(arn), list[dict[str, Any]]()
        monkeypatch.setattr(workflow._client, "send_task_success", lambda **call: asked.append(call))
        assert workflow.answer("token", "removed") is True
        assert json.loads(asked[0]["output"]) == {"outcome": "removed"}

        def send_task_success(**_: object) -> None:
            raise refused("ThrottlingException")

        monkeypatch.setattr(workflow._client, "send_task_success", send_task_success)
        with pytest.raises(ClientError):
            workflow.answer("token", "kept")

    def test_has_a_name_that_step_functions_takes_however_long_the_case_is_called(self) -> None:
        names = {name_of(a_case("x" * 128, attempt=attempt)) for attempt in range(1, 4)}

        assert len(names) == 3
        assert all(len(name) <= 80 and name.replace("-", "").isalnum() for name in names)


def test_a_client_is_made_once(cloud: Cloud) -> None:
    assert client("sqs") is client("sqs")


def test_a_line_to_aws_that_hangs_is_told_within_a_doors_time() -> None:
    door = read(ROOT / "template.yaml")["Globals"]["Function"]["Timeout"]

    given: dict[str, Any] = vars(CONFIG)
    assert given["connect_timeout"] + given["read_timeout"] < door
