"""A tag and a reading that contradict themselves cannot be made."""

from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

from patterns.values import Reading, Tag

TAG = Tag(
    pattern="withdrawal",
    family="avoidant",
    holder="partner",
    status="enacted",
    start=4,
    end=8,
    quote="cold",
    confidence=0.75,
    why="They went quiet or pulled back.",
)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"pattern": "coldness"}, "unknown or of another family"),
        ({"family": "anxious"}, "unknown or of another family"),
        ({"holder": "both"}, "holder or the status"),
        ({"status": "done"}, "holder or the status"),
        ({"pattern": "self_soothing", "family": "secure", "status": "resisted"}, "never resisted"),
        ({"start": -1, "end": 3}, "fill its span"),
        ({"start": 4, "end": 4, "quote": ""}, "fill its span"),
        ({"quote": "colder"}, "fill its span"),
        ({"confidence": 1.01}, "no probability"),
        ({"confidence": float("nan")}, "no probability"),
        ({"why": ""}, "needs its sentence"),
    ],
)
def test_a_wrong_tag_is_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(TAG, **wrong)


def test_a_tag_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        TAG.holder = "self"  # type: ignore[misc]


def test_a_reading_holds_its_tags_in_order() -> None:
    later = replace(TAG, start=20, end=24)
    assert Reading((TAG, later), "e", "en", None).tags == (TAG, later)
    with pytest.raises(ValueError, match="ordered"):
        Reading((later, TAG), "e", "en", None)


@pytest.mark.parametrize("skipped", ["no_words", "language"])
def test_a_skipped_text_has_no_tags(skipped: str) -> None:
    assert Reading((), "e", "und", skipped).skipped == skipped
    with pytest.raises(ValueError, match="skipped text"):
        Reading((TAG,), "e", "und", skipped)


def test_a_reason_to_skip_is_a_known_one() -> None:
    with pytest.raises(ValueError, match="skipped text"):
        Reading((), "e", "und", "tired")
