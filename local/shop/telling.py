"""Telling Redress of every review, in the background, until it has heard of each: repeats do no harm."""

import logging
import threading

from local.shop.redress_api import RedressApi, RedressRefused, RedressUnreachable
from local.shop.shelf import Review, Shelf
from local.shop.stock import Stock

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 15.0

logger = logging.getLogger(__name__)


class Teller:
    """A thread of its own, as long as the shop is open: what a page could not tell at once is told from here."""

    def __init__(self, *, shelf: Shelf, stock: Stock, redress: RedressApi) -> None:
        self._shelf = shelf
        self._stock = stock
        self._redress = redress
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._keep_telling, name="shop-teller", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._closing.set()
        self._thread.join()

    def tell_of(self, review: Review) -> None:
        if review.deleted:
            self._redress.delete_review(review.review_id)
            self._shelf.mark_told(review, "")
            return
        product, author = self._stock.products[review.product_id], self._stock.customers[review.author_id]
        self._shelf.mark_told(review, self._redress.put_review(review, product, author))

    def tell_of_all(self) -> bool:
        """True when nothing is left to tell. One that is refused does not hold up the others."""
        told = True
        for review in self._shelf.untold():
            if self._closing.is_set():
                return False
            try:
                self.tell_of(review)
            except RedressRefused as refused:
                logger.warning("Redress does not take review %s: %s", review.review_id, refused)
                told = False
            except RedressUnreachable as unreachable:
                logger.info("Redress cannot be told of our reviews yet: %s", unreachable)
                return False
        return told

    def _keep_telling(self) -> None:
        pause = 0.0
        while not self._closing.wait(pause):
            told = self.tell_of_all()
            pause = LONGEST_PAUSE if told else min(max(pause * 2, FIRST_PAUSE), LONGEST_PAUSE)
