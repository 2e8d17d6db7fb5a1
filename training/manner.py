"""How machines write: from reviews by two generators beside those of people. Each generator is left out once."""

from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score

from redress.detect.folding import fold
from redress.detect.manner import NAME, evenness
from training import tables
from training.sources import clean, rows

BITS = 16
PARTS = 4
HUMAN = "human"
USUAL = 0.9  # this share of what people write counts as less than even odds
UNLIKE = 0.99  # the same of likeness, which knows nothing of a generator it has not met: it speaks where it is sure
SIGNS = -np.ones(5)  # set beforehand: machines use fewer rare words and slips, and shorter, more even sentences


def learn(home: Path, out: Path) -> dict[str, Any]:
    every = [row for row in rows(home, "fake") if row["source"] == "salminen_modern"]
    words = [clean(row["text"]) for row in every]
    by = np.array([row["meta"]["generator"] for row in every])
    made = by != HUMAN
    table = tables.read_whole(words, BITS)
    shapes = [evenness(fold("text", text).text) for text in words]
    known = np.array([shape is not None for shape in shapes])
    even, header = _evenness(np.array([shape or (0.0,) * len(SIGNS) for shape in shapes]), known & ~made)
    part = np.random.default_rng(tables.SEED).integers(PARTS, size=len(every))
    report: dict[str, Any] = {"too short to say": round(float(1 - known.mean()), 3)}
    met = tables.out_of_fold(table, made, part, by_rarity=True)
    slope, bar = _usual(met[known & ~made], UNLIKE)
    for name in sorted(set(by) - {HUMAN}):
        theirs, others = by == name, ~np.isin(by, [name, HUMAN])
        asked = (theirs | (~made & (part == 0))) & known
        seen = tables.fitted(table[~asked & ~theirs], made[~asked & ~theirs], by_rarity=True)
        unmet = np.zeros(len(every))
        unmet[asked] = seen.decision_function(table[asked])
        own_slope, own_bar = _usual(unmet[asked & ~made], UNLIKE)
        report[f"{name}, met"] = _auc(made, np.maximum(slope * (met - bar), even), known & ~others)
        report[f"{name}, not met"] = _auc(made, np.maximum(own_slope * (unmet - own_bar), even), asked)
        report[f"{name}, evenness alone"] = _auc(made, even, known & ~others)
        report[f"{name}, not met, likeness alone"] = _auc(made, unmet, asked)
    fires_nowhere = bar + np.log(tables.FIRES_AT / (1 - tables.FIRES_AT)) / slope
    like = tables.fitted(table, made, by_rarity=True)
    size = tables.save(out / f"{NAME}.weights", like, slope=slope, bar=float(fires_nowhere), reach=tables.WHOLE)
    report["bytes"] = size + tables.written(out / "evenness.weights", np.zeros(0, dtype=np.int8), header)
    return report


def _evenness(shapes: Any, people: Any) -> tuple[Any, dict[str, float]]:
    """How far from what people write, by people's texts alone: no machine takes part."""
    each = SIGNS / (shapes[people].std(axis=0) + 1e-6)
    slope, bar = _usual(shapes[people] @ each)
    each = each * slope
    header = {"bias": round(-slope * bar, 5), **{f"of_{place}": round(float(one), 5) for place, one in enumerate(each)}}
    return shapes @ each - slope * bar, header


def _usual(of_people: Any, share: float = USUAL) -> tuple[float, float]:
    """In which steps people differ, and what most of them stay below."""
    return float(1 / of_people.std()), float(np.quantile(of_people, share))


def _auc(made: Any, scores: Any, chosen: Any) -> float:
    return round(float(roc_auc_score(made[chosen], scores[chosen])), 3)
