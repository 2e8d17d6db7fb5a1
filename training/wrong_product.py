"""Which review stands at which product: learnt from titles and reviews that belong together, and from mixed ones."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from redress.detect.features import tokens
from redress.detect.folding import fold
from redress.detect.vectors import vectors
from redress.detect.wrong_product import MOST_WORDS, NAME, Word, compared, meaningful, sold_things
from training import tables
from training.distil import THINGS
from training.sources import Row, clean, rows

HONEST = 0.003  # of the reviews at their own product: the share that may be shown to a person in vain
MIXED_UP = "mismatch"
OFTEN = 8


def learn(home: Path, out: Path) -> dict[str, Any]:
    shops = {"one shop": _made(home), "the other": _given(home)}
    bias, weights = _things(home)

    def thing(word: Word) -> float:
        return sold_things(bias, weights, word.vector) if word.vector and word.vector.length else 0.5

    compiled = {name: _features(pairs, thing) for name, pairs in shops.items()}
    report: dict[str, Any] = {}
    names = list(shops)
    bars = []
    for unseen, seen in (names, names[::-1]):
        features, answers, known = compiled[unseen]
        model, centre, spread = _fitted(*compiled[seen])
        scores = np.where(known, model.decision_function((features - centre) / spread), -30.0)
        bar = np.quantile(scores[answers == 0], 1 - HONEST)
        bars.append(bar)
        report[unseen] = {
            "pairs": len(answers),
            "too short to say": round(float(1 - known.mean()), 3),
            "auc": round(float(roc_auc_score(answers, scores)), 3),
            "auc of those judged": round(float(roc_auc_score(answers[known], scores[known])), 3),
            "found": round(float((scores[answers == 1] > bar).mean()), 3),
        }
    features, answers, known = (np.concatenate(each) for each in zip(*compiled.values(), strict=True))
    model, centre, spread = _fitted(features, answers, known)
    of = model.coef_[0] / spread
    start = float(
        model.intercept_[0] - (of * centre).sum() + np.log(tables.FIRES_AT / (1 - tables.FIRES_AT)) - max(bars)
    )
    header: dict[str, Any] = {
        "bias": round(start, 5),
        **{f"of_{n}": round(float(each), 5) for n, each in enumerate(of)},
    }
    header |= {"thing_bias": round(bias, 4), "thing": [round(each, 4) for each in weights]}
    report["bytes"] = tables.written(out / f"{NAME}.weights", np.zeros(0, dtype=np.int8), header)
    return report


Pair = tuple[str, str, int]


def _given(home: Path) -> Sequence[Pair]:
    mixed = [row for row in rows(home, "offtopic") if row["source"].startswith(MIXED_UP)]
    return [(row["meta"]["product_title"], row["text"], int(bool(row["labels"]))) for row in mixed]


def _made(home: Path) -> Sequence[Pair]:
    """Each review with its own title and with another's."""
    own: list[Row] = [row for row in rows(home, "fake") if row["meta"].get("product_title")]
    chance = random.Random(tables.SEED)  # noqa: S311 - the same pairs every time
    titles = sorted({row["meta"]["product_title"] for row in own})
    pairs = []
    for row in own:
        other = chance.choice([title for title in titles if title != row["meta"]["product_title"]])
        pairs += [(row["meta"]["product_title"], row["text"], 0), (other, row["text"], 1)]
    return pairs


def _things(home: Path) -> tuple[float, list[float]]:
    """Which directions the names of goods lie in, against what else is often said in reviews."""
    listed = {word for line in THINGS.read_text().splitlines() if line[:1] != "#" for word in line.split()}
    texts = [row["text"] for row in rows(home, "fake") if row["source"] == "salminen_modern"]
    counts = Counter(
        word for text in texts for word in {token.word for token in tokens(fold("text", clean(text)).text)}
    )
    said = sorted(word for word, count in counts.items() if count >= OFTEN and word not in listed)
    every = [(vectors().of(word), word in listed) for word in [*sorted(listed), *said]]
    known = [(vector, answer) for vector, answer in every if vector and vector.length]
    model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=300, random_state=tables.SEED)
    model.fit([np.array(vector.numbers) / vector.length for vector, _ in known], [answer for _, answer in known])
    return float(model.intercept_[0]), [float(each) for each in model.coef_[0]]


def _features(pairs: Sequence[Pair], thing: Callable[[Word], float]) -> tuple[Any, Any, Any]:
    found = [
        compared(meaningful(fold("title", title))[: MOST_WORDS // 2], meaningful(fold("text", clean(text))), thing)
        for title, text, _ in pairs
    ]
    width = len(next(each for each in found if each).features)
    features = np.array([each.features if each else (0.0,) * width for each in found])
    return features, np.array([answer for _, _, answer in pairs]), np.array([each is not None for each in found])


def _fitted(features: Any, answers: Any, known: Any) -> tuple[Any, Any, Any]:
    mine = features[known]
    centre, spread = mine.mean(axis=0), mine.std(axis=0) + 1e-6
    model = LogisticRegression(C=0.3, class_weight="balanced", max_iter=500, random_state=tables.SEED)
    return model.fit((mine - centre) / spread, answers[known]), centre, spread
