"""Sentences in, probabilities out: the built language model at run time.

Needs onnxruntime, tokenizers and numpy only; the model was built at set-up (`patterns/building.py`) and is checked
against its manifest before it is trusted. A missing or damaged model is an error with the command that repairs it.
"""

import os
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from patterns import shelf
from patterns.text import Span, clean
from patterns.vocabulary import HOLDERS, PATTERNS, STATUSES

LONGEST = 256
WIDTH = 768
PAD, BEGIN, END = 1, 0, 2
# Tokens of one window without its frame: a usual entry is one window, and cost stays linear in the length of a text.
WINDOW = 160
# Tokens of the sentences before a window that it sees again, so that its first sentence is not without company.
COMPANY = 40
# Padded tokens in one call: enough to keep a core busy, little enough to keep the worker small.
LOAD = 512
# Segments scored in one call, likewise.
MOST_SEGMENTS = 64
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
class SegmentScores:
    """Probabilities for one segment of a text (a sentence, or a clause of one).

    patterns: one per pattern, each for itself, in the order of `vocabulary.PATTERNS`. holders: for each pattern, if it
    is there, self, partner and other, summing to 1. statuses: likewise enacted, urge, resisted, past, hypothetical,
    negated, reported.
    """

    patterns: Scores
    holders: tuple[Scores, ...]
    statuses: tuple[Scores, ...]


SILENT: Final = SegmentScores(
    patterns=(0.0,) * len(PATTERNS),
    holders=((1.0,) + (0.0,) * (len(HOLDERS) - 1),) * len(PATTERNS),
    statuses=((1.0,) + (0.0,) * (len(STATUSES) - 1),) * len(PATTERNS),
)
"""The scores of a segment that has no token at all."""


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring sentences that the model sees together.

    ids: their tokens in a frame. own: the tokens of the text that are scored here; the rest is company. first: the
    text's token at the window's first place.
    """

    ids: tuple[int, ...]
    own: Span
    first: int


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
    """Indices in batches of similar length, each of at most LOAD padded tokens (or one window)."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[index] > LOAD:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def find_tokens(starts: Sequence[int], spans: Sequence[Span]) -> list[Span]:
    """For each span of a text the tokens that start in it, as a span of token numbers (empty when there is none)."""
    return [Span(bisect_left(starts, span.start), bisect_left(starts, span.end)) for span in spans]


def group_sentences(sentences: Sequence[Span]) -> Iterator[tuple[Span, int]]:
    """Runs of neighbouring sentences of at most WINDOW tokens (or one sentence), as the model can see them, each with
    the token where its company begins: the sentences before it that fit into COMPANY. All in token numbers."""
    first = 0
    while first < len(sentences):
        begin, last = sentences[first].start, first
        while last + 1 < len(sentences) and sentences[last + 1].end - begin <= WINDOW:
            last += 1
        run = Span(begin, min(sentences[last].end, begin + LONGEST - 2))
        room, earliest = min(COMPANY, LONGEST - 2 - (run.end - begin)), first
        while earliest > 0 and begin - sentences[earliest - 1].start <= room:
            earliest -= 1
        yield run, sentences[earliest].start
        first = last + 1


def open_windows(ids: Sequence[int], sentences: Sequence[Span]) -> Iterator[Window]:
    """A text's windows in order. All in token numbers."""
    for run, company in group_sentences(sentences):
        yield Window((BEGIN, *ids[company : run.end], END), run, company - 1)


def find_places(windows: Sequence[Window], segments: Sequence[Span]) -> list[list[tuple[int, int, int]]]:
    """For each window its segments, those that start among its own tokens: number, first place, place after the last.

    Segments without a token, or behind what a window can see, are left out.
    """
    starts = [window.own.start for window in windows]
    found: list[list[tuple[int, int, int]]] = [[] for _ in windows]
    for number, (start, end) in enumerate(segments):
        place = bisect_right(starts, start) - 1
        if start < end and place >= 0 and start < windows[place].own.end:
            window = windows[place]
            found[place].append((number, start - window.first, min(end, window.own.end) - window.first))
    return found


