"""Learns adapters and heads, writes them, builds the 8-bit model as set-up does, and calibrates on what that says.

Runs where PyTorch is: `python -m patterns.training` makes that place and starts this.
"""

import json
import os
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from patterns import building, shelf, weights
from patterns.encoder import Encoder
from patterns.network import LONGEST
from patterns.training import calibration
from patterns.training.learning import Recipe, learn
from patterns.training.rows import TUNE, read_corpus
from patterns.training.score import mark_rows
from patterns.vocabulary import PATTERNS


def cut_tokens(base: Path, texts: list[str]) -> list[list[int]]:
    """Token ids as the encoder cuts them."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return [found.ids for found in tokenizer.encode_batch(texts)]


def write_card(thresholds: list[float], shipped: Path) -> None:
    """The card of the shipped parts."""
    card = {"patterns": list(PATTERNS), "thresholds": thresholds}
    (shipped / shelf.CARD).write_text(json.dumps(card, indent=1) + "\n")


def calibrate(base: Path, shipped: Path) -> None:
    """Fits scores and thresholds to the tuning split, as the built model reads it, and writes them into the parts."""
    rows = [row for row in read_corpus() if row.split == TUNE]
    truth, weight = mark_rows(rows), np.array([row.weight for row in rows])
    scores = Encoder.load(building.build(base, shipped)).score([row.text for row in rows])
    raw = np.array([score.patterns for score in scores])
    factor, shifts = calibration.fit(raw, truth, weight)
    heads = calibration.fold(load_file(shipped / "heads.safetensors"), factor, shifts)
    save_file({name: array.astype(np.float16) for name, array in heads.items()}, shipped / "heads.safetensors")
    write_card(calibration.choose_thresholds(), shipped)


def main() -> int:
    """The command."""
    torch.set_num_threads(int(os.environ.get("HOLDFAST_TRAINING_THREADS") or 2))
    base, rows = weights.fetch(), read_corpus()
    reader = learn(load_file(base / "model.safetensors"), rows, cut_tokens(base, [row.text for row in rows]), Recipe())
    save_file(reader.export_adapters(), shelf.SHIPPED / "adapters.safetensors")
    save_file(reader.heads.export(), shelf.SHIPPED / "heads.safetensors")
    write_card([0.5] * len(PATTERNS), shelf.SHIPPED)
    calibrate(base, shelf.SHIPPED)
    building.build(base)
    return 0


if __name__ == "__main__":
    sys.exit(main())
