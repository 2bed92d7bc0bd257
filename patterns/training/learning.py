"""Learning adapters and heads from texts, on the processor, in half precision."""

import math
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor
from torch.nn import functional

from patterns.encoder import BEGIN, END, LONGEST
from patterns.network import HOLDERS, PAD, STATUSES, Array
from patterns.training.rows import Segment, Text
from patterns.training.torch_network import Reader, Segments
from patterns.vocabulary import PATTERNS


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to learn.

    first: the lowest layer with adapters. load: padded tokens in one step. company: the share of single sentences that
    are read in the company of others, as if in an entry. merged: the share of pairs of neighbours there that are scored
    as one breathless sentence, which shows what either shows. found_weight: how much more a pattern that is
    there counts than one that is not. assertion_weight: how much holder and status count beside the patterns. hold: the
    share of an older average that each step keeps of the weights that ship.
    """

    rank: int = 32
    first: int = 1
    epochs: int = 2
    load: int = 768
    company: float = 0.5
    merged: float = 0.3
    adapter_rate: float = 4e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    dropout: float = 0.1
    found_weight: float = 3.0
    assertion_weight: float = 1.5
    warm_up: int = 100
    hold: float = 0.998
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Sample:
    """A window of tokens, and its segments: first token, the one after the last, labels."""

    ids: tuple[int, ...]
    segments: tuple[tuple[int, int, Segment], ...]


def join(samples: Sequence[Sample]) -> Sample:
    """Samples as one, one after the other, as sentences stand in an entry; those that no longer fit are left out."""
    ids: list[int] = []
    segments: list[tuple[int, int, Segment]] = []
    for sample in samples:
        if len(ids) + len(sample.ids) <= LONGEST:
            segments += [(begin + len(ids), end + len(ids), segment) for begin, end, segment in sample.segments]
            ids += sample.ids[1:-1]
    return Sample((BEGIN, *ids, END), tuple(segments))


def merge(sample: Sample, share: float) -> Sample:
    """The sample with some of its neighbouring segments run together by twos."""
    segments = list(sample.segments)
    merged: list[tuple[int, int, Segment]] = []
    while segments:
        begin, end, segment = segments.pop(0)
        if segments and random.random() < share:
            _, end, other = segments.pop(0)
            labels, weight = segment.labels + other.labels, min(segment.weight, other.weight)
            segment = Segment(segment.span, labels, weight)
        merged.append((begin, end, segment))
    return Sample(sample.ids, tuple(merged))


def draw_samples(texts: Sequence[Sequence[Sample]], alone: Sequence[bool], recipe: Recipe) -> list[Sample]:
    """One epoch's samples in random order: entries as they are, and some single sentences put together, three or so
    to one. texts: the samples of each text; alone: whether it is a single sentence."""
    drawn = [sample for samples, single in zip(texts, alone, strict=True) if not single for sample in samples]
    singles = [sample for samples, single in zip(texts, alone, strict=True) if single for sample in samples]
    random.shuffle(singles)
    some = int(len(singles) * recipe.company)
    cuts = sorted(random.sample(range(1, some), some // 3)) if some > 3 else []
    drawn += [
        merge(join(singles[start:end]), recipe.merged) for start, end in pairwise([0, *cuts, some]) if end > start
    ]
    return drawn + singles[some:]


def draw_batches(samples: Sequence[Sample], load: int) -> Iterator[list[Sample]]:
    """Random batches of samples of similar length, each of at most `load` padded tokens (or one sample)."""
    order = random.sample(samples, len(samples))
    batches = []
    for start in range(0, len(order), 1024):
        batch: list[Sample] = []
        for sample in sorted(order[start : start + 1024], key=lambda one: len(one.ids)):
            if batch and (len(batch) + 1) * len(sample.ids) > load:
                batches.append(batch)
                batch = []
            batch.append(sample)
        batches.append(batch)
    random.shuffle(batches)
    yield from batches


@dataclass(frozen=True, slots=True)
class Truth:
    """The labels of a batch as tensors: one line a segment; holder and status are asked where a pattern is there."""

    patterns: Tensor
    holder: Tensor
    status: Tensor
    weight: Tensor

    @classmethod
    def of(cls, segments: Sequence[Segment]) -> "Truth":
        """One line a segment. A pattern that is there twice, with different holders or statuses, shares them."""
        count = len(segments)
        holder, status = torch.zeros(count, len(PATTERNS), HOLDERS), torch.zeros(count, len(PATTERNS), STATUSES)
        for row, segment in enumerate(segments):
            for label in segment.labels:
                place = PATTERNS.index(label.pattern)
                holder[row, place] += torch.tensor(label.holder)
                status[row, place, label.status] += 1
        return cls(
            patterns=(holder.sum(2) > 0).float(),
            holder=holder / holder.sum(2, keepdim=True).clamp(min=1),
            status=status / status.sum(2, keepdim=True).clamp(min=1),
            weight=torch.tensor([segment.weight for segment in segments]),
        )


def stack(batch: Sequence[Sample]) -> tuple[Tensor, Segments, Truth]:
    """A batch as tensors: padded ids, segments and labels."""
    ids = torch.full((len(batch), max(len(sample.ids) for sample in batch)), PAD)
    for row, sample in enumerate(batch):
        ids[row, : len(sample.ids)] = torch.tensor(sample.ids)
    places = torch.tensor([(row, begin, end) for row, sample in enumerate(batch) for begin, end, _ in sample.segments])
    truth = Truth.of([segment for sample in batch for _, _, segment in sample.segments])
    return ids, Segments(*places.T), truth


def weigh_statuses(texts: Sequence[Text]) -> Tensor:
    """A weight for each status: rare ones count more, by the root of how rare they are."""
    counts = torch.ones(STATUSES)
    for text in texts:
        for segment in text.sentences:
            for label in segment.labels:
                counts[label.status] += 1
    shares = counts / counts.sum()
    weights = (1 / shares / STATUSES).sqrt()
    return weights / (weights * shares).sum()


def find_loss(scores: tuple[Tensor, Tensor, Tensor], truth: Truth, statuses: Tensor, recipe: Recipe) -> Tensor:
    """Patterns: cross-entropy of each for itself. Holder and status: only of the patterns that are there."""
    patterns, holder, status = scores
    each = functional.binary_cross_entropy_with_logits(
        patterns, truth.patterns, pos_weight=torch.tensor(recipe.found_weight), reduction="none"
    )
    share = truth.patterns * truth.weight[:, None]
    whose = -(truth.holder * holder.log_softmax(2)).sum(2) * share
    what = -(truth.status * statuses * status.log_softmax(2)).sum(2) * share
    assertion = (whose.sum() + what.sum()) / share.sum().clamp(min=1)
    return (each.sum(1) * truth.weight).mean() + recipe.assertion_weight * assertion


class Average:
    """A running average of the learned weights, which generalises better than the last step's."""

    def __init__(self, reader: Reader, hold: float) -> None:
        self.hold, self.steps = hold, 0
        self.learned = [p for p in reader.parameters() if p.requires_grad]
        self.kept = [p.detach().clone() for p in self.learned]

    def add(self) -> None:
        """Takes one step in; early steps are forgotten faster."""
        self.steps += 1
        hold = min(self.hold, self.steps / (self.steps + 10))
        for kept, now in zip(self.kept, self.learned, strict=True):
            kept.lerp_(now.detach(), 1 - hold)

    def install(self) -> None:
        """Puts the average in place of the last step."""
        for kept, now in zip(self.kept, self.learned, strict=True):
            now.data.copy_(kept)


