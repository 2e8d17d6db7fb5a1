"""How hostile an English text is: which words insult, and what keeps a harmless text from firing."""

import pytest

from redress.detect.barbs import Barb, barbs, marked
from redress.detect.features import Token, passages
from redress.detect.folding import fold
from redress.detect.hostility import Parts, hostility, of_nobody
from redress.detect.tone import cues


def sharp(text: str) -> dict[str, float]:
    return {barb.token.word: barb.score for unit in passages(text, 15) for barb in barbs().found(unit)}


def score(text: str) -> float:
    found = hostility(fold("text", text).text, cues)
    return found.score if found else 0.0


def test_an_insult_is_sharper_than_the_words_around_it() -> None:
    found = sharp("what an idiot this mayor is")

    assert max(found, key=lambda word: found[word]) == "idiot"


def test_a_word_is_judged_beside_its_neighbours() -> None:
    assert sharp("you are an idiot")["idiot"] > sharp("it is idiot proof")["idiot"]


def test_barbs_that_stand_side_by_side_are_one_place() -> None:
    text = "a stupid idiot and a fool"
    said = [
        Barb(Token(word, text.index(word), text.index(word) + len(word)), 2.0) for word in ("stupid", "idiot", "fool")
    ]

    assert [text[start:end] for start, end in marked(said)] == ["stupid idiot", "fool"]


def test_nothing_is_marked_where_no_word_could_be_a_barb() -> None:
    assert list(marked([])) == []
    assert list(marked([Barb(Token("lid", 0, 3), -5.0)])) == []


def test_talk_alone_carries_nothing_far() -> None:
    assert Parts(0.0, 0.0, 1_000.0).alarming(0.5, 1.0) == Parts(0.0, 0.0, 4.0).alarming(0.5, 1.0)


@pytest.mark.parametrize(
    "text",
    ["I felt like an idiot when I found the switch.", "You'd have to be a moron to lose it.", "It is idiot proof."],
)
def test_what_is_said_of_nobody_never_fires(text: str) -> None:
    assert of_nobody(fold("text", text).text)
    assert score(text) < 0.8


def test_an_insult_to_people_is_more_hostile_than_the_same_word_for_a_thing() -> None:
    assert score("These people are idiots and so are you.") > score("The idiot light on the dashboard came on again.")


def test_a_text_without_words_is_no_text() -> None:
    assert hostility(" ... ", cues) is None
