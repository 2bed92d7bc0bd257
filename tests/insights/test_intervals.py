import pytest

from insights.intervals import wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (3, 7, 0.16, 0.75),
        (6, 14, 0.21, 0.67),
        (12, 28, 0.27, 0.61),
        (0, 5, 0.0, 0.43),
        (5, 5, 0.57, 1.0),
        (1, 1, 0.21, 1.0),
    ],
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert tuple(round(bound, 2) for bound in wilson(hits, of)) == (low, high)


def test_without_a_trial_nothing_is_known() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("hits", "of"), [(-1, 3), (4, 3), (1, 0)])
def test_an_impossible_count_is_refused(hits: int, of: int) -> None:
    with pytest.raises(ValueError, match="between 0 and the number of trials"):
        wilson(hits, of)


def test_the_interval_holds_the_share_and_stays_within_bounds() -> None:
    for of in range(1, 60):
        for hits in range(of + 1):
            low, high = wilson(hits, of)
            assert 0.0 <= low <= hits / of <= high <= 1.0