class Sight:
    """A text as the encoder saw it; any of its segments can be scored now, which costs little."""

    def __init__(
        self,
        heads: onnxruntime.InferenceSession,
        starts: Sequence[int],
        windows: Sequence[Window],
        tokens: Sequence[Vectors],
    ) -> None:
        self._heads, self._starts, self._windows, self._tokens = heads, starts, windows, tokens

    def score(self, segments: Sequence[Span]) -> list[SegmentScores]:
        """Scores for each segment, in code points of the text. Each should lie in one sentence; a segment's scores
        depend on the words around its sentence, but not on what else is scored."""
        scores = [SILENT] * len(segments)
        for numbers, outputs in self.run(segments, ["patterns", "holder", "status"]):
            for number, patterns, holders, statuses in zip(numbers, *(o.tolist() for o in outputs), strict=True):
                scores[number] = SegmentScores(tuple(patterns), tuple(map(tuple, holders)), tuple(map(tuple, statuses)))
        return scores

    def run(self, segments: Sequence[Span], wanted: list[str]) -> Iterator[tuple[list[int], list[Vectors]]]:
        """A few dozen at a time, the numbers of segments and the wanted outputs for them."""
        places = find_places(self._windows, find_tokens(self._starts, segments))
        for tokens, here in zip(self._tokens, places, strict=True):
            for start in range(0, len(here), MOST_SEGMENTS):
                numbers, begin, end = np.array(here[start : start + MOST_SEGMENTS], np.int64).T
                yield numbers.tolist(), self._heads.run(wanted, {"tokens": tokens, "begin": begin, "end": end})


class Encoder:
    """The loaded model; safe to share between threads.

    version: the engine version. thresholds: for each pattern the probability from which a tag was worth showing on
    the development split.
    """

    def __init__(self, folder: Path, version: str, thresholds: Scores) -> None:
        self.version = version
        self.thresholds = thresholds
        self._session, self._heads = open_session(folder / "encoder.onnx"), open_session(folder / "heads.onnx")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

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

    def see(self, text: str, sentences: Sequence[Span], *, after_batch: Callable[[], None] | None = None) -> Sight:
        """Reads a text, each sentence in the company of those around it.

        sentences: all of the text's, in order, without overlap. At most LONGEST tokens of a sentence are seen.
        `after_batch` is called now and then.
        """
        # One text at a time: a batch would start threads of its own, which do not survive a fork.
        tokens = self._tokenizer.encode(clean(text), add_special_tokens=False)
        starts = [start for start, _ in tokens.offsets]
        windows = list(open_windows(tokens.ids, [s for s in find_tokens(starts, sentences) if s.start < s.end]))
        return Sight(self._heads, starts, windows, self._encode(windows, after_batch))

    def score(self, sentences: Sequence[str]) -> list[SegmentScores]:
        """Scores for each sentence alone, in order."""
        spans = [Span(0, len(sentence)) for sentence in sentences]
        return [self.see(one, [span]).score([span])[0] for one, span in zip(sentences, spans, strict=True)]

    def embed(self, sentences: Sequence[str]) -> Vectors:
        """A vector of length 1 for each sentence, (sentences, WIDTH): the cosine of two is how alike they speak."""
        vectors = np.zeros((len(sentences), WIDTH), np.float32)
        for number, sentence in enumerate(sentences):
            span = Span(0, len(sentence))
            for _, (found,) in self.see(sentence, [span]).run([span], ["vectors"]):
                vectors[number] = found[0]
        return vectors

    def _encode(self, windows: Sequence[Window], after_batch: Callable[[], None] | None) -> list[Vectors]:
        """The token vectors of each window, (tokens, WIDTH)."""
        found: dict[int, Vectors] = {}
        for batch in group_by_length([len(window.ids) for window in windows]):
            ids = np.full((len(batch), len(windows[batch[-1]].ids)), PAD, np.int64)
            for row, index in enumerate(batch):
                ids[row, : len(windows[index].ids)] = windows[index].ids
            (tokens,) = self._session.run(["tokens"], {"ids": ids})
            found |= {index: tokens[row, : len(windows[index].ids)] for row, index in enumerate(batch)}
            if after_batch is not None:
                after_batch()
        return [found[index] for index in range(len(windows))]
