"""The front adds API Gateway's limits and nothing else."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine

import httpx
import pytest

from local.front import BODY_LIMIT, Front, Target
from redress.web import TYPES

STANDING = Target("http://engine", "a1b2")
Answer = Callable[[httpx.Request], Coroutine[None, None, httpx.Response]]


def ask(front: Front, *requests: httpx.Request) -> list[httpx.Response]:
    async def all_at_once() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=front)  # type: ignore[arg-type]
        try:
            async with httpx.AsyncClient(transport=transport) as client:
                return list(await asyncio.gather(*(client.send(request) for request in requests)))
        finally:
            await front.close()

    return asyncio.run(all_at_once())


def before(answer: Answer, target: Target = STANDING, at_once: int = 8) -> Front:
    return Front(target, at_once=at_once, transport=httpx.MockTransport(answer))


async def streamed(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def echo(request: httpx.Request) -> httpx.Response:
    return httpx.Response(
        201,
        content=streamed(request.extensions["target"] + b"|" + request.content),
        headers=[("content-security-policy", "default-src 'none'"), ("set-cookie", "a=1"), ("set-cookie", "b=2")],
    )


def request(method: str = "GET", path: str = "/", content: bytes = b"") -> httpx.Request:
    return httpx.Request(method, f"http://127.0.0.1:8600{path}", content=content)


class TestPassingOn:
    def test_the_path_goes_on_as_it_came(self) -> None:
        (answer,) = ask(before(echo), request(path="/status/a%2Fb?x=%20y"))

        assert answer.content == b"/_aws/execute-api/a1b2/status/a%2Fb?x=%20y|"

    def test_no_header_is_added_that_the_caller_did_not_send(self) -> None:
        async def names(asked: httpx.Request) -> httpx.Response:
            return httpx.Response(200, content=streamed(" ".join(sorted(asked.headers)).encode()))

        bare = httpx.Request("GET", "http://127.0.0.1:8600/", headers={"x-mine": "1"})

        (answer,) = ask(before(names), bare)

        assert answer.text == "host x-mine"

    def test_dots_never_climb_out_of_the_api(self) -> None:
        climbing = request()
        climbing.url = climbing.url.copy_with(raw_path=b"/x/../../../_ministack/reset")

        (answer,) = ask(before(echo), climbing)

        assert answer.content.startswith(b"/_aws/execute-api/a1b2/")

    def test_the_answer_comes_back_untouched(self) -> None:
        (answer,) = ask(before(echo), request("POST", "/v1/reports", b"{}"))

        assert answer.status_code == 201
        assert answer.headers["content-security-policy"] == "default-src 'none'"
        assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]

    def test_a_room_gets_what_is_under_its_name(self) -> None:
        async def room(scope: dict[str, object], _receive: object, send: Callable[[object], Awaitable[None]]) -> None:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": str(scope["path"]).encode()})

        front = before(echo)
        front.rooms["outbox"] = room  # type: ignore[assignment]

        (answer,) = ask(front, request(path="/outbox/m1"))

        assert answer.text == "/m1"


class TestLimits:
    def test_a_body_over_six_megabytes_is_refused(self) -> None:
        (answer,) = ask(before(echo), request("POST", "/v1/reports", b"x" * (BODY_LIMIT + 1)))

        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == 413
        assert answer.json()["type"] == f"{TYPES}too-large"

    def test_a_body_of_just_that_size_goes_on(self) -> None:
        (answer,) = ask(before(echo), request("POST", "/v1/reports", b"x" * BODY_LIMIT))

        assert answer.status_code == 201

    def test_no_more_calls_run_at_once_than_there_are_places(self) -> None:
        running, most = 0, 0

        async def slow(_: httpx.Request) -> httpx.Response:
            nonlocal running, most
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.01)
            running -= 1
            return httpx.Response(200, content=streamed(b""))

        answers = ask(before(slow, at_once=3), *(request() for _ in range(12)))

        assert most == 3
        assert {answer.status_code for answer in answers} == {200}

    def test_a_name_that_only_points_here_gets_nothing(self) -> None:
        misled = httpx.Request("GET", "http://evil.example:8600/sign-in/authorize")

        (answer,) = ask(before(echo), misled)

        assert answer.status_code == 421

    def test_while_the_stack_starts_the_caller_is_told_to_come_back(self) -> None:
        (answer,) = ask(before(echo, target=Target()), request())

        assert answer.status_code == 503
        assert answer.headers["retry-after"]
        assert answer.headers["content-type"] == "application/problem+json"

    @pytest.mark.parametrize("failure", [httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError])
    def test_an_engine_that_fails_shows_as_503_and_nothing_of_its_insides(self, failure: type[Exception]) -> None:
        async def fail(_: httpx.Request) -> httpx.Response:
            raise failure("secret detail")

        (answer,) = ask(before(fail), request())

        assert answer.status_code == 503
        assert "secret" not in answer.text
