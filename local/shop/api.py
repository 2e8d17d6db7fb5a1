"""The shop's doors for machines: Redress's webhook, what is on the shelf as JSON, and a switch that pulls the plug."""

import json
import time
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.shop.config import ShopConfig
from local.shop.front import bounded_body, is_loopback
from local.shop.shelf import Review, Shelf
from local.shop.signature import BadSignature, verify
from local.shop.webhook import Malformed, NotYet, receive

LONGEST_OUTAGE = 3600.0


class Api:
    def __init__(self, *, config: ShopConfig, shelf: Shelf) -> None:
        self._config = config
        self._shelf = shelf
        self._out_until = 0.0

    def routes(self) -> list[Route]:
        return [
            Route("/webhooks/redress", self.webhook, methods=["POST"]),
            Route("/api/reviews", self.list_reviews),
            Route("/api/reviews/{review_id}", self.show_review),
            Route("/api/messages/{account}", self.list_messages),
            Route("/_shop/outage", self.set_outage, methods=["POST"]),
        ]

    async def webhook(self, request: Request) -> Response:
        if time.monotonic() < self._out_until:
            return problem(503, "outage", "The shop is out for a while.", {"Retry-After": "1"})
        body = await bounded_body(request)
        try:
            now = self._config.clock()
            secrets = self._config.secret.webhook_secrets
            webhook_id = verify(request.headers, body, secrets=secrets, now=now)
            answer = await run_in_threadpool(receive, webhook_id, body, shelf=self._shelf, now=now)
        except BadSignature as bad:
            return problem(401, "bad-signature", str(bad))
        except Malformed as malformed:
            return problem(400, "malformed-event", str(malformed))
        except NotYet as not_yet:
            return problem(503, "not-yet", str(not_yet), {"Retry-After": "2"})
        return Response(json.dumps(answer.body), answer.status, media_type=answer.media_type)

    def list_reviews(self, _request: Request) -> Response:
        items = [
            {
                "review_id": review.review_id,
                "product_id": review.product_id,
                "title": review.title,
                "rating": review.rating,
                "visible": review.shown,
                "told": review.told,
            }
            for review in self._shelf.reviews()
        ]
        return JSONResponse({"items": items})

    def show_review(self, request: Request) -> Response:
        review = self._shelf.review(request.path_params["review_id"])
        if review is None:
            return problem(404, "unknown-review", "No such review was ever published here.")
        return JSONResponse(self._card(review))

    def list_messages(self, request: Request) -> Response:
        """What Redress has sent to an account through the shop, newest first."""
        return JSONResponse({"items": [dict(row) for row in self._shelf.messages_to(request.path_params["account"])]})

    async def set_outage(self, request: Request) -> Response:
        """For trying what Redress does while the platform is down. JSON only: no other site can send that unasked."""
        if not is_loopback(request):
            raise HTTPException(403, "Only from this machine.")
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise HTTPException(415, "Send it as application/json.")
        try:
            wanted = json.loads(await bounded_body(request))
            seconds = min(max(0.0, float(wanted["seconds"])), LONGEST_OUTAGE)  # in this order not-a-number ends as 0
        except (ValueError, TypeError, KeyError) as error:
            raise HTTPException(422, 'Say for how long: {"seconds": 30}.') from error
        self._out_until = time.monotonic() + seconds
        return JSONResponse({"out_for_seconds": seconds})

    def _card(self, review: Review) -> dict[str, Any]:
        held_by = self._shelf.bars(review.author_id, review.product_id)
        return {
            "review_id": review.review_id,
            "visible": review.shown,
            "deleted": review.deleted,
            "grounds": list(review.grounds),
            "explanation": review.explanation,
            "barred": bool(held_by),
            "barred_by": held_by,
            "snapshot": review.current_snapshot or None,
            "last_sequence": review.last_sequence,
            "last_case": review.last_case or None,
            "told": review.told,
            "product_id": review.product_id,
            "author_id": review.author_id,
            "rating": review.rating,
            "lang": review.lang,
            "title": review.title if review.shown else None,
            "text": review.text if review.shown else None,
            "posted_at": review.posted_at,
            "edited_at": review.edited_at or None,
            "url": f"{self._config.base_url}/reviews/{review.review_id}",
        }


def problem(status: int, kind: str, detail: str, headers: dict[str, str] | None = None) -> Response:
    body = {"type": kind, "title": kind.replace("-", " ").capitalize(), "status": status, "detail": detail}
    return JSONResponse(body, status, headers, media_type="application/problem+json")
