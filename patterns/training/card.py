"""The figures of `docs/tagger.md` from a scoreboard, so that nobody copies them by hand."""

import re
from collections.abc import Mapping
from pathlib import Path

from patterns.training.figures import Figures
from patterns.vocabulary import STATUSES

CARD = Path(__file__).parents[2] / "docs" / "tagger.md"
PLACE = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)
COLUMNS = {
    "single sentences, new voices": "sentences, new voices",
    "single sentences, familiar voices": "sentences, familiar voices",
    "whole entries, new voices": "entries, new voices",
    "whole entries, familiar voices": "entries, familiar voices",
}
ROWS = {
    "texts": "texts",
    "pattern macro-F1": "pattern macro-F1",
    "pattern micro-F1": "pattern micro-F1",
    "kappa": "kappa, mean over patterns",
    "family F1": "family F1",
    "anxious and avoidant mixed up": "anxious and avoidant mixed up",
    "texts without a pattern": "texts without a pattern",
    "of these, with something insecure of the writer": "of these, with something insecure of the writer",
    "holder right": "holder right",
    **{f"{name} F1": f"F1 of {name}" for name in ("self", "partner", "other")},
    "status macro-F1": "status macro-F1",
    **{f"{name} F1": f"F1 of {name}" for name in STATUSES},
    "span recall": "words: span recall",
    "span precision": "words: span precision",
}
SHARES = {"anxious and avoidant mixed up", "of these, with something insecure of the writer"}
MOST = 6


def tell(figure: str, figures: Figures) -> str:
    """One figure as the card shows it; a dash where there was nothing to measure."""
    value = figures.get(figure)
    if value is None:
        return "–"
    return f"{100 * value:.1f} %" if figure in SHARES else f"{value:.2f}" if isinstance(value, float) else str(value)


def draw_table(board: Mapping[str, Figures], slices: Mapping[str, str]) -> str:
    """Slices side by side, figure by figure."""
    lines = ["| | " + " | ".join(slices.values()) + " |", "|---" * (len(slices) + 1) + "|"]
    lines += [
        f"| {name} | " + " | ".join(tell(figure, board[one]) for one in slices) + " |" for figure, name in ROWS.items()
    ]
    return "\n".join(lines)


def draw_figures(board: Mapping[str, Figures]) -> str:
    """All figures of a board, in Markdown."""
    voices = {name: f"`{name.strip()}`" for name in board if name.startswith("  told_")}
    both = board["whole entries with two readers"]
    met, beside = (
        [f"{both[f'{name} F1 {what}']:.2f}" for name in ("family", "pattern")]
        for what in ("where both agree", "of the second beside the first")
    )
    quiet, agreement = board["neutral texts"], board["a second reader beside the authors"]
    looks, calm = (f"{100 * quiet[name]:.1f} %" for name in quiet if "insecure" in name)
    alone, company = board["calibration of the model"].values()
    each = sorted(board["each pattern in single sentences, F1"].items(), key=lambda item: -item[1])
    best, worst = (
        ", ".join(f"{name} {value:.2f}" for name, value in some) for some in (each[:MOST], each[::-1][:MOST])
    )
    systems = "\n".join(f"| {name} | {v:.2f} |" for name, v in board["single sentences, pattern macro-F1"].items())
    return f"""{draw_table(board, COLUMNS)}

Of the new voices, those whose authors wrote first and labelled afterwards (they are in the columns above too):

{draw_table(board, voices)}

Those {both["texts"]} entries were labelled again, blind, by a second reader, who marked half as many places again as
their authors. Where both agree: family F1 {met[0]}, pattern F1 {met[1]} (the second reader beside the authors, over
everything: {beside[0]} and {beside[1]}).

Neutral texts, {quiet["all neutral texts"]} in all: {calm} get something insecure of the writer; of
{quiet["look-alikes (never learned from)"]} look-alikes that nothing was learned from ("I rang the plumber five times")
{looks}. Expected calibration error of scores above 0.2: {alone:.3f} in sentences alone, {company:.3f} in entries.

| system, pattern macro-F1 in the same single sentences | |
|---|---|
{systems}

Best in single sentences: {best}. Worst: {worst}. A second reader beside the authors, on {agreement["texts"]}
sentences: macro-F1 {agreement["pattern macro-F1"]:.2f}, holder {agreement["holder right"]:.3f},
status {agreement["status macro-F1"]:.2f}.
"""


def write(board: Mapping[str, Figures]) -> None:
    """Puts a board's figures between the marks of the card."""
    text = CARD.read_text("utf-8")
    if not PLACE.search(text):
        raise ValueError(f"{CARD.name} has no place for figures")
    CARD.write_text(PLACE.sub(lambda _: draw_figures(board), text), "utf-8")
