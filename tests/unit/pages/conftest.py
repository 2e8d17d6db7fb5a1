"""The pages over the real adapters: asked as the gateway asks, read as a browser reads."""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import boto3
import jwt
import pytest

import functions.pages.app as door
from redress.intake import Submission, author_token, reporter_token, submit_report
from redress.model import Case, Channel, Decision, Outcome, Queue, Report, Review, Status, Subject
from redress.model.case import opened
from tests.builders.aws import START, DeskOnMoto, desk_on_moto
from tests.builders.leading_keys import kept_to_its_keys

KEY = "the platform's key, that only tests know"
TIDY = "A kettle that leaks"


@dataclass
class Answer:
    """What came back: status, headers by lower-case name, and the page."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def page(self) -> "Page":
        return Page(self.body)

    @property
    def location(self) -> str:
        return self.headers["location"]


class Page(HTMLParser):
    """Tags with their attributes, form fields by name, and the words a reader sees."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.fields: dict[str, str] = {}
        self._words: list[str] = []
        self._textarea = ""
        self.feed(html)
        self.text = " ".join(" ".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.tags.append((tag, named))
        if tag == "input" and (named.get("type") not in {"radio", "checkbox"} or "checked" in named):
            self.fields[named["name"]] = named.get("value", "")
        if tag == "textarea":
            self._textarea = named["name"]
            self.fields[self._textarea] = ""
        if tag == "option" and "selected" in named:
            self.fields["relation"] = named["value"]

    def handle_data(self, data: str) -> None:
        self._words.append(data)
        if self._textarea:
            self.fields[self._textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.fields[self._textarea] = self.fields[self._textarea].removeprefix("\n")
            self._textarea = ""

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def links(self) -> list[str]:
        return [attributes["href"] for attributes in self.all("a")]


class Site:
    def __init__(self, desk: DeskOnMoto) -> None:
        self.desk = desk

    def get(self, address: str, **headers: str) -> Answer:
        path, query = urlsplit(address).path, dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))
        return self.ask(an_event("GET", path, query=query, headers=headers))

    def post(self, path: str, said: Mapping[str, str], **headers: str) -> Answer:
        body = urlencode(said).encode()
        return self.ask(an_event("POST", path, body=body, headers=headers))

    def ask(self, event: dict[str, Any]) -> Answer:
        with kept_to_its_keys("PagesFunction"):
            answer = door.handler(event, SimpleNamespace(**CONTEXT))  # type: ignore[arg-type]
        headers = {name.lower(): value for name, value in answer["headers"].items()}
        return Answer(answer["statusCode"], headers, answer.get("body") or "")

    def link(self, review_id: str = "R1", *, seconds: int = 3600, key: str = KEY, **claims: str) -> str:
        expires = int((self.desk.now + timedelta(seconds=seconds)).timestamp())
        facts = {"sub": "acc-7", "review_id": review_id, "exp": expires, **claims}
        return jwt.encode(facts, key, algorithm="HS256", headers={"kid": "p1"})

    def told_of(self, review_id: str = "R1", **fields: Any) -> Review:
        usual = {
            "title": TIDY,
            "text": "It drips from the lid.",
            "rating": 2,
            "url": f"https://shop.example/reviews/{review_id}",
        }
        review = Review.model_validate({"review_id": review_id, **usual, **fields})
        self.desk.reviews.put(review)
        return review

    def reported(self, review_id: str = "R1", **fields: Any) -> Report:
        said = {
            "review_id": review_id,
            "explanation": "It shows my number.",
            "good_faith": True,
            "reporter": {"email": "ana@example.org"},
        }
        return submit_report(
            Submission.model_validate(said | fields),
            key=f"{review_id}-{fields}",
            channel=Channel.API,
            reports=self.desk.reports,
            seal=self.desk.seal,
            link_keys=lambda: self.desk.platform_keys,
            urls=self.desk.urls,
            policy=self.desk.policy,
            clock=self.desk.clock,
        ).report

    def in_review(self, report: Report, status: Status = Status.HUMAN_REVIEW, **changes: Any) -> Case:
        """A case with this report, on a moderator's desk."""
        now = self.desk.now
        subject = Subject.review(report.review_id)
        case = opened(subject, 1, now, move_by=now + timedelta(minutes=5))
        self.desk.cases.open(case, [report])
        self.desk.later(minutes=5)
        queue: dict[str, Any] = {"queue": Queue.GENERAL, "due_at": now + timedelta(hours=72)}
        case = self.desk.cases.get(case.case_id)
        moved = case.moved(Status.HUMAN_REVIEW, self.desk.now, actor="triage", act="classified", **queue)
        case = self.desk.cases.save(case, moved)
        if status is not Status.HUMAN_REVIEW:
            case = self.desk.cases.save(
                case, case.moved(status, self.desk.now, actor="ben", act="asked", **queue, **changes)
            )
        return case

    def decided(
        self, case: Case, outcome: Outcome, *, automated: bool = False, explanation: str = "We looked.", **fields: Any
    ) -> Decision:
        """The case's next decision, in force."""
        now = self.desk.now
        usual: dict[str, Any] = {
            "case_id": case.case_id,
            "number": case.decisions + 1,
            "outcome": outcome,
            "explanation": explanation,
            "automated": automated,
            "decided_by": "policy" if automated else "ben",
            "decided_at": now,
            "effective_at": now,
            "appeal_until": now + timedelta(days=183),
            "policy_version": self.desk.policy.version,
        }
        decision = Decision.model_validate(usual | fields)
        waiting = case.deciding(decision, now, move_by=now, facts={})
        ended = waiting.moved(Status(outcome.value), now, actor=decision.decided_by, act="ended")
        self.desk.cases.save(case, ended, decision)
        return decision

    def status_of(self, report: Report) -> str:
        return f"/status/{self.desk.seal.sign('status', report.report_id)}"

    def decision_of(self, decision: Decision, report: Report | None = None) -> str:
        """As the author sees it; as a reporter does, where a report is given."""
        seal = self.desk.seal
        token = reporter_token(decision, report.report_id, seal) if report else author_token(decision, seal)
        return f"/decision/{token}"


