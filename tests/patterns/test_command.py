"""`python -m patterns --jsonl`, as a program: one object a line, bad lines apart, streaming."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "patterns", "--jsonl"]


def run(text: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    given = text.encode() if isinstance(text, str) else text
    return subprocess.run(COMMAND, cwd=ROOT, input=given, capture_output=True, check=False, env=environment or None)


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_an_entry_becomes_its_tags() -> None:
    text = "I asked him again if we are okay, third time today. He went cold after dinner."
    done = run(json.dumps({"id": "1", "text": text}) + "\n")
    (answer,) = lines(done)
    assert (done.returncode, done.stderr) == (0, b"")
    assert set(answer) == {"id", "tags", "language", "skipped"}
    assert (answer["id"], answer["language"], answer["skipped"]) == ("1", "en", None)
    fields = ["pattern", "family", "holder", "status", "start", "end", "quote", "confidence"]
    assert all(list(tag) == fields for tag in answer["tags"])
    found = [(tag["pattern"], tag["family"], tag["holder"], tag["quote"]) for tag in answer["tags"]]
    assert ("reassurance_seeking", "anxious", "self", text[:51]) in found
    assert ("withdrawal", "avoidant", "partner", text[52:]) in found


def test_bad_lines_are_answered_on_their_line_and_the_rest_goes_on() -> None:
    given = [
        b'{"id": 1, "text": "Ok."}',
        b"not json",
        b"",
        b'["a list"]',
        b'{"text": "no id"}',
        b'{"id": "b", "text": 7}',
        b'{"id": true, "text": "x"}',
        b'{"id": "long", "text": "' + b"a" * 20_001 + b'"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"id": "lone", "text": "\\ud83d \\u0000 ok"}',
        b'{"id": "last", "text": ""}',
    ]
    done = run(b"\n".join(given))
    shown = [(answer["id"], answer.get("error", {}).get("code"), answer.get("skipped")) for answer in lines(done)]
    assert shown == [
        (1, None, None),
        (None, "malformed", None),
        (None, "invalid", None),
        (None, "invalid", None),
        ("b", "invalid", None),
        (None, "invalid", None),
        ("long", "too_large", None),
        (None, "malformed", None),
        (None, "malformed", None),
        ("lone", None, None),
        ("last", None, "no_words"),
    ]
    assert (done.returncode, done.stderr) == (1, b"")


def test_each_answer_comes_before_the_next_line_is_given() -> None:
    buffered = {**os.environ, "PYTHONUNBUFFERED": ""}
    with subprocess.Popen(COMMAND, cwd=ROOT, env=buffered, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for number in range(3):
            program.stdin.write(json.dumps({"id": number, "text": "Ok."}).encode() + b"\n")
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["id"] == number
        program.stdin.close()
        assert program.wait(timeout=30) == 0


def test_without_a_model_it_says_so_in_one_line_and_stops(tmp_path: Path) -> None:
    done = run('{"id": 1, "text": "Ok."}', XDG_CACHE_HOME=str(tmp_path), PATH="/usr/bin")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"patterns: The language model is not built")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("arguments", [[], ["--jsonl", "extra"], ["--nonsense"]])
def test_a_wrong_call_explains_itself(arguments: list[str]) -> None:
    done = subprocess.run([*COMMAND[:3], *arguments], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"usage: python -m patterns" in done.stderr
