"""The doors of the running stack, as the people of the day use them: reporter, moderator, author, mail program."""

import smtplib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import count
from typing import Any

import httpx

from local.cloud import platform_secret
from local.demo.mails import write_mail
from local.demo.script import AppealLine, DecisionLine, MailLine, ReportLine
from local.errors import CannotStart
from local.options import whereabouts
from local.settings import ABUSE_ADDRESS
from local.shop.config import PlatformSecret
from local.shop.links import link_token
from local.shop.stock import Customer, load_stock
from local.sign_in import Issuer, SigningKey
from local.state import StateDir


class Unexpected(CannotStart):
    """A door answered what its contract does not say."""


@dataclass(frozen=True)
class Doors:
    state: StateDir
    at: dict[str, Any]
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30, trust_env=False))

    @classmethod
    def of(cls, state: StateDir) -> "Doors":
        doors = cls(state, whereabouts(state))
        try:
            doors.http.get(f"{doors.shop}/api/reviews").raise_for_status()
            doors.http.get(f"{doors.api}/sign-in/jwks.json").raise_for_status()
        except httpx.HTTPError as failed:
            raise CannotStart(f"The stack does not answer at {doors.api}. Start it: redress up") from failed
        return doors

    @property
    def api(self) -> str:
        return str(self.at["url"])

    @property
    def shop(self) -> str:
        return str(self.at["shop_url"])

    @cached_property
    def _secret(self) -> PlatformSecret:
        stack = self.state.recall("stack") or {}
        return PlatformSecret(*platform_secret(self.at["engine_url"], stack["outputs"]))

    @cached_property
    def _issuer(self) -> Issuer:
        return Issuer(self.at["issuer"], SigningKey(self.state.signing_key))

    # reporters

    def report(self, line: ReportLine) -> tuple[dict[str, Any], bool]:
        """The receipt, and whether it was a replay."""
        body: dict[str, Any] = {
            "review_url": f"{self.shop}/reviews/{line.review}",
            "explanation": line.says,
            "relation": line.relation,
            "good_faith": True,
        }
        if line.guideline:
            body["guideline"] = line.guideline
        if line.by:
            body["link_token"] = self._link_token(line)
        else:
            body["reporter"] = {"name": line.name, "email": line.sender}
        answer = self.http.post(f"{self.api}/v1/reports", json=body, headers={"Idempotency-Key": line.key})
        receipt = _expected(answer, 202)
        return receipt, answer.headers.get("Idempotency-Replayed") == "true"

    def report_state(self, receipt: dict[str, Any]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {receipt['status_token']}"}
        return _expected(self.http.get(f"{self.api}/v1/reports/{receipt['report_id']}", headers=headers), 200)

    def _link_token(self, line: ReportLine) -> str:
        known = load_stock().customers.get(line.by)
        customer = known or Customer(line.by, line.name or line.by, line.lang or "en")
        return link_token(customer, line.review, secret=self._secret, now=datetime.now(UTC))

    def mail(self, line: MailLine) -> None:
        sender, content = write_mail(line, abuse=ABUSE_ADDRESS, shop=self.shop, now=datetime.now(UTC))
        try:
            with smtplib.SMTP("127.0.0.1", self.at["smtp_port"], timeout=60) as door:
                door.sendmail(sender, [ABUSE_ADDRESS], content)
        except (smtplib.SMTPException, OSError) as failed:
            raise Unexpected(f"The abuse mailbox did not take the mail “{line.name}”: {failed}") from failed

    # moderators

    def newest_case(self, review: str) -> dict[str, Any] | None:
        """The newest round of a review's case, if there is any."""
        newest = None
        for number in count(1):
            answer = self.http.get(f"{self.api}/v1/cases/r-{review}-{number}", headers=self._staff("ana", "moderator"))
            if answer.status_code == httpx.codes.NOT_FOUND:
                break
            newest = _expected(answer, 200)
        return newest

    def queues(self) -> list[dict[str, Any]]:
        answer = self.http.get(f"{self.api}/v1/queues", headers=self._staff("ana", "moderator"))
        lines: list[dict[str, Any]] = _expected(answer, 200)["items"]
        return lines

    def decide(self, case: dict[str, Any], line: DecisionLine) -> bool:
        """False when somebody else holds the case, or it has moved: the demo then leaves it to them."""
        where, headers = f"{self.api}/v1/cases/{case['case_id']}", self._staff(line.by, "moderator")
        claimed = self.http.post(f"{where}/claim", headers=headers)
        if claimed.status_code == httpx.codes.CONFLICT:
            return False
        _expected(claimed, 200)
        fresh = _expected(self.http.get(where, headers=headers), 200)
        body: dict[str, Any] = {"outcome": line.outcome, "explanation": line.says, "version": fresh["version"]}
        if line.grounds:
            body["grounds"] = list(line.grounds)
        decided = self.http.post(f"{where}/decision", json=body, headers=headers)
        if decided.status_code == httpx.codes.CONFLICT:
            return False
        _expected(decided, 200, 202)
        return True

    def _staff(self, name: str, role: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._issuer.token(role, name)}"}

    # authors

    def review(self, review_id: str) -> dict[str, Any]:
        return _expected(self.http.get(f"{self.shop}/api/reviews/{review_id}"), 200)

    def reviews(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = _expected(self.http.get(f"{self.shop}/api/reviews"), 200)["items"]
        return items

    def messages(self, account: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = _expected(self.http.get(f"{self.shop}/api/messages/{account}"), 200)["items"]
        return items

    def appeal(self, token: str, line: AppealLine) -> bool:
        """False when this decision was contested before."""
        body = {"explanation": line.says}
        answer = self.http.post(f"{self.api}/v1/decisions/{token}/appeals", json=body)
        if answer.status_code == httpx.codes.CONFLICT:
            return False
        _expected(answer, 202)
        return True

    def write_review(self, account: str, product: str, words: dict[str, str]) -> int:
        """By the shop's own page, signed in as that account; gives back the status of the page that comes."""
        with httpx.Client(base_url=self.shop, timeout=30, trust_env=False, follow_redirects=True) as browser:
            browser.post("/sign-in", data={"customer": account, "back": "/"})
            return browser.post(f"/products/{product}/write", data=words).status_code


def _expected(answer: httpx.Response, *statuses: int) -> dict[str, Any]:
    request = answer.request
    if answer.status_code not in statuses:
        said = answer.text[:300]
        raise Unexpected(f"{request.method} {request.url.path} answered {answer.status_code}: {said}")
    try:
        read: dict[str, Any] = answer.json()
    except ValueError as error:
        raise Unexpected(f"{request.method} {request.url.path} answered something that is not JSON.") from error
    return read
