"""Sentences in, probabilities out: the built language model at run time.

Needs onnxruntime, tokenizers and numpy only; the model was built at set-up (`patterns/building.py`) and is checked
against its manifest before it is trusted. A missing or damaged model is an error with the command that repairs it.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from patterns import shelf
from patterns.vocabulary import PATTERNS

LONGEST = 256
PAD = 1
# Padded tokens in one call: enough to keep a core busy, little enough to keep the worker small.
LOAD = 512
REPAIR = "run `make model` (or `make run`)"
Scores = tuple[float, ...]
Vectors = NDArray[np.float32]


class ModelError(Exception):
    """The language model cannot be used; the message says why and which command repairs it."""


class ModelMissing(ModelError):
    """No built model for this engine version."""


class ModelCorrupt(ModelError):
    """A built model that differs from its manifest or from the vocabulary."""


@dataclass(frozen=True, slots=True)
class SentenceScores:
    """Probabilities for one sentence.

    patterns: one per pattern, each for itself, in the order of `vocabulary.PATTERNS`. holder: self, partner, other,
    summing to 1. status: enacted, urge, resisted, past, hypothetical, negated, reported, summing to 1.
    """

    patterns: Scores
    holder: Scores
    status: Scores


def open_session(path: Path) -> onnxruntime.InferenceSession:
    """A frugal session: `HOLDFAST_READER_THREADS` threads (1), no arena and no spinning between entries."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(os.environ.get("HOLDFAST_READER_THREADS") or 1)
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def group_by_length(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices in batches of similar length, each of at most LOAD padded tokens (or one sentence)."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[index] > LOAD:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


class Encoder:
    """The loaded model; safe to share between threads.

    version: the engine version. thresholds: for each pattern the probability from which a tag was worth showing on
    the development split.
    """

    def __init__(self, folder: Path, version: str, thresholds: Scores) -> None:
        self.version = version
        self.thresholds = thresholds
        self._session = open_session(folder / "encoder.onnx")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)

    @classmethod
    def load(cls, folder: Path | None = None) -> "Encoder":
        """Loads and checks a built model (the cached one of this engine version without `folder`).

        Raises ModelMissing or ModelCorrupt.
        """
        folder = folder or shelf.find_built()
        manifest = shelf.read_manifest(folder)
        if manifest is None:
            raise ModelMissing(f"The language model is not built on this machine: {REPAIR}.")
        try:
            version, files = str(manifest["version"]), dict(manifest["files"])
            order, thresholds = tuple(manifest["patterns"]), tuple(float(x) for x in manifest["thresholds"])
        except (KeyError, TypeError, ValueError) as error:
            raise ModelCorrupt(f"The language model's manifest cannot be read: {REPAIR}.") from error
        if damaged := shelf.list_damage(folder, files):
            raise ModelCorrupt(f"The language model is damaged ({', '.join(damaged)}): {REPAIR}.")
        if order != tuple(PATTERNS) or len(thresholds) != len(order):
            raise ModelCorrupt("The language model was trained for another vocabulary: run `make train`.")
        return cls(folder, version, thresholds)

    def score(self, sentences: Sequence[str]) -> list[SentenceScores]:
        """Scores for each sentence, in order. Only the first LONGEST tokens of a sentence are seen; a sentence's
        scores do not depend on the others."""
        outputs = self._run(sentences, ["patterns", "holder", "status"])
        return [SentenceScores(*(tuple(part.tolist()) for part in row)) for row in outputs]

    def embed(self, sentences: Sequence[str]) -> Vectors:
        """A vector of length 1 for each sentence, (sentences, WIDTH): the cosine of two is how alike they speak."""
        rows = [row for (row,) in self._run(sentences, ["vectors"])]
        return np.array(rows, np.float32).reshape(len(rows), -1)

    def _run(self, sentences: Sequence[str], wanted: list[str]) -> list[list[Vectors]]:
        """The wanted outputs of each sentence."""
        # The tokenizer cannot carry half of a surrogate pair, which JSON allows.
        known = [sentence.encode("utf-8", "replace").decode() for sentence in sentences]
        # One by one: a batch would start threads of its own, which do not survive a fork.
        tokens = [self._tokenizer.encode(sentence).ids for sentence in known]
        found: dict[int, list[Vectors]] = {}
        for batch in group_by_length([len(ids) for ids in tokens]):
            block = np.full((len(batch), len(tokens[batch[-1]])), PAD, np.int64)
            for row, index in enumerate(batch):
                block[row, : len(tokens[index])] = tokens[index]
            outputs = self._session.run(wanted, {"ids": block})
            for row, index in enumerate(batch):
                found[index] = [output[row] for output in outputs]
        return [found[index] for index in range(len(tokens))]
