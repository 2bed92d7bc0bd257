"""How alike two sentences of one pattern are, beyond the pattern itself.

The reader's vectors are drawn so that sentences of one pattern lie together: "asked Mum about her tablets again" is
near "asked him again if we are okay". What is common to a pattern is therefore taken out: the mean vector of a few
sentences that tell it as most people do (`typical.toml`). What is left tells one person's kinds of sentence apart.
"""

import hashlib
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

TYPICAL: Final = Path(__file__).parent / "typical.toml"
Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]


class Likeness:
    """`embed` gives unit vectors; `engine` names it. `version` changes when vectors of before cannot be compared."""

    def __init__(self, embed: Embed, engine: str) -> None:
        self._embed = embed
        self._common: dict[str, Vectors] = {}
        self.version = f"{engine}-t{_digest()}"

    def place(self, pattern: str, sentences: Sequence[str]) -> Vectors:
        """A vector of length 1 for each sentence, (sentences, width); only those of one pattern can be compared.

        Raises KeyError for a pattern that is not known.
        """
        if pattern not in self._common:
            self._common[pattern] = self._embed(_typical()[pattern]).mean(0)
        apart = self._embed(sentences) - self._common[pattern]
        length = np.linalg.norm(apart, axis=-1, keepdims=True)
        return np.asarray(apart / np.maximum(length, np.finfo(np.float32).tiny), np.float32)


@cache
def _typical() -> dict[str, list[str]]:
    return tomllib.loads(TYPICAL.read_text("utf-8"))


@cache
def _digest() -> str:
    return hashlib.sha256(TYPICAL.read_bytes()).hexdigest()[:8]


def pack(vector: Vectors) -> bytes:
    """One vector as whole numbers of 8 bits; its length is lost."""
    largest = float(np.abs(vector).max()) or 1.0
    whole: NDArray[np.int8] = np.rint(vector / largest * 127).astype(np.int8)
    return whole.tobytes()


def compare(vector: Vectors, packed: Sequence[bytes]) -> list[float]:
    """The cosine of `vector` (of length 1) to each of the packed ones."""
    return [float(_unpack(one, len(vector)) @ vector) for one in packed]


def _unpack(packed: bytes, width: int) -> Vectors:
    """The vector of length 1 that was packed; one of another width is unlike everything."""
    vector = np.frombuffer(packed, np.int8).astype(np.float32)
    if len(vector) != width:
        return np.zeros(width, np.float32)
    return np.asarray(vector / (float(np.linalg.norm(vector)) or 1.0), np.float32)
