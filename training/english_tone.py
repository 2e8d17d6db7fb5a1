"""Abuse in English. Platforms are left out whole, and so are shops: what is learnt must hold where nobody has been."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from redress.detect.barbs import Barbs
from redress.detect.features import Token, passages
from redress.detect.folding import fold
from redress.detect.hostility import Parts, of_nobody, sharpest
from redress.detect.tone import cues
from training import barbs, tables
from training.sources import Row, clean, honest_english, is_positive, rows

BITS, TALK_BITS = 18, 16
REACH = 15
HONEST, HARSH = 0.0045, 0.018  # shares of honest reviews, and of harsh ones, that may be shown to a person in vain
OF_BARB, OF_TALK = 0.5, 0.8  # the same for every platform; found with each of two left out in turn
PARTS = 4
NEVER = 30.0
MARKED = "toxic_spans_train"
_SHELVES = (
    "Books_5",
    "Movies_and_TV_5",
    "Home_and_Kitchen_5",
    "Electronics_5",
    "Sports_and_Outdoors_5",
    "Tools_and_Home_Improvement_5",
    "Clothing_Shoes_and_Jewelry_5",
)
_SHOPS = {"womens_clothing": 1, "amazon_vfl": 2, "amazon_alexa": 3}


class Corpus(NamedTuple):
    """All texts, and which platform, which of the parts and which answer each has."""

    units: Sequence[Sequence[Sequence[Token]]]
    source: Any
    part: Any
    label: Any
    review: Any
    harsh: Any
    told: Any
    comments: Sequence[barbs.Comment]
    marks: Any
    texts: tables.Texts
    talk: Any
    examples: Any
    answers: Any
    owner: Any


class Scores(NamedTuple):
    like: Any
    barb: Any
    talk: Any

    def hostile(self) -> Any:
        return self.like + OF_BARB * self.barb

    def alarming(self, told: Any) -> Any:
        """What is told of nobody never fires."""
        each = zip(self.like, self.barb, self.talk, strict=True)
        alarm = np.array([Parts(*parts).alarming(OF_BARB, OF_TALK) for parts in each])
        return np.where(told, -NEVER, alarm)


def learn(home: Path, out: Path) -> dict[str, Any]:
    corpus = read(home)
    everything = np.ones(len(corpus.label), dtype=bool)
    scores, f1 = out_of_part(corpus)
    bar = _bar(corpus, scores)
    platt = LogisticRegression(C=1e6, class_weight="balanced").fit(scores.hostile().reshape(-1, 1), corpus.label)
    like, talk, table, header = fitted(corpus, everything)
    size = tables.written(out / "barbs.en.weights", table, header)
    table, scale = tables.signed_bytes(talk.coef_[0])
    header = {"scale": scale, "bias": round(float(talk.intercept_[0]), 5)}
    size += tables.written(out / "talk.en.weights", table, header)
    table, scale = tables.signed_bytes(like.coef_[0])
    header = {"reach": REACH, "ceiling": 1.0, "scale": scale, "bias": round(float(like.intercept_[0]), 5)}
    header |= {"slope": round(float(platt.coef_[0][0]), 5), "offset": round(float(platt.intercept_[0]), 5)}
    header |= {"of_barb": OF_BARB, "of_talk": OF_TALK, "bar": round(bar, 4)}
    size += tables.written(out / "tone.en.weights", table, header)
    fires = scores.alarming(corpus.told) > bar
    report = {"bytes": size, **_reviews(corpus, fires)}
    report["comments, in four parts"] = {"fired": _share(fires[corpus.source == MARKED]), "span f1": f1(fires)}
    for platform in ("davidson", "olid_train"):
        report[f"{platform} left out"] = _left_out(corpus, platform)
        print(json.dumps({platform: report[f"{platform} left out"]}), flush=True)
    return report


def read(home: Path) -> Corpus:
    marked, reviews = rows(home, "abuse_spans"), honest_english(home)
    every = [*rows(home, "abuse"), *marked, *reviews]
    folded = [fold("text", row["text"] if row["source"] == MARKED else clean(row["text"])) for row in every]
    units = [passages(each.text, REACH) for each in folded]
    source = np.array([row["source"] for row in every])
    chance = np.random.default_rng(tables.SEED)
    review = np.arange(len(every)) >= len(every) - len(reviews)
    part = np.array(
        [_shop(row) if is_review else int(chance.integers(PARTS)) for row, is_review in _with(every, review)]
    )
    comments = [
        barbs.as_comment(row, text, unit)
        for row, text, unit in zip(every, folded, units, strict=True)
        if row["source"] == MARKED
    ]
    numbers, marks = np.arange(len(every)), iter(comments)
    of_parts = [(number, tables.hashes(unit, cues)) for number in numbers for unit in units[number]]
    examples = []
    for number in numbers:
        if review[number]:
            examples += [(number, 0, unit) for unit in units[number]]
        elif source[number] == MARKED:
            comment = next(marks)
            examples += [(number, comment.is_marked(unit), unit) for unit in comment.units]
        else:
            examples.append((number, is_positive(every[number]), [token for unit in units[number] for token in unit]))
    return Corpus(
        units=units,
        source=source,
        part=part,
        label=np.array([0 if is_review else is_positive(row) for row, is_review in _with(every, review)]),
        review=review,
        harsh=review & np.array([bool(row["meta"].get("harsh")) for row in every]),
        told=np.array([of_nobody(each.text) for each in folded]),
        comments=comments,
        marks=barbs.words(comments),
        texts=tables.Texts(
            tables.matrix([hashed for _, hashed in of_parts], BITS), np.array([of for of, _ in of_parts]), len(every)
        ),
        talk=tables.read_topics(units, TALK_BITS),
        examples=tables.matrix([tables.hashes(unit, cues) for _, _, unit in examples], BITS),
        answers=np.array([answer for _, answer, _ in examples]),
        owner=np.array([of for of, _, _ in examples]),
    )


def _with(every: Sequence[Row], review: Any) -> Any:
    return zip(every, review, strict=True)


def _shop(row: Row) -> int:
    """Shelves of the largest shop and the other shops, in four parts that have nothing in common."""
    shelf = row["meta"].get("category")
    return _SHELVES.index(shelf) % PARTS if shelf in _SHELVES else _SHOPS.get(row["source"], 0)


def fitted(corpus: Corpus, chosen: Any) -> tuple[Any, Any, Any, dict[str, float]]:
    """All three tables, from the texts chosen. Who talks of people is no matter of who is rude: all posts count."""
    mine = chosen[corpus.owner]
    like = tables.fitted(corpus.examples[mine], corpus.answers[mine])
    talk = tables.fitted(corpus.talk[chosen], (~corpus.review)[chosen])
    comments = chosen[corpus.source == MARKED]
    return like, talk, *barbs.fitted(corpus.marks, comments if comments.any() else ~comments)


def scored(corpus: Corpus, models: tuple[Any, Any, Any, dict[str, float]], chosen: Any) -> tuple[Scores, Barbs]:
    like, talk, table, header = models
    reader = barbs.reader(table, header)
    sharp = np.zeros(len(chosen))
    for number in np.flatnonzero(chosen):
        sharp[number] = sharpest([barb for unit in corpus.units[number] for barb in reader.found(unit)])
    strongest = corpus.texts.best(like.decision_function(corpus.texts.matrix))
    return Scores(strongest, sharp, talk.decision_function(corpus.talk)), reader


def out_of_part(corpus: Corpus) -> tuple[Scores, Any]:
    """Each text scored by models that saw nothing of its part, and how well its insulting words are marked then."""
    scores = Scores(*np.zeros((3, len(corpus.label))))
    readers = {}
    for part in range(PARTS):
        unseen = corpus.part == part
        mine, readers[part] = scored(corpus, fitted(corpus, ~unseen), unseen)
        for all_of, these in zip(scores, mine, strict=True):
            all_of[unseen] = these[unseen]
    numbers = np.flatnonzero(corpus.source == MARKED)

    def f1(fires: Any) -> float:
        each = [
            barbs.agreement(comment, readers[corpus.part[number]], fires=bool(fires[number]))
            for number, comment in zip(numbers, corpus.comments, strict=True)
        ]
        return round(float(np.mean(each)), 3)

    return scores, f1


def _left_out(corpus: Corpus, platform: str) -> dict[str, Any]:
    """A platform and half of the shops unseen; then the other half. Marked words are learnt on their own platform."""
    theirs = corpus.source == platform
    alarm, hostile = np.zeros(len(theirs)), np.zeros(len(theirs))
    caught, missed = [], []
    for half in ({0, 1}, {2, 3}):
        unseen = corpus.review & np.isin(corpus.part, list(half))
        scores, _ = scored(corpus, fitted(corpus, ~theirs & ~unseen), theirs | unseen)
        alarm, hostile = scores.alarming(corpus.told), hostile + scores.hostile()
        bar = max(np.quantile(alarm[unseen], 1 - HONEST), np.quantile(alarm[unseen & corpus.harsh], 1 - HARSH))
        caught.append(_share(alarm[theirs & (corpus.label == 1)] > bar))
        missed.append(_share(alarm[theirs & (corpus.label == 0)] > bar))
    found = {"found": caught, "harmless posts that fire": missed}
    return {"auc": round(float(roc_auc_score(corpus.label[theirs], hostile[theirs])), 3), **found}


def _bar(corpus: Corpus, scores: Scores) -> float:
    alarm = scores.alarming(corpus.told)
    return float(max(np.quantile(alarm[corpus.review], 1 - HONEST), np.quantile(alarm[corpus.harsh], 1 - HARSH)))


def _reviews(corpus: Corpus, fires: Any) -> dict[str, Any]:
    shops = {str(name): _share(fires[corpus.source == name]) for name in np.unique(corpus.source[corpus.review])}
    return {"honest fired": _share(fires[corpus.review]), "harsh fired": _share(fires[corpus.harsh]), **shops}


def _share(of: Any) -> float:
    return round(float(np.mean(of)), 4)
