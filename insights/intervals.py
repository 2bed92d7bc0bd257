"""How sure a count is."""

from math import sqrt

Z = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The Wilson 95 % interval of `hits` out of `of`, as shares from 0 to 1 (Wilson 1927; domain.md B.5 rule 1).

    Without any trial nothing is known: 0 to 1. Raises ValueError when `hits` is not within 0…`of`.
    """
    if not 0 <= hits <= of:
        raise ValueError("hits lie between 0 and the number of trials")
    if of == 0:
        return 0.0, 1.0
    share, spread = hits / of, Z * Z / of
    centre = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    # At the ends the formula is exactly 0 or 1; floating point misses it by a hair.
    low = 0.0 if hits == 0 else centre - half
    high = 1.0 if hits == of else centre + half
    return low, high