def an_event(
    method: str,
    path: str,
    *,
    query: Mapping[str, str] | None = None,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """A call as an HTTP API hands it over: a form's body comes in base64."""
    given = {name.replace("_", "-").lower(): value for name, value in (headers or {}).items()}
    if body:
        given.setdefault("content-type", "application/x-www-form-urlencoded")
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": urlencode(query or {}),
        "queryStringParameters": dict(query or {}),
        "headers": given,
        "requestContext": {"http": {"method": method, "path": path}, "stage": "$default"},
        "body": base64.b64encode(body).decode() if body else None,
        "isBase64Encoded": bool(body),
    }


class Waking:
    """A workflow that is never asleep."""

    def start(self, case: Case) -> None: ...

    def answer(self, token: str, outcome: str) -> bool:
        return True


CONTEXT = {
    "function_name": "pages",
    "memory_limit_in_mb": 512,
    "invoked_function_arn": "arn:aws:lambda:us-east-1:1:function:pages",
    "aws_request_id": "request-1",
}


@pytest.fixture(scope="module")
def stack() -> Iterator[DeskOnMoto]:
    """One for a file: making it takes longer than any test here."""
    with desk_on_moto(WORKFLOW_ARN="arn:aws:states:us-east-1:123456789012:stateMachine:none") as desk:
        held = json.dumps({"kid": "p1", "key": KEY})
        boto3.client("secretsmanager").create_secret(Name="platform", SecretString=held)
        vars(desk)["_env"] = {**desk._env, "PLATFORM_SECRET": "platform"}
        yield desk


@pytest.fixture
def site(stack: DeskOnMoto, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    stack.now = START
    monkeypatch.setattr(door, "desk", lambda: stack)
    yield Site(stack)
    table = boto3.client("dynamodb")
    for item in table.scan(TableName="redress")["Items"]:
        table.delete_item(TableName="redress", Key={"pk": item["pk"], "sk": item["sk"]})


def filled(form: Page, **changes: str) -> dict[str, str]:
    """What a browser sends for this form after a person has filled it in."""
    typed = {"explanation": "It shows my telephone number.", "good_faith": "yes", "email": "ana@example.org"}
    return {**form.fields, **typed, **changes}
