"""Building the reader's model at set-up, from the base weights and what the repository ships. No PyTorch.

`python -m patterns.building` fetches what is missing, builds, checks and says how long each step took; when the model
of this engine version is there and whole, it does nothing.
"""

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from safetensors.numpy import load_file

from patterns import network, shelf, weights
from patterns.encoder import Encoder, ModelError

PROBE = "I told her what I needed and she listened."


def add_adapters(base: dict[str, network.Array], adapters: network.Arrays) -> None:
    """Adds each adapter's product `up · down` to the weight that it names, in place; KeyError when there is none."""
    for name, up in adapters.items():
        if name.endswith(".up"):
            weight = name.removesuffix(".up")
            down = adapters[f"{weight}.down"].astype(np.float32)
            base[weight] = base[weight].astype(np.float32) + up.astype(np.float32) @ down


def read_card(shipped: Path) -> dict[str, Any]:
    """The card of the shipped parts: `patterns` in the order of the outputs, and a threshold for each."""
    card: dict[str, Any] = json.loads((shipped / shelf.CARD).read_bytes())
    return card


def write_model(base: Path, shipped: Path, folder: Path) -> None:
    """Writes encoder, heads, tokenizer and manifest into an empty folder."""
    arrays = load_file(base / "model.safetensors")
    add_adapters(arrays, load_file(shipped / "adapters.safetensors"))
    onnx.save(network.draw_encoder(arrays), folder / "encoder.onnx")
    onnx.save(network.draw_heads(load_file(shipped / "heads.safetensors")), folder / "heads.onnx")
    shutil.copyfile(base / "tokenizer.json", folder / "tokenizer.json")
    files = {name: shelf.hash_file(folder / name) for name in ("encoder.onnx", "heads.onnx", "tokenizer.json")}
    card = read_card(shipped)
    manifest = {"version": shelf.name_version(shipped), "files": files} | {
        k: card[k] for k in ("patterns", "thresholds")
    }
    (folder / shelf.MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")


def check_model(folder: Path) -> None:
    """Reads one sentence with a new model. Raises ModelError when it cannot be loaded or answers no probabilities."""
    scores = Encoder.load(folder).score([PROBE])[0]
    values = [*scores.patterns, *(value for row in (*scores.holders, *scores.statuses) for value in row)]
    if not all(0 <= value <= 1 for value in values):
        raise ModelError("The new model answers no probabilities: run `make train`.")


def is_whole(folder: Path) -> bool:
    """Whether a built model is there and equals its manifest."""
    manifest = shelf.read_manifest(folder)
    return manifest is not None and not shelf.list_damage(folder, manifest.get("files", {}))


def build(base: Path, shipped: Path = shelf.SHIPPED) -> Path:
    """Builds the model of the shipped parts and returns its folder; leaves a whole one as it is.

    Written beside its place and moved there in one step, so that a reader never sees half of it.
    """
    target = shelf.find_built(shipped)
    with weights.hold_lock(target.parent):
        if is_whole(target):
            return target
        with tempfile.TemporaryDirectory(dir=target.parent, prefix="new-") as outer:
            folder = Path(outer, "model")
            folder.mkdir()
            write_model(base, shipped, folder)
            check_model(folder)
            if target.exists():
                os.rename(target, Path(outer, "damaged"))
            os.rename(folder, target)
    return target


@contextmanager
def time_step(what: str, say: Callable[[str], None]) -> Iterator[None]:
    """Says a step's name and how many seconds it took."""
    start = time.perf_counter()
    yield
    say(f"{what}: {time.perf_counter() - start:.1f} s")


def say_line(line: str) -> None:
    """Prints at once, also into a pipe."""
    print(line, flush=True)


def main() -> int:
    """The command; 0 when a whole model is there at the end."""
    with time_step("language model, checked", say_line):
        whole = is_whole(shelf.find_built())
    if whole:
        return 0
    try:
        with time_step("base weights, fetched and checked", say_line):
            base = weights.fetch(say_line)
        with time_step("language model, built", say_line):
            build(base)
    except (weights.WeightsError, ModelError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
