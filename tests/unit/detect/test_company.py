"""What several reviews show together: waves, insults in company."""

from datetime import UTC, datetime, timedelta
from typing import Any

from redress.detect import examine
from redress.model.review import Other, Pace
from tests.builders.findings import POLICY, a_review, findings, fired, the_finding

NOON = datetime(2026, 5, 10, 12, tzinfo=UTC)
PRAISE = "This lamp turned my cellar into a cathedral and even my grumpy uncle Wenzel wants one for his workshop."
NEARLY = PRAISE.replace("grumpy uncle", "old uncle").replace("and even", "and now even")


def others(texts: list[str], *, hours: float = 2, **fields: Any) -> list[Other]:
    """By different authors, each some hours after the one before, the last some hours before noon."""
    return [
        Other(
            review_id=f"W{place}",
            text=text,
            author_id=f"A{place}",
            posted_at=NOON - timedelta(hours=hours * (place + 1)),
            **fields,
        )
        for place, text in enumerate(texts)
    ]


def own_words(count: int) -> list[str]:
    """As different as honest reviews are."""
    things = ["switch", "cable", "shade", "bulb", "stand", "box", "hinge", "colour", "dimmer", "screw", "plug", "foot"]
    return [
        f"The {things[place % 12]} number {place} broke after {place + 3} days in room {place}."
        for place in range(count)
    ]


class TestSurge:
    def test_a_wave_of_like_texts_is_shown_to_a_person(self) -> None:
        wave = others([*own_words(6), NEARLY, NEARLY.upper()])

        finding = the_finding(PRAISE, "integrity.surge", others=wave, posted_at=NOON)

        assert finding.fired
        assert "9 reviews of this product came within two days, where 0 are usual" in finding.reason
        assert "W6, W7" in finding.reason

    def test_many_reviews_that_each_tell_their_own_are_no_wave(self) -> None:
        """A product that becomes popular: a hint at the most."""
        found = fired(PRAISE, others=others(own_words(20), hours=1), posted_at=NOON)

        assert "integrity.surge" not in found

    def test_as_many_as_ever_are_no_wave_however_alike(self) -> None:
        review, usual = a_review(PRAISE, posted_at=NOON), Pace(in_window=9, usual=8.5)

        found = examine(review, POLICY, others([*own_words(6), NEARLY, NEARLY]), pace=usual)

        assert "integrity.surge" not in {finding.guideline for finding in found}

    def test_a_few_reviews_are_no_wave(self) -> None:
        assert "integrity.surge" not in fired(PRAISE, others=others([NEARLY, NEARLY]), posted_at=NOON)

    def test_what_everybody_says_makes_no_wave(self) -> None:
        stock = "Great product, works as described, would buy again!"

        assert fired(stock, others=others([stock] * 12), posted_at=NOON) == set()

    def test_a_wave_by_accounts_of_yesterday_is_shown_to_a_person(self) -> None:
        since = NOON - timedelta(days=3)
        wave = others(own_words(9), author_since=since)

        assert fired("Nice colour.", others=wave, posted_at=NOON, author_since=since) == {"integrity.surge"}
        assert fired("Nice colour.", others=wave, posted_at=NOON) == set()

    def test_reviews_of_other_products_are_no_part_of_it(self) -> None:
        wave = others([NEARLY] * 12, same_product=False)

        assert "integrity.surge" not in {f.guideline for f in findings(PRAISE, others=wave, posted_at=NOON)}

    def test_without_a_time_nobody_can_tell(self) -> None:
        assert "integrity.surge" not in fired(PRAISE, others=others([NEARLY] * 12))


class TestPileOn:
    INSULT = "Ask for Wendelin at the counter, that filthy scumbag, he is an idiot and deserves no customers."
    SECOND = "I was there too: Wendelin is a disgusting moron, what a pathetic idiot."
    THIRD = "Do not buy. Wendelin, you worthless piece of trash, you are a stupid idiot."

    def test_insults_of_the_same_name_in_the_same_days_are_shown_to_a_person(self) -> None:
        company = others([self.SECOND, self.THIRD])

        finding = the_finding(self.INSULT, "respect.pile_on", others=company, posted_at=NOON)

        assert finding.fired
        assert [self.INSULT[start:end] for start, end in finding.spans] == ["Wendelin"]

    def test_one_who_insults_alone_is_no_crowd(self) -> None:
        assert "respect.pile_on" not in fired(self.INSULT, others=others([self.SECOND]), posted_at=NOON)

    def test_nor_are_insults_weeks_apart(self) -> None:
        company = others([self.SECOND, self.THIRD], hours=24 * 14)

        assert "respect.pile_on" not in fired(self.INSULT, others=company, posted_at=NOON)

    def test_many_who_complain_of_the_same_man_without_insults_are_no_pile_on(self) -> None:
        calm = [
            "Service was slow and Wendelin forgot my order twice.",
            "Wendelin at the counter was not helpful at all, sadly.",
            "I asked Wendelin three times for a receipt and got none.",
        ]

        assert fired(calm[0], others=others(calm[1:]), posted_at=NOON) == set()

    def test_whom_one_insults_and_others_only_name_is_attacked_by_one(self) -> None:
        calm = ["Wendelin was kind to us.", "Thank you, dear Wendelin, for the help."]

        assert "respect.pile_on" not in fired(self.INSULT, others=others(calm), posted_at=NOON)
