"""What customers do: sign in as somebody, write, edit and delete reviews. Each is asked of or told to Redress."""

from dataclasses import asdict

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from local.shop.config import ShopConfig
from local.shop.front import Form, local_path, takes_form
from local.shop.pages import LANGUAGES, Pages
from local.shop.redress_api import Reason, RedressApi, RedressUnreachable
from local.shop.shelf import Review, Shelf, Words
from local.shop.stock import Customer, Product, Stock
from local.shop.telling import Teller
from local.shop.visit import COOKIE, VISITOR

LONGEST_TITLE = 120
LONGEST_TEXT = 5_000
MOST_STARS = 5
A_MONTH = 30 * 24 * 3600


class Deeds:
    def __init__(
        self, *, config: ShopConfig, shelf: Shelf, stock: Stock, redress: RedressApi, teller: Teller, pages: Pages
    ) -> None:
        self._config = config
        self._shelf = shelf
        self._stock = stock
        self._redress = redress
        self._teller = teller
        self._pages = pages

    def routes(self) -> list[Route]:
        return [
            Route("/sign-in", takes_form(self.sign_in), methods=["POST"]),
            Route("/products/{product_id}/write", self.show_writing, methods=["GET"]),
            Route("/products/{product_id}/write", takes_form(self.write), methods=["POST"]),
            Route("/reviews/{review_id}/edit", self.show_editing, methods=["GET"]),
            Route("/reviews/{review_id}/edit", takes_form(self.edit), methods=["POST"]),
            Route("/reviews/{review_id}/delete", takes_form(self.delete), methods=["POST"]),
        ]

    def sign_in(self, _request: Request, form: Form) -> Response:
        chosen = form.get("customer", "")
        if chosen != VISITOR and chosen not in self._stock.customers:
            raise HTTPException(422, "We know nobody of that name.")
        answer = RedirectResponse(local_path(form.get("back", "/")), 303)
        answer.set_cookie(COOKIE, chosen, max_age=A_MONTH, httponly=True, samesite="lax")
        return answer

    def show_writing(self, request: Request) -> Response:
        product, customer = self._pages.product_of(request), self._pages.customer_of(request)
        return self._form(request, product, Words(0, customer.lang, "", ""))

    def write(self, request: Request, form: Form) -> Response:
        product, customer = self._pages.product_of(request), self._pages.customer_of(request)
        words, mistakes = _read(form, customer)
        posted_at = self._config.clock().strftime("%Y-%m-%dT%H:%M:%SZ")
        if mistakes:
            return self._form(request, product, words, mistakes=mistakes, status=422)
        reasons = self._why_not(words, product, customer, posted_at)
        if reasons is None:
            return self._form(request, product, words, mistakes=[UNREACHABLE], status=503)
        if reasons:
            return self._form(request, product, words, reasons=reasons, status=409)
        review = self._shelf.add_review(product.product_id, customer.customer_id, words, posted_at)
        self._tell_of(review)
        return RedirectResponse(f"/reviews/{review.review_id}", 303)

    def show_editing(self, request: Request) -> Response:
        review = self._own_review(request)
        words = Words(review.rating, review.lang, review.title, review.text)
        return self._form(request, self._stock.products[review.product_id], words, editing=review)

    def edit(self, request: Request, form: Form) -> Response:
        review, customer = self._own_review(request), self._pages.customer_of(request)
        product = self._stock.products[review.product_id]
        words, mistakes = _read(form, customer)
        if mistakes:
            return self._form(request, product, words, mistakes=mistakes, editing=review, status=422)
        reasons = self._why_not(words, product, customer, review.posted_at)
        if reasons is None:
            return self._form(request, product, words, mistakes=[UNREACHABLE], editing=review, status=503)
        if reasons:
            return self._form(request, product, words, reasons=reasons, editing=review, status=409)
        if not self._shelf.edit_review(review.review_id, words, self._config.clock().strftime("%Y-%m-%dT%H:%M:%SZ")):
            raise HTTPException(409, "This review was removed while you were editing it.")
        edited = self._shelf.review(review.review_id)
        if edited:
            self._tell_of(edited)
        return RedirectResponse(f"/reviews/{review.review_id}", 303)

    def delete(self, request: Request, _form: Form) -> Response:
        review = self._own_review(request, even_if_removed=True)
        self._shelf.delete_review(review.review_id)
        deleted = self._shelf.review(review.review_id)
        if deleted:
            self._tell_of(deleted)
        return RedirectResponse(f"/products/{review.product_id}", 303)

    def _why_not(self, words: Words, product: Product, customer: Customer, posted_at: str) -> list[Reason] | None:
        """Redress is asked before anything appears; None when it cannot be asked. Our own bars hold without it."""
        held_by = self._shelf.bars(customer.customer_id, product.product_id)
        try:
            reasons = self._redress.check_review(words, product, customer, posted_at)
        except RedressUnreachable:
            return [BARRED_HERE] if held_by else None
        return reasons or ([BARRED_HERE] if held_by else [])

    def _tell_of(self, review: Review) -> None:
        try:
            self._teller.tell_of(review)
        except RedressUnreachable:
            return  # it stands as untold, and the teller tries again until it is heard

    def _own_review(self, request: Request, *, even_if_removed: bool = False) -> Review:
        review, customer = self._pages.review_of(request), self._pages.customer_of(request)
        if review.author_id != customer.customer_id:
            raise HTTPException(403, "Only its author may do that.")
        if review.deleted or (not review.visible and not even_if_removed):
            raise HTTPException(409, "This review is no longer published, so it cannot be edited.")
        return review

    def _form(
        self,
        request: Request,
        product: Product,
        words: Words,
        *,
        mistakes: list[str] | None = None,
        reasons: list[Reason] | None = None,
        editing: Review | None = None,
        status: int = 200,
    ) -> Response:
        told = [
            {"title": self._stock.grounds.get(one.guideline, ""), "explanation": one.explanation or one.guideline}
            for one in reasons or []
        ]
        return self._pages.page(
            request,
            "write.html",
            status,
            product=product,
            words=asdict(words),
            languages=LANGUAGES,
            mistakes=mistakes or [],
            reasons=told,
            editing=editing,
            longest_title=LONGEST_TITLE,
            longest_text=LONGEST_TEXT,
        )


BARRED_HERE = Reason("", "A review of yours on this product was removed, so you cannot post on it again.")
UNREACHABLE = "We cannot take reviews just now. Nothing was lost: please send it again in a minute."


def _read(form: Form, customer: Customer) -> tuple[Words, list[str]]:
    rating, lang = form.get("rating", ""), form.get("lang", "")
    title = " ".join(form.get("title", "").split())
    text = form.get("text", "").replace("\r\n", "\n").strip()
    words = Words(
        int(rating) if rating in set("12345") else 0, lang if lang in LANGUAGES else customer.lang, title, text
    )
    mistakes = []
    if not words.rating:
        mistakes.append(f"Choose one to {MOST_STARS} stars.")
    if not 1 <= len(title) <= LONGEST_TITLE:
        mistakes.append(f"Give it a title of at most {LONGEST_TITLE} characters.")
    if not 1 <= len(text) <= LONGEST_TEXT:
        mistakes.append(f"Write a text of at most {LONGEST_TEXT} characters.")
    return words, mistakes
