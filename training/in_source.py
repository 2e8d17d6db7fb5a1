"""Questions with one source of examples: learnt in five parts, each scored by a model that saw the other four."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score

from redress.detect.features import plain
from redress.detect.tone import cues
from training import tables
from training.sources import Row, clean, honest, is_positive, rows

BITS = 17
REACH = 60
FOLDS = 5
HARMLESS = (
    0.02  # where there are no honest reviews in a language: the share of harmless posts that may be shown in vain
)
HONEST = 0.004


def learn_tone(home: Path, out: Path, language: str) -> dict[str, Any]:
    examples = [row for row in rows(home, "abuse_multi") if row["lang"] == language]
    reviews = honest(home, language)
    return _learn(out / f"tone.{language}.weights", examples, reviews, cues=cues, reach=REACH)


def learn_complaints(home: Path, out: Path) -> dict[str, Any]:
    """Complaints about sellers, deliveries and customer service, against what else is said of goods."""
    examples = [row for row in rows(home, "offtopic") if not row["source"].startswith("mismatch")]
    judged = honest(home, "en")
    return _learn(out / "complaints.weights", examples, [], judged=judged, share=0.002, slope=tables.SLOWEST)


def learn_pitch(home: Path, out: Path) -> dict[str, Any]:
    """Adverts. Those that disclose a reward are left to the words they do it with."""
    every = [row for row in rows(home, "promotion") if row["source"] != "amazon_disclosed_incentive"]
    report = _learn(out / "pitch.weights", every, honest(home, "en"), share=0.0003, by_rarity=False, simplified=True)
    report["a source left out"] = _left_out(every, honest(home, "en"))
    return report


def _learn(
    path: Path,
    examples: Sequence[Row],
    reviews: Sequence[Row],
    *,
    judged: Sequence[Row] = (),
    cues: tables.Cues | None = None,
    share: float = HONEST,
    reach: int = tables.WHOLE,
    slope: float | None = None,
    by_rarity: bool = True,
    simplified: bool = False,
) -> dict[str, Any]:
    """`reviews` are learnt from as harmless and judged; `judged` are only judged.

    A gentle `slope` lets more be said as a hint. Without `by_rarity` one telling word ("subscribe") is not enough.
    `simplified`: short numbers are all one word.
    """
    every = [*examples, *reviews]
    words = [clean(row["text"]) for row in every]
    seen = plain if simplified else tuple
    matrix, texts = tables.read_whole(words, BITS, cues, seen), tables.read(words, BITS, reach, cues, seen)
    labels = np.array([is_positive(row) for row in every])
    folds = _folds(every)
    scores = tables.out_of_fold(matrix, labels, folds, texts, folds, by_rarity=by_rarity)
    mine = np.arange(len(every)) < len(examples)
    model = tables.fitted(matrix, labels, by_rarity=by_rarity)
    reviewed = scores[~mine]
    if judged:
        unseen = tables.read([clean(row["text"]) for row in judged], BITS, reach, cues, seen)
        reviewed = unseen.best(model.decision_function(unseen.matrix))
    harmless = scores[mine & (labels == 0)]
    bar = float(np.quantile(reviewed, 1 - share) if len(reviewed) else np.quantile(harmless, 1 - HARMLESS))
    slope = slope or tables.steepness(scores[mine], labels[mine])
    ceiling = 1.0 if len(reviewed) else tables.HINT_ONLY
    report: dict[str, Any] = {
        "bytes": tables.save(path, model, slope=slope, bar=bar, reach=reach, ceiling=ceiling, simplified=simplified),
        "auc": round(float(roc_auc_score(labels[mine], scores[mine])), 3),
        "recall": round(float((scores[labels == 1] > bar).mean()), 3),
        "harmless fired": round(float((harmless > bar).mean()), 4),
    }
    if len(reviewed):
        report["honest fired"] = round(float((reviewed > bar).mean()), 4)
    return report


def _folds(every: Sequence[Row]) -> Any:
    """By chance, save that what was said under one video stays together."""
    chance = np.random.default_rng(tables.SEED)
    groups: dict[str, int] = {}
    return np.array(
        [groups.setdefault(row["meta"].get("video") or row["id"], int(chance.integers(FOLDS))) for row in every],
    )


def _left_out(examples: Sequence[Row], reviews: Sequence[Row]) -> dict[str, float]:
    """From one platform to another."""
    every = [*examples, *reviews]
    words = [clean(row["text"]) for row in every]
    matrix = tables.read_whole(words, BITS, seen=plain)
    texts = tables.read(words, BITS, tables.WHOLE, seen=plain)
    labels, sources = np.array([is_positive(row) for row in every]), np.array([row["source"] for row in every])
    scores = tables.out_of_fold(matrix, labels, sources, texts, sources)
    mixed = [name for name in sorted(set(sources)) if len(set(labels[sources == name])) > 1]
    return {name: round(float(roc_auc_score(labels[sources == name], scores[sources == name])), 3) for name in mixed}
