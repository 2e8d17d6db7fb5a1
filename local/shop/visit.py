"""Who looks at a page, and what the shop shows to just them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request

from local.shop.config import ShopConfig
from local.shop.links import report_link
from local.shop.shelf import Review, Shelf
from local.shop.stock import Customer, Product, Stock

COOKIE = "pennyhatch_customer"
VISITOR = "-"
FIRST_CUSTOMER = "mara-ellwood"  # whoever comes for the first time is signed in: a report link then carries who it is


@dataclass(frozen=True)
class Shown:
    """A review as one page shows it to one visitor."""

    review: Review
    product: Product
    author: Customer
    report_link: str
    own: bool
    reasons: tuple[str, ...]

    @property
    def paragraphs(self) -> list[str]:
        return self.review.text.split("\n\n")

    @property
    def photos(self) -> list[str]:
        return [f"/photos/{self.review.review_id}-{number}.svg" for number in range(1, self.review.photos + 1)]

    @property
    def posted(self) -> str:
        return spoken_date(self.review.posted_at)


class Visits:
    def __init__(self, *, config: ShopConfig, shelf: Shelf, stock: Stock) -> None:
        self._config = config
        self._shelf = shelf
        self._stock = stock

    def customer(self, request: Request) -> Customer | None:
        chosen = request.cookies.get(COOKIE, FIRST_CUSTOMER)
        return self._stock.customers.get(chosen)

    def shown(self, reviews: Sequence[Review], customer: Customer | None) -> list[Shown]:
        return [self._shown(review, customer) for review in reviews]

    def unread(self, customer: Customer | None) -> int:
        return self._shelf.count_messages_to(customer.customer_id) if customer else 0

    def _shown(self, review: Review, customer: Customer | None) -> Shown:
        return Shown(
            review=review,
            product=self._stock.products[review.product_id],
            author=self._stock.customers[review.author_id],
            report_link=report_link(
                self._config.redress_url,
                review.review_id,
                customer,
                secret=self._config.secret,
                now=self._config.clock(),
            ),
            own=customer is not None and customer.customer_id == review.author_id,
            reasons=tuple(self._stock.grounds.get(ground, ground) for ground in review.grounds),
        )


def spoken_date(stamp: str) -> str:
    moment = datetime.fromisoformat(stamp)
    return f"{moment.day} {moment:%B %Y}"


def spoken_time(stamp: str) -> str:
    moment = datetime.fromisoformat(stamp)
    return f"{spoken_date(stamp)}, {moment:%H:%M:%S}"
