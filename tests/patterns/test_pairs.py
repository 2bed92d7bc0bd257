"""Look-alikes read by the real model and the rules together: each side of each pair must win."""

from pathlib import Path

import pytest

from patterns.reader import Reader

LINES = Path(__file__).with_name("pairs.txt").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("there", "absent", "holder", "status", "text"), ROWS)
def test_the_right_one_of_two_is_found(
    reader: Reader, there: str, absent: str, holder: str, status: str, text: str
) -> None:
    tags = reader.read(text).tags
    assert (there, holder, status) in [(tag.pattern, tag.holder, tag.status) for tag in tags]
    assert absent not in [tag.pattern for tag in tags]
