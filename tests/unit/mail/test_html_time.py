"""HTML made to cost time: what has a beginning a hundred thousand times and no end is read in one pass all the same."""

import time

import pytest

from redress.mail.html import seen

MANY = "<b></b>" * 20_001 + "<i>" * 20_001  # over the caps: no tree is built of it


@pytest.mark.parametrize(
    "piece", ["<script>", "<style>x", "<head>", "<!--", "<script><!--", '<a href="<!--', "<style><script>\n"]
)
def test_beginnings_without_an_end_cost_no_more_than_their_length(piece: str) -> None:
    began = time.perf_counter()

    seen(piece * (900_000 // len(piece)))
    seen(MANY + piece * (700_000 // len(piece)))

    assert time.perf_counter() - began < 8  # seconds on a busy machine; it was minutes


def test_scripts_styles_and_comments_are_not_what_a_person_sees() -> None:
    shown = seen(MANY + "One <script>alert(1)</script >two <!-- never --> three<STYLE>p{}</style>four <script> five")

    assert " ".join(shown.text.split()) == "One two three four five"
    assert shown.capped
