"""The pages a customer looks at. What customers do is in `deeds`."""

from pathlib import Path
from statistics import mean
from typing import Any
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from local.shop.config import ShopConfig
from local.shop.shelf import Review, Shelf
from local.shop.stock import Customer, Product, Stock
from local.shop.visit import VISITOR, Visits, spoken_date, spoken_time

TEMPLATES = Path(__file__).parent / "templates"
NEWEST = 3
LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "ja": "日本語",
    "pt": "Português",
}


class Pages:
    def __init__(self, *, config: ShopConfig, shelf: Shelf, stock: Stock, visits: Visits) -> None:
        self._config = config
        self._shelf = shelf
        self._stock = stock
        self._visits = visits
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["spoken_date"] = spoken_date
        self._templates.filters["spoken_time"] = spoken_time

    def routes(self) -> list[Route]:
        return [
            Route("/", self.home),
            Route("/products/{product_id}", self.product),
            Route("/reviews/{review_id}", self.review),
            Route("/author/{customer_id}", self.author),
            Route("/events", self.events),
            Route("/drawings/{product_id}.svg", self.drawing),
            Route("/photos/{review_id}-{number:int}.svg", self.photo),
        ]

    def page(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        customer = self._visits.customer(request)
        on_switch = [one for one in self._stock.customers.values() if one.on_switch or one == customer]
        text = self._templates.get_template(template).render(
            customer=customer,
            on_switch=on_switch,
            visitor=VISITOR,
            messages_waiting=self._visits.unread(customer),
            here=request.url.path,
            redress_url=self._config.redress_url,
            **values,
        )
        return HTMLResponse(text, status)

    def home(self, request: Request) -> Response:
        shelves = [(product, *self._stars(product)) for product in self._stock.products.values()]
        newest = sorted((one for one in self._shelf.reviews() if one.shown), key=lambda one: one.posted_at)[
            : -NEWEST - 1 : -1
        ]
        shown = self._visits.shown(newest, self._visits.customer(request))
        return self.page(request, "home.html", shelves=shelves, shown=shown)

    def product(self, request: Request) -> Response:
        product = self.product_of(request)
        reviews = self._shelf.reviews_of_product(product.product_id)
        average, count = self._stars(product)
        shown = self._visits.shown(reviews, self._visits.customer(request))
        return self.page(request, "product.html", product=product, shown=shown, average=average, count=count)

    def review(self, request: Request) -> Response:
        review = self.review_of(request)
        if review.deleted:
            raise HTTPException(410, "Its author has deleted this review.")
        (shown,) = self._visits.shown([review], self._visits.customer(request))
        return self.page(request, "review.html", one=shown)

    def author(self, request: Request) -> Response:
        author = self._stock.customers.get(request.path_params["customer_id"])
        if author is None:
            raise HTTPException(404, "We know nobody of that name.")
        messages = [
            {**dict(row), "link": self._outward(row["link"])} for row in self._shelf.messages_to(author.customer_id)
        ]
        shown = self._visits.shown(self._shelf.reviews_by(author.customer_id), self._visits.customer(request))
        return self.page(request, "author.html", author=author, messages=messages, shown=shown)

    def events(self, request: Request) -> Response:
        return self.page(request, "events.html", deliveries=self._shelf.deliveries())

    def drawing(self, request: Request) -> Response:
        return self._svg("drawing.svg", self.product_of(request), number=0)

    def photo(self, request: Request) -> Response:
        review, number = self.review_of(request), request.path_params["number"]
        if not 1 <= number <= review.photos or not review.shown:
            raise HTTPException(404, "There is no such photo.")
        return self._svg("photo.svg", self._stock.products[review.product_id], number=review.number + number)

    def problem(self, request: Request, error: Exception) -> Response:
        status, detail = (
            (error.status_code, error.detail) if isinstance(error, HTTPException) else (500, "Something broke.")
        )
        return self.page(request, "problem.html", status, code=status, detail=detail)

    def product_of(self, request: Request) -> Product:
        product = self._stock.products.get(request.path_params["product_id"])
        if product is None:
            raise HTTPException(404, "We do not sell that.")
        return product

    def review_of(self, request: Request) -> Review:
        review = self._shelf.review(request.path_params["review_id"])
        if review is None:
            raise HTTPException(404, "There is no such review.")
        return review

    def customer_of(self, request: Request) -> Customer:
        customer = self._visits.customer(request)
        if customer is None:
            raise HTTPException(403, "Please sign in first: choose a customer at the top.")
        return customer

    def _stars(self, product: Product) -> tuple[float, int]:
        ratings = [review.rating for review in self._shelf.reviews_of_product(product.product_id) if review.visible]
        return (round(mean(ratings), 1) if ratings else 0.0), len(ratings)

    def _svg(self, template: str, product: Product, number: int) -> Response:
        text = self._templates.get_template(template).render(product=product, number=number)
        return Response(text, media_type="image/svg+xml", headers={"Cache-Control": "max-age=300"})

    def _outward(self, link: str) -> str:
        """A notice's link opens at Redress; anything that is not a web address stays text."""
        whole = urljoin(self._config.redress_url, link) if link else ""
        return whole if urlsplit(whole).scheme in {"http", "https"} else ""
