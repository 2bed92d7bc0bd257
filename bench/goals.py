"""The goals, and how their figures are laid out for reading."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import msgspec

from bench.load import Burst


class Row(msgspec.Struct, frozen=True):
    """One goal: what must hold, what was measured, and, where there is a floor, the two ratios to it."""

    goal: str
    must: str
    measured: str
    floor: str = ""
    p50_ratio: float | None = None
    cpu_ratio: float | None = None
    met: bool | None = None  # None: reported without a goal


class Pair(msgspec.Struct, frozen=True):
    """Rounds of the same length, the floor's and the product's taken in turn."""

    floor: Sequence[Burst]
    product: Sequence[Burst]

    @property
    def p50_ratio(self) -> float:
        """Median over the rounds of p50 ÷ the floor's p50 of the same round: noise that lasts hits both."""
        return statistics.median(
            ours.p50_ms / theirs.p50_ms for theirs, ours in zip(self.floor, self.product, strict=True)
        )

    @property
    def cpu_ratio(self) -> float:
        return cpu_ms(self.product) / cpu_ms(self.floor)


def p50_ms(bursts: Sequence[Burst]) -> float:
    return statistics.median(burst.p50_ms for burst in bursts)


def cpu_ms(bursts: Sequence[Burst]) -> float:
    return statistics.fmean(burst.cpu_ms for burst in bursts)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def against_floor(goal: str, limit: float | None, pair: Pair) -> Row:
    """A row that is met when both ratios stay within `limit`; with no limit it is only reported."""
    return Row(
        goal=goal,
        must=f"≤ {limit:g} × floor" if limit else "—",
        measured=f"{p50_ms(pair.product):.2f} ms, CPU {cpu_ms(pair.product):.2f} ms",
        floor=f"{p50_ms(pair.floor):.2f} ms, CPU {cpu_ms(pair.floor):.2f} ms",
        p50_ratio=round(pair.p50_ratio, 2),
        cpu_ratio=round(pair.cpu_ratio, 2),
        met=max(pair.p50_ratio, pair.cpu_ratio) <= limit if limit else None,
    )


def within(goal: str, limit: float, measured: float, unit: str, detail: str = "") -> Row:
    """A row with an absolute limit in `unit`."""
    shown = f"{measured:.2f}" if measured < 10 else f"{measured:.0f}"
    text = f"{shown} {unit}" + (f" ({detail})" if detail else "")
    return Row(goal=goal, must=f"≤ {limit:g} {unit}", measured=text, met=measured <= limit)


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table with aligned columns."""
    cells = [["goal", "must", "measured", "floor", "p50 ÷", "CPU ÷", "met"]]
    cells += [
        [row.goal, row.must, row.measured, row.floor, _ratio(row.p50_ratio), _ratio(row.cpu_ratio), _met(row.met)]
        for row in rows
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _met(met: bool | None) -> str:
    return "" if met is None else "yes" if met else "NO"
