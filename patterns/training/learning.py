"""Learning adapters and heads from rows, on the processor, in half precision.

The layers that do not learn run once and their vectors are kept, so an epoch costs only the layers above.
"""

import math
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from patterns.network import HOLDERS, PAD, STATUSES, WIDTH, Array
from patterns.training.rows import LEARN, Row
from patterns.training.torch_network import HALF, Reader
from patterns.vocabulary import PATTERNS


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to learn.

    first: the lowest layer with adapters. found_weight: how much more a pattern that is there counts than one that is
    not. assertion_weight: how much holder and status count beside the patterns. hold: the share of an older average
    that each step keeps of the weights that ship.
    """

    rank: int = 16
    first: int = 3
    epochs: int = 4
    batch: int = 32
    adapter_rate: float = 4e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    dropout: float = 0.1
    found_weight: float = 3.0
    assertion_weight: float = 1.5
    warm_up: int = 100
    hold: float = 0.995
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Truth:
    """All labels as tensors; the two `asked` say for which rows holder and status are known."""

    patterns: Tensor
    holder: Tensor
    holder_asked: Tensor
    status: Tensor
    status_asked: Tensor
    weight: Tensor

    @classmethod
    def from_rows(cls, rows: Sequence[Row]) -> "Truth":
        """One line a row."""
        return cls(
            patterns=torch.tensor([[float(name in row.patterns) for name in PATTERNS] for row in rows]),
            holder=torch.tensor([row.holder or (0.0,) * HOLDERS for row in rows]),
            holder_asked=torch.tensor([float(row.holder is not None) for row in rows]),
            status=torch.tensor([row.status or 0 for row in rows]),
            status_asked=torch.tensor([float(row.status is not None) for row in rows]),
            weight=torch.tensor([row.weight for row in rows]),
        )


class Kept:
    """Vectors of the layers that do not learn for some rows, one tensor a row, in half precision."""

    def __init__(self, reader: Reader, tokens: Sequence[Sequence[int]], rows: Sequence[int]) -> None:
        self.kept: dict[int, Tensor] = {}
        order = sorted(rows, key=lambda i: len(tokens[i]))
        for start in range(0, len(order), 64):
            batch = order[start : start + 64]
            ids = torch.full((len(batch), len(tokens[batch[-1]])), PAD)
            for place, index in enumerate(batch):
                ids[place, : len(tokens[index])] = torch.tensor(tokens[index])
            for vectors, index in zip(reader.begin(ids), batch, strict=True):
                self.kept[index] = vectors[: len(tokens[index])].clone()

    def stack(self, batch: Sequence[int]) -> tuple[Tensor, Tensor]:
        """The vectors of some rows, padded, and which of them are real."""
        longest = max(len(self.kept[index]) for index in batch)
        value = torch.zeros((len(batch), longest, WIDTH), dtype=HALF)
        real = torch.zeros((len(batch), longest), dtype=torch.bool)
        for place, index in enumerate(batch):
            vectors = self.kept[index]
            value[place, : len(vectors)], real[place, : len(vectors)] = vectors, True
        return value, real


def weigh_statuses(truth: Truth, rows: Sequence[int]) -> Tensor:
    """A weight for each status: rare ones count more, by the root of how rare they are."""
    counts = torch.bincount(truth.status[rows][truth.status_asked[rows] > 0], minlength=STATUSES).clamp(min=1)
    shares = counts / counts.sum()
    weights = (1 / shares / STATUSES).sqrt()
    return weights / (weights * shares).sum()


def find_loss(
    scores: tuple[Tensor, Tensor, Tensor], truth: Truth, rows: Sequence[int], statuses: Tensor, recipe: Recipe
) -> Tensor:
    """Patterns: cross-entropy of each for itself. Holder and status: only where the corpus says them."""
    patterns, holder, status = scores
    each = functional.binary_cross_entropy_with_logits(
        patterns, truth.patterns[rows], pos_weight=torch.tensor(recipe.found_weight), reduction="none"
    )
    whose = -(truth.holder[rows] * holder.log_softmax(1)).sum(1) * truth.holder_asked[rows]
    what = (
        functional.cross_entropy(status, truth.status[rows], weight=statuses, reduction="none")
        * truth.status_asked[rows]
    )
    assertion = whose.sum() / truth.holder_asked[rows].sum().clamp(min=1)
    assertion = assertion + what.sum() / truth.status_asked[rows].sum().clamp(min=1)
    return (each.sum(1) * truth.weight[rows]).mean() + recipe.assertion_weight * assertion


def draw_batches(rows: Sequence[int], lengths: Sequence[int], size: int) -> Iterator[list[int]]:
    """One epoch in random batches of rows of similar length."""
    order = random.sample(rows, len(rows))
    batches = []
    for start in range(0, len(order), size * 32):
        near = sorted(order[start : start + size * 32], key=lengths.__getitem__)
        batches += [near[place : place + size] for place in range(0, len(near), size)]
    random.shuffle(batches)
    yield from batches


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


def learn(weights: Mapping[str, Array], rows: Sequence[Row], tokens: Sequence[Sequence[int]], recipe: Recipe) -> Reader:
    """A reader that learned from the rows of the split for it. tokens: ids of each row, at most LONGEST."""
    torch.manual_seed(recipe.seed)
    random.seed(recipe.seed)
    start = time.perf_counter()
    reader = Reader(weights, len(PATTERNS), recipe.rank, recipe.first, recipe.dropout).eval()
    chosen = [i for i, row in enumerate(rows) if row.split == LEARN]
    kept = Kept(reader, tokens, chosen)
    print(f"vectors of the lower layers: {time.perf_counter() - start:.0f} s", flush=True)
    truth, lengths = Truth.from_rows(rows), [len(ids) for ids in tokens]
    statuses = weigh_statuses(truth, chosen)
    optimizer = make_optimizer(reader, recipe)
    schedule = make_schedule(optimizer, recipe.epochs * math.ceil(len(chosen) / recipe.batch), recipe.warm_up)
    average = Average(reader, recipe.hold)
    reader.train()
    for epoch in range(recipe.epochs):
        for batch in draw_batches(chosen, lengths, recipe.batch):
            loss = find_loss(reader.finish(*kept.stack(batch)), truth, batch, statuses, recipe)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(average.learned, 1.0)
            optimizer.step()
            schedule.step()
            average.add()
        print(f"epoch {epoch + 1} of {recipe.epochs}: {time.perf_counter() - start:.0f} s", flush=True)
    average.install()
    # Rare statuses counted more than they occur; half of that is taken back, or they would be found too often.
    reader.heads.status.bias.data -= statuses.log() / 2
    return reader.eval()
