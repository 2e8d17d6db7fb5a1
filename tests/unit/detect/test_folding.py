"""Text in comparable form, and the way back."""

import pytest

from redress.detect.folding import fold


@pytest.mark.parametrize(
    "written,folded",
    [
        ("Caf\u00e9", "cafe"),
        ("STRASSE Stra\u00dfe", "strasse strasse"),
        ("\uff28\uff45\uff4c\uff4c\uff4f\u3000\uff11", "hello 1"),
        ("a\u200bb\u00adc", "abc"),
        ("\u201cit\u2019s\u201d \u2013 ok", '"it\'s" - ok'),
        ("one \n\n\t two", "one two"),
        ("p\u0430yp\u0430l", "paypal"),
        ("\u043c\u0430\u043c\u0430", "\u043c\u0430\u043c\u0430"),
        ("が ガ \uff76", "が ガ カ"),
        ("e\u0301te\u0301", "ete"),
        ("\ufb01ne", "fine"),
        ("कि", "कि"),
        ("", ""),
        ("\x00a\x07b", "ab"),
    ],
)
def test_what_reads_the_same_folds_to_the_same(written: str, folded: str) -> None:
    assert fold("text", written).text == folded


def test_a_span_leads_back_to_what_was_written() -> None:
    folded = fold("text", "Die Stra\u00dfe, ja")

    start = folded.text.index("strasse")

    assert folded.as_written(start, start + len("strasse")) == "Stra\u00dfe"


def test_collapsed_spaces_are_inside_the_span() -> None:
    folded = fold("text", "you   are\n\n rude")

    assert folded.as_written(0, len(folded.text)) == "you   are\n\n rude"
