"""What the shop asks of Redress: to be told of reviews, and whether one may be published."""

from collections.abc import Callable
from typing import Any, NamedTuple

import httpx

from local.shop.config import ShopConfig
from local.shop.shelf import Review, Words
from local.shop.stock import Customer, Product


class RedressUnreachable(Exception):
    """No answer, or not the one of the contract. To be tried again."""


class RedressRefused(RedressUnreachable):
    """It answered, and will not have this one."""


class Reason(NamedTuple):
    guideline: str
    explanation: str


class RedressApi:
    def __init__(self, config: ShopConfig) -> None:
        self._token: Callable[[], str] = config.platform_token
        self._base = config.base_url
        self._http = httpx.Client(
            base_url=config.redress_url,
            timeout=config.timeout_seconds,
            transport=config.transport,
            trust_env=False,  # loopback: no proxy has a say here
        )
        self._bearer = ""

    def close(self) -> None:
        self._http.close()

    def put_review(self, review: Review, product: Product, author: Customer) -> str:
        """Gives back Redress's hash of what it was told, by which its events will name it."""
        body = self._body(review, product, author)
        answer = self._call("PUT", f"/v1/reviews/{review.review_id}", body, expect={200, 201})
        snapshot = answer.get("snapshot")
        if not isinstance(snapshot, str):
            raise RedressUnreachable("The answer names no snapshot.")
        return snapshot

    def delete_review(self, review_id: str) -> None:
        self._call("DELETE", f"/v1/reviews/{review_id}", None, expect={200, 202, 204, 404, 410})

    def check_review(self, words: Words, product: Product, author: Customer, posted_at: str) -> list[Reason]:
        """Why it may not be published; nothing means that it may."""
        body = {**_about(product, author), **_said(words), "posted_at": posted_at}
        answer = self._call("POST", "/v1/reviews/check", body, expect={200})
        if answer.get("allowed") is True:
            return []
        reasons = answer.get("reasons") or [{}]
        return [Reason(str(one.get("guideline", "")), str(one.get("explanation", ""))) for one in reasons]

    def _body(self, review: Review, product: Product, author: Customer) -> dict[str, Any]:
        words = Words(review.rating, review.lang, review.title, review.text)
        return {
            **_about(product, author),
            **_said(words),
            "photos": [f"{self._base}/photos/{review.review_id}-{n}.svg" for n in range(1, review.photos + 1)],
            "verified_purchase": review.verified,
            "posted_at": review.posted_at,
            "url": f"{self._base}/reviews/{review.review_id}",
        }

    def _call(self, method: str, path: str, body: dict[str, Any] | None, *, expect: set[int]) -> dict[str, Any]:
        try:
            answer = self._send(method, path, body)
            if answer.status_code == httpx.codes.UNAUTHORIZED:  # the token has run out, or the issuer has a new key
                self._bearer = ""
                answer = self._send(method, path, body)
            if answer.status_code not in expect:
                kind = RedressRefused if answer.is_client_error else RedressUnreachable
                raise kind(f"{method} {path} answered {answer.status_code}.")
            read: dict[str, Any] = answer.json() if answer.content else {}
        except (httpx.HTTPError, ValueError, OSError) as error:
            raise RedressUnreachable(f"{method} {path}: {error}") from error
        return read

    def _send(self, method: str, path: str, body: dict[str, Any] | None) -> httpx.Response:
        self._bearer = self._bearer or self._token()
        return self._http.request(method, path, json=body, headers={"Authorization": f"Bearer {self._bearer}"})


def _about(product: Product, author: Customer) -> dict[str, Any]:
    about = {
        "product_id": product.product_id,
        "product_title": f"{product.maker}: {product.title}",
        "author_id": author.customer_id,
        "seller_id": product.seller_id,
        "author_lang": author.lang,
    }
    if author.email:
        about["author_email"] = author.email
    if author.household_id:
        about["household_id"] = author.household_id
    return about


def _said(words: Words) -> dict[str, Any]:
    return {"rating": words.rating, "title": words.title, "text": words.text}
