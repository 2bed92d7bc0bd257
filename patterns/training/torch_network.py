"""The reader's network in PyTorch: the same as `patterns/network.py`, with adapters that learn.

An adapter adds `up · down` of low rank to a frozen weight (LoRA, Hu et al. 2021); set-up adds the product to the base
weights once, so adapters cost nothing at run time.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from patterns.network import (
    FIRST_POSITION,
    HEADS,
    HOLDERS,
    LAYERS,
    LONGEST,
    PAD,
    STATUSES,
    WIDTH,
    Array,
    bucket_distances,
)

# What one adapter changes: the three projections of attention share one.
PARTS = {
    "look": ("attention.attn.q", "attention.attn.k", "attention.attn.v"),
    "hear": ("attention.attn.o",),
    "widen": ("intermediate.dense",),
    "narrow": ("output.dense",),
}
VIEW = 256
HALF = torch.bfloat16


class Adapted(nn.Module):
    """A frozen linear layer, with a low-rank addition when `rank` is positive. Vectors are (tokens, width)."""

    def __init__(self, weights: Mapping[str, Array], names: Sequence[str], rank: int) -> None:
        super().__init__()
        self.names, self.rank = names, rank
        weight, bias = (np.concatenate([weights[f"{name}.{part}"] for name in names]) for part in ("weight", "bias"))
        self.register_buffer("weight", torch.from_numpy(weight).to(HALF))
        self.register_buffer("bias", torch.from_numpy(bias).to(HALF))
        if rank:
            self.down = nn.Parameter(torch.randn(rank, weight.shape[1]) / math.sqrt(weight.shape[1]))
            self.up = nn.Parameter(torch.zeros(weight.shape[0], rank))

    def forward(self, value: Tensor) -> Tensor:
        plain = functional.linear(value, self.weight, self.bias)
        return torch.addmm(plain, value @ self.down.to(HALF).T, self.up.to(HALF).T) if self.rank else plain

    def export(self) -> dict[str, Array]:
        """The adapter in half precision, under the names of the weights that it changes."""
        arrays = {}
        for name, up in zip(self.names, self.up.chunk(len(self.names)), strict=True):
            arrays[f"{name}.weight.up"] = up.detach().half().contiguous().numpy()
            arrays[f"{name}.weight.down"] = self.down.detach().half().contiguous().numpy()
        return arrays


class Layer(nn.Module):
    """One encoder layer."""

    def __init__(self, weights: Mapping[str, Array], place: int, rank: int) -> None:
        super().__init__()
        name = f"encoder.layer.{place}"
        for part, names in PARTS.items():
            setattr(self, part, Adapted(weights, [f"{name}.{n}" for n in names], rank))
        self.near = freeze_norm(weights, f"{name}.attention.LayerNorm")
        self.far = freeze_norm(weights, f"{name}.output.LayerNorm")

    def forward(self, value: Tensor, bias: Tensor) -> Tensor:
        count, length, _ = value.shape
        flat = value.flatten(0, 1)
        joined = self.look(flat).view(count, length, 3, HEADS, WIDTH // HEADS)
        query, key, content = joined.permute(2, 0, 3, 1, 4).unbind(0)
        scores = query @ key.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + bias
        seen = (scores.softmax(-1) @ content).transpose(1, 2).reshape(count * length, WIDTH)
        flat = self.near(self.hear(seen) + flat)
        outer = self.narrow(functional.gelu(self.widen(flat)))
        return self.far(outer + flat).view(count, length, WIDTH)  # type: ignore[no-any-return]


def freeze_norm(weights: Mapping[str, Array], name: str) -> nn.LayerNorm:
    """A published layer normalisation that does not learn."""
    norm = nn.LayerNorm(WIDTH, eps=1e-5)
    norm.weight.data = torch.from_numpy(weights[f"{name}.weight"]).to(HALF)
    norm.bias.data = torch.from_numpy(weights[f"{name}.bias"]).to(HALF)
    return norm.requires_grad_(requires_grad=False)


@dataclass(frozen=True, slots=True)
class Segments:
    """For each segment of a batch its window, its first token and the one after its last."""

    where: Tensor
    begin: Tensor
    end: Tensor

    def mask(self, length: int) -> Tensor:
        """(segments, tokens): which tokens of its window are the segment's own."""
        steps = torch.arange(length)
        return (steps >= self.begin[:, None]) & (steps < self.end[:, None])


