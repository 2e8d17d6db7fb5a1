"""A stand-in for Bedrock's runtime on loopback: the wire as AWS speaks it, and a model that a test writes."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import unquote

from redress.second_opinion.question import Question

Model = Callable[["Asked"], "Answer"]

FAILURES = {
    "AccessDeniedException": 403,
    "ThrottlingException": 429,
    "ResourceNotFoundException": 404,
    "ModelTimeoutException": 408,
    "InternalServerException": 500,
    "ServiceUnavailableException": 503,
    "ValidationException": 400,
    "ModelNotReadyException": 429,
    "ModelErrorException": 424,
}
"""As the service's own description names them, with their HTTP status."""


class Asked(NamedTuple):
    """One call, as it came over the wire."""

    model: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def data(self) -> str:
        words: str = self.body["messages"][0]["content"][0]["text"]
        return words

    @property
    def review(self) -> dict[str, str]:
        """What a model reads of the review: the one line between the marks."""
        lines = self.data.splitlines()
        begins = next(number for number, line in enumerate(lines) if line.startswith("REVIEW BEGINS "))
        shown: dict[str, str] = json.loads(lines[begins + 1])
        return shown

    @property
    def guidelines(self) -> list[str]:
        return [each["id"] for each in json.loads(self.data.splitlines()[1])]


class Answer(NamedTuple):
    status: int
    body: bytes
    kind: str = ""
    after: float = 0.0


def says(words: str, stop: str = "end_turn") -> Answer:
    return Answer(
        200,
        json.dumps(
            {
                "output": {"message": {"role": "assistant", "content": [{"text": words}]}},
                "stopReason": stop,
                "usage": {"inputTokens": 700, "outputTokens": 60, "totalTokens": 760},
                "metrics": {"latencyMs": 412},
            }
        ).encode(),
    )


def fails(kind: str) -> Answer:
    return Answer(FAILURES[kind], json.dumps({"message": f"{kind}, as AWS words it."}).encode(), kind)


def opinion(guideline: str, likelihood: object = 0.9, quotes: Any = (), why: str = "It insults a person.") -> Any:
    return {"guideline": guideline, "likelihood": likelihood, "quotes": list(quotes), "why": why}


def opinions(*said: Any) -> str:
    return json.dumps({"opinions": list(said)})


def likely(*quotes: str, likelihood: float = 0.9) -> Model:
    """A model that holds everything it is asked about to be likely, and quotes these words."""
    return lambda asked: says(opinions(*(opinion(each, likelihood, quotes) for each in asked.guidelines)))


class StandIn:
    """`model` answers each call; `asked` keeps them all."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.asked: list[Asked] = []
        self.model: Model = lambda _asked: fails("ModelNotReadyException")

    def answer(self, path: str, headers: dict[str, str], content: bytes) -> Answer:
        """What AWS refuses before any model reads it is refused here."""
        parts = path.split("/")
        if len(parts) != 4 or parts[1] != "model" or parts[3] != "converse":
            return Answer(404, b'{"message": "no such operation"}', "UnknownOperationException")
        signed = headers.get("authorization", "")
        if not signed.startswith("AWS4-HMAC-SHA256 Credential=") or "/bedrock/aws4_request" not in signed:
            return Answer(403, b'{"message": "not signed"}', "MissingAuthenticationTokenException")
        if "x-amz-date" not in headers or headers.get("content-type") != "application/json":
            return Answer(403, b'{"message": "not signed"}', "InvalidSignatureException")
        body = json.loads(content)
        if body.keys() - {"messages", "system", "inferenceConfig"} or not body["messages"][0]["content"][0]["text"]:
            return Answer(400, b'{"message": "the request is not valid"}', "ValidationException")
        asked = Asked(unquote(parts[2]), headers, body)
        self.asked.append(asked)
        return self.model(asked)


@contextmanager
def bedrock_stand_in() -> Iterator[StandIn]:
    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["content-length"]))
            answer = stand_in.answer(self.path, {name.lower(): value for name, value in self.headers.items()}, content)
            time.sleep(answer.after)
            self.send_response(answer.status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(answer.body)))
            self.send_header("x-amzn-requestid", "11111111-2222-3333-4444-555555555555")
            if answer.kind:
                self.send_header("x-amzn-errortype", answer.kind)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    stand_in = StandIn(server.server_port)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()


def asked_about(question: Question) -> dict[str, str]:
    """What a question shows of its review."""
    return Asked("", {}, {"messages": [{"content": [{"text": question.data}]}]}).review