def make_optimizer(reader: Reader, recipe: Recipe) -> torch.optim.Optimizer:
    """Heads learn faster than adapters; both from a warm start down to a twentieth."""
    heads = list(reader.heads.parameters())
    adapters = [p for name, p in reader.named_parameters() if p.requires_grad and not name.startswith("heads.")]
    groups = [{"params": heads, "lr": recipe.head_rate}, {"params": adapters, "lr": recipe.adapter_rate}]
    return torch.optim.AdamW(groups, weight_decay=recipe.decay)


def make_schedule(optimizer: torch.optim.Optimizer, total: int, warm_up: int) -> torch.optim.lr_scheduler.LRScheduler:
    """Up for the first steps, then down a cosine to a twentieth."""
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / warm_up) * (0.525 + 0.475 * math.cos(math.pi * step / total))
    )


def open_reader(weights: Mapping[str, Array], recipe: Recipe) -> Reader:
    """A reader that has not learned yet."""
    torch.manual_seed(recipe.seed)
    return Reader(weights, len(PATTERNS), recipe.rank, recipe.first, recipe.dropout)


def learn(reader: Reader, texts: Sequence[Text], samples: Sequence[Sequence[Sample]], recipe: Recipe) -> None:
    """Teaches a reader some texts, of which each has its samples."""
    torch.manual_seed(recipe.seed)
    random.seed(recipe.seed)
    start = time.perf_counter()
    seen = [[sample for sample in several if sample.segments] for several in samples]
    alone = [not text.whole for text in texts]
    statuses = weigh_statuses(texts)
    drawn = [list(draw_batches(draw_samples(seen, alone, recipe), recipe.load)) for _ in range(recipe.epochs)]
    optimizer = make_optimizer(reader, recipe)
    schedule = make_schedule(optimizer, sum(map(len, drawn)), recipe.warm_up)
    average = Average(reader, recipe.hold)
    reader.train()
    for epoch, batches in enumerate(drawn, start=1):
        for step, batch in enumerate(batches, start=1):
            ids, segments, truth = stack(batch)
            loss = find_loss(reader(ids, segments), truth, statuses, recipe)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(average.learned, 1.0)
            optimizer.step()
            schedule.step()
            average.add()
            if step % 100 == 0 or step == len(batches):
                spent = time.perf_counter() - start
                print(f"epoch {epoch} of {recipe.epochs}, step {step} of {len(batches)}: {spent:.0f} s", flush=True)
    average.install()
    reader.eval()


def temper(reader: Reader, texts: Sequence[Text]) -> None:
    """Takes half of the weight of rare statuses back: they counted more than they occur, and would be found too
    often."""
    reader.heads.status.bias.data -= weigh_statuses(texts).log() / 2
