"""Learns adapters and heads, writes them, builds the 8-bit model as set-up does, and calibrates on what that says.

Runs where PyTorch is: `python -m patterns.training` makes that place and starts this.
"""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from patterns import building, shelf, weights
from patterns.encoder import Encoder, find_places, find_tokens, open_windows
from patterns.training import calibration
from patterns.training.calibration import mark_segments, score_texts
from patterns.training.learning import Recipe, Sample, learn, open_reader, temper
from patterns.training.rows import LEARN, TUNE, Text, list_segments, mix_told, read_corpus
from patterns.vocabulary import PATTERNS

# First what a behaviour can look like, from authors who wrote for a label. Then, more slowly, how people tell of it,
# from authors who wrote first and labelled after; some of the first texts stay, so that they are not forgotten.
WIDE = Recipe()
NEAR = replace(WIDE, epochs=1, adapter_rate=3e-4, head_rate=6e-4, warm_up=40)
TIMES_TOLD = 2
SELDOM, OTHERS = 6000, 3000


def cut_samples(tokenizer: Tokenizer, text: Text) -> list[Sample]:
    """The windows of a text as the encoder opens them, with the places of its segments."""
    tokens = tokenizer.encode(text.text, add_special_tokens=False)
    starts = [start for start, _ in tokens.offsets]
    sentences, segments = (
        find_tokens(starts, [one.span for one in group]) for group in (text.sentences, text.segments)
    )
    windows = list(open_windows(tokens.ids, sentences))
    return [
        Sample(window.ids, tuple((begin, end, text.segments[number]) for number, begin, end in here))
        for window, here in zip(windows, find_places(windows, segments), strict=True)
    ]


def write_card(thresholds: list[float], shipped: Path) -> None:
    """The card of the shipped parts."""
    card = {"patterns": list(PATTERNS), "thresholds": thresholds}
    (shipped / shelf.CARD).write_text(json.dumps(card, indent=1) + "\n")


def calibrate(base: Path, shipped: Path) -> None:
    """Fits scores to the tuning split, as the built model reads it, and writes them into the parts."""
    texts = [text for text in read_corpus() if text.split == TUNE]
    segments = list_segments(texts)
    truth, weight = mark_segments(segments), np.array([segment.weight for segment in segments])
    raw = np.array([score.patterns for score in score_texts(Encoder.load(building.build(base, shipped)), texts)])
    factor, shifts = calibration.fit(raw, truth, weight)
    heads = calibration.fold(load_file(shipped / "heads.safetensors"), factor, shifts)
    save_file({name: array.astype(np.float16) for name, array in heads.items()}, shipped / "heads.safetensors")
    write_card(calibration.choose_thresholds(), shipped)


def main() -> int:
    """The command."""
    torch.set_num_threads(int(os.environ.get("HOLDFAST_TRAINING_THREADS") or 2))
    base, texts = weights.fetch(), read_corpus()
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    learned = [text for text in texts if text.split == LEARN]
    reader = open_reader(load_file(base / "model.safetensors"), WIDE)
    near = mix_told(learned, TIMES_TOLD, SELDOM, OTHERS, NEAR.seed)
    for some, recipe in (([text for text in learned if not text.told], WIDE), (near, NEAR)):
        learn(reader, some, [cut_samples(tokenizer, text) for text in some], recipe)
    temper(reader, near)
    save_file(reader.export_adapters(), shelf.SHIPPED / "adapters.safetensors")
    save_file(reader.heads.export(), shelf.SHIPPED / "heads.safetensors")
    write_card([0.5] * len(PATTERNS), shelf.SHIPPED)
    calibrate(base, shelf.SHIPPED)
    building.build(base)
    return 0


if __name__ == "__main__":
    sys.exit(main())
