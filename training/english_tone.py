"""Abuse in English: every source of texts is left out once, the toxic ones and the honest reviews alike."""

from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.metrics import roc_auc_score

from redress.detect.features import passages
from redress.detect.folding import fold
from redress.detect.tone import cues
from training import tables
from training.sources import Row, clean, honest, is_positive, rows, written_by_people

BITS = 18
REACH = 15
HONEST, HARSH = 0.005, 0.02  # shares of honest reviews, and of harsh ones, that may be shown to a person in vain


def learn(home: Path, out: Path) -> dict[str, Any]:
    posts, comments, reviews = (
        rows(home, "abuse"),
        rows(home, "abuse_spans"),
        honest(home, "en") + written_by_people(home),
    )
    everything = [*posts, *comments, *reviews]
    sources = np.array([row["source"] for row in everything])
    labels = np.array([is_positive(row) if row["source"] not in _names(reviews) else 0 for row in everything])
    texts = tables.read([clean(row["text"]) for row in everything], BITS, REACH, cues)
    matrix, answers, of = _examples(posts, comments, reviews)
    scores = tables.out_of_fold(matrix, answers, of, texts, sources)
    is_review = np.isin(sources, list(_names(reviews)))
    harsh = np.array([bool(row.get("meta", {}).get("harsh")) for row in everything]) & is_review
    bar = max(np.quantile(scores[is_review], 1 - HONEST), np.quantile(scores[harsh], 1 - HARSH))
    slope = tables.steepness(scores, labels)
    size = tables.save(
        out / "tone.en.weights", tables.fitted(matrix, answers), slope=slope, bar=float(bar), reach=REACH
    )
    report: dict[str, Any] = {"bytes": size, "honest fired": _share(scores[is_review], bar)}
    report["harsh fired"] = _share(scores[harsh], bar)
    report["honest fired by source"] = {name: _share(scores[sources == name], bar) for name in sorted(_names(reviews))}
    for name in sorted(set(sources) - _names(reviews)):
        mine = sources == name
        report[f"{name} left out"] = {
            "auc": round(float(roc_auc_score(labels[mine], scores[mine])), 3),
            "recall": _share(scores[mine & (labels == 1)], bar),
            "harmless posts fired": _share(scores[mine & (labels == 0)], bar),
        }
    return report


def _names(reviews: list[Row]) -> set[str]:
    return {row["source"] for row in reviews}


def _share(scores: Any, bar: float) -> float:
    return round(float((scores > bar).mean()), 4)


def _examples(posts: list[Row], comments: list[Row], reviews: list[Row]) -> tuple[Any, Any, Any]:
    """Posts whole; comments sentence by sentence, as the marked places say; honest reviews sentence by sentence."""
    parts = [tables.read_whole([clean(row["text"]) for row in posts], BITS, cues)]
    answers, of = [is_positive(row) for row in posts], [row["source"] for row in posts]
    found = []
    for row in comments:
        marked = set(row["meta"]["spans"])
        folded = fold("text", row["text"])
        for unit in passages(folded.text, REACH):
            start, end = folded.span(unit[0].start, unit[-1].end)
            found.append(tables.hashes(unit, cues))
            answers.append(int(not marked.isdisjoint(range(start, end))))
            of.append(row["source"])
    for row in reviews:
        for unit in passages(fold("text", clean(row["text"])).text, REACH):
            found.append(tables.hashes(unit, cues))
            answers.append(0)
            of.append(row["source"])
    parts.append(tables.matrix(found, BITS))
    return sparse.vstack(parts).tocsr(), np.array(answers), np.array(of)
