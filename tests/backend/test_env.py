"""Readers of the environment: what they take, and what they refuse."""

from pathlib import Path

import pytest

from backend import env

NAME = "OF_THIS_TEST"


def test_a_secret_comes_from_the_variable_its_file_or_what_was_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made, file = tmp_path / "made", tmp_path / "file"
    assert env.secret(NAME, made) == ""
    made.write_text("made\n")
    assert env.secret(NAME, made) == "made"
    monkeypatch.setenv(NAME, "given")
    assert env.secret(NAME, made) == "given"
    file.write_text("in a file\n")
    monkeypatch.setenv(f"{NAME}_FILE", str(file))
    assert env.secret(NAME, made) == "in a file"


def test_a_secret_file_that_is_missing_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(env.Misconfigured, match=f"{NAME}_FILE"):
        env.secret(NAME, tmp_path)


@pytest.mark.parametrize(
    ("given", "found"),
    [("", ("a", "b")), ("C.example, d.example", ("c.example", "d.example")), ("none", ()), (" , ", ())],
)
def test_words_stand_between_commas_or_blanks(
    monkeypatch: pytest.MonkeyPatch, given: str, found: tuple[str, ...]
) -> None:
    monkeypatch.setenv(NAME, given)
    assert env.words(NAME, "a b") == found