class Heads(nn.Module):
    """Label-wise attention over the tokens of a segment; for each pattern its score, its holder's and its status's."""

    def __init__(self, count: int, dropout: float) -> None:
        super().__init__()
        self.count, self.dropout = count, dropout
        self.view = nn.Linear(WIDTH, VIEW)
        self.queries = nn.Parameter(torch.randn(VIEW, count + 2) * 0.05)
        self.seen = nn.Parameter(torch.randn(count, WIDTH) * 0.01)
        self.mean = nn.Linear(WIDTH, count)
        self.holder, self.status = Assertion(count, HOLDERS), Assertion(count, STATUSES)
        nn.init.constant_(self.mean.bias, -3.0)

    def forward(self, value: Tensor, segments: Segments) -> tuple[Tensor, Tensor, Tensor]:
        value = functional.dropout(value, self.dropout, self.training)
        scores = (torch.tanh(self.view(value)) @ self.queries).transpose(1, 2)
        own = segments.mask(value.shape[1])
        # Window by window, because copying a window for each of its segments would cost more than all layers below.
        parts = []
        for window, count in enumerate(torch.bincount(segments.where, minlength=len(value)).tolist()):
            here = own[segments.where == window] if count else own[:0]
            look = scores[window].masked_fill(~here[:, None], -1e9).softmax(2)
            share = here.float() / here.sum(1, keepdim=True)
            parts.append(torch.cat([look, share[:, None]], 1) @ value[window])
        seen, mean = torch.cat(parts).split([self.count + 2, 1], 1)
        mean = mean[:, 0]
        each = seen[:, : self.count]
        patterns = (each * self.seen).sum(2) + self.mean(mean)
        holder = self.holder(torch.cat([seen[:, self.count], mean], 1), each)
        status = self.status(torch.cat([seen[:, self.count + 1], mean], 1), each)
        return patterns, holder, status

    def export(self) -> dict[str, Array]:
        """The arrays under the names that `network.add_heads` reads."""
        arrays = {
            "view.weight": self.view.weight.T,
            "view.bias": self.view.bias,
            "queries": self.queries,
            "patterns.seen": self.seen,
            "patterns.mean": self.mean.weight.T,
            "patterns.bias": self.mean.bias,
        }
        for name, part in (("holder", self.holder), ("status", self.status)):
            arrays |= {f"{name}.weight": part.whole.T, f"{name}.each": part.each.T, f"{name}.bias": part.bias}
        return {name: array.detach().float().contiguous().numpy() for name, array in arrays.items()}


class Assertion(nn.Module):
    """Whose each pattern is, or what became of it: from the segment, from what the pattern sees, and from habit."""

    def __init__(self, count: int, answers: int) -> None:
        super().__init__()
        self.whole = nn.Parameter(torch.randn(answers, 2 * WIDTH) * 0.01)
        self.each = nn.Parameter(torch.zeros(answers, WIDTH))
        self.bias = nn.Parameter(torch.zeros(count, answers))

    def forward(self, whole: Tensor, each: Tensor) -> Tensor:
        return (whole @ self.whole.T)[:, None] + each @ self.each.T + self.bias


class Reader(nn.Module):
    """Encoder and heads. `rank` is the adapters' rank on the layers from `first` up; 0 leaves the encoder alone."""

    def __init__(self, weights: Mapping[str, Array], count: int, rank: int, first: int, dropout: float) -> None:
        super().__init__()
        self.first = first if rank else LAYERS
        words = torch.from_numpy(weights["embeddings.word_embeddings.weight"])
        places = torch.from_numpy(weights["embeddings.position_embeddings.weight"])
        self.words, self.places = nn.Embedding.from_pretrained(words), nn.Embedding.from_pretrained(places)
        self.norm = freeze_norm(weights, "embeddings.LayerNorm")
        table = weights["encoder.relative_attention_bias.weight"][bucket_distances()]
        self.register_buffer("near", torch.from_numpy(np.ascontiguousarray(table.T)))
        self.layers = nn.ModuleList(
            Layer(weights, place, rank if place >= self.first else 0) for place in range(LAYERS)
        )
        self.heads = Heads(count, dropout)

    def forward(self, ids: Tensor, segments: Segments) -> tuple[Tensor, Tensor, Tensor]:
        """Logits: (segments, patterns), (segments, patterns, holders), (segments, patterns, statuses)."""
        with torch.no_grad():
            value, bias = self.embed(ids)
            for layer in self.layers[: self.first]:
                value = layer(value, bias)
        for layer in self.layers[self.first :]:
            value = layer(value, bias)
        return self.heads(value.float(), segments)  # type: ignore[no-any-return]

    def find_bias(self, real: Tensor) -> Tensor:
        """What every layer adds to its attention: nearness, and a wall before padding."""
        steps = torch.arange(real.shape[1])
        bias = self.near[:, steps[None, :] - steps[:, None] + LONGEST - 1][None]
        return bias.masked_fill(~real[:, None, None, :], -1e9).to(HALF)

    def embed(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Token vectors before the first layer, and what every layer adds to its attention."""
        places = torch.arange(ids.shape[1]) + FIRST_POSITION
        return self.norm((self.words(ids) + self.places(places)).to(HALF)), self.find_bias(ids != PAD)

    def export_adapters(self) -> dict[str, Array]:
        """All adapters, named after the weights that they change."""
        arrays: dict[str, Array] = {}
        for layer in self.layers[self.first :]:
            for part in PARTS:
                arrays |= getattr(layer, part).export()
        return arrays
