"""What the shop opens with: products, customers, reviews and its words for a removal, read from `stock/`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "stock"
UNSPACED = {"ja"}  # written without spaces: lines join with nothing between them


@dataclass(frozen=True)
class Product:
    product_id: str
    title: str
    maker: str
    seller_id: str
    price: str
    tint: str
    blurb: str


@dataclass(frozen=True)
class Customer:
    customer_id: str
    name: str
    lang: str
    email: str = ""
    household_id: str = ""
    on_switch: bool = False


@dataclass(frozen=True)
class StockReview:
    """A review as it stands on the first day; `shows` is the guideline it breaks, or `honest`."""

    review_id: str
    product_id: str
    author_id: str
    rating: int
    lang: str
    title: str
    text: str
    posted_at: datetime
    verified: bool
    photos: int
    shows: str
    beside: str = ""


@dataclass(frozen=True)
class Stock:
    products: Mapping[str, Product]
    customers: Mapping[str, Customer]
    reviews: Mapping[str, StockReview]
    grounds: Mapping[str, str]


@cache
def load_stock(folder: Path = FOLDER) -> Stock:
    return Stock(
        products={row["id"]: _product(row) for row in _rows(folder / "products.yaml")},
        customers={row["id"]: _customer(row) for row in _rows(folder / "customers.yaml")},
        reviews={row["id"]: _review(row) for row in _rows(folder / "reviews.yaml")},
        grounds=yaml.safe_load((folder / "grounds.yaml").read_text(encoding="utf-8")),
    )


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return rows


def _product(row: dict[str, Any]) -> Product:
    return Product(
        product_id=row["id"],
        title=row["title"],
        maker=row["maker"],
        seller_id=row["seller"],
        price=row["price"],
        tint=row["tint"],
        blurb=row["blurb"],
    )


def _customer(row: dict[str, Any]) -> Customer:
    return Customer(
        customer_id=row["id"],
        name=row["name"],
        lang=row["lang"],
        email=row.get("email", ""),
        household_id=row.get("household", ""),
        on_switch=row.get("switch", False),
    )


def _review(row: dict[str, Any]) -> StockReview:
    return StockReview(
        review_id=row["id"],
        product_id=row["product"],
        author_id=row["author"],
        rating=row["rating"],
        lang=row["lang"],
        title=row["title"],
        text=_unwrapped(row["text"], row["lang"]),
        posted_at=row["posted"],
        verified=row.get("verified", False),
        photos=row.get("photos", 0),
        shows=row["shows"],
        beside=row.get("beside", ""),
    )


def _unwrapped(text: str, lang: str) -> str:
    """The file wraps its lines for whoever reads it; a customer would not have."""
    glue = "" if lang in UNSPACED else " "
    return "\n\n".join(glue.join(paragraph.splitlines()) for paragraph in text.strip().split("\n\n"))
