"""The built model: drawn from pinned parts, the same bytes each time, whole or not there at all."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from patterns import building, network, shelf, weights


@pytest.fixture(scope="session")
def base() -> Path:
    """The base weights, from the user's cache or fetched."""
    return weights.fetch()


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A copy of the parts that the repository ships."""
    return Path(shutil.copytree(shelf.SHIPPED, tmp_path / "parts"))


@pytest.fixture
def cache(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own that holds the base weights and no built model."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place = shelf.find_base()
    place.mkdir(parents=True)
    for name in shelf.BASE_FILES:
        (place / name).symlink_to(base / name)
    return place


def test_weights_are_rounded_with_one_scale_for_each_output() -> None:
    rounded, scale = network.round_rows(np.array([[6.3, -3.12, 0.04], [0.0, 0.0, 0.0], [0.63, 0.1, -0.63]], np.float32))
    assert rounded.tolist() == [[63, -31, 0], [0, 0, 0], [63, 10, -63]]
    assert scale.tolist() == pytest.approx([0.1, 1.0, 0.01])


def test_pairs_of_products_fit_into_sixteen_bits() -> None:
    assert 2 * 255 * network.WEIGHT_STEPS <= 2**15 - 1
    assert network.ZERO + network.VALUE_STEPS == 255


def test_distances_share_buckets_the_farther_they_are() -> None:
    buckets = network.bucket_distances()
    middle = network.LONGEST - 1
    near = [buckets[middle + step].item() for step in (-3, -1, 0, 1, 3)]
    far = [buckets[middle + step].item() for step in (-200, -100, -8, 8, 100, 200)]
    assert near == [3, 1, 0, 17, 19]
    assert far == [15, 15, 8, 24, 31, 31]


def test_an_adapter_adds_its_product_to_the_weight_that_it_names() -> None:
    base = {"a": np.eye(2, dtype=np.float32), "b": np.eye(2, dtype=np.float32)}
    up, down = np.array([[1.0], [2.0]], np.float16), np.array([[3.0, 4.0]], np.float16)
    building.add_adapters(base, {"a.up": up, "a.down": down})
    assert base["a"].tolist() == [[4.0, 4.0], [6.0, 9.0]]
    assert base["b"].tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_an_adapter_for_an_unknown_weight_is_an_error() -> None:
    with pytest.raises(KeyError):
        building.add_adapters({}, {"a.up": np.ones((1, 1)), "a.down": np.ones((1, 1))})


def test_every_shipped_byte_changes_the_version(shipped: Path) -> None:
    before = shelf.name_version(shipped)
    card = json.loads((shipped / shelf.CARD).read_bytes())
    card["thresholds"][0] += 0.001
    (shipped / shelf.CARD).write_text(json.dumps(card))
    assert before == shelf.name_version() != shelf.name_version(shipped)


def test_what_the_repository_ships_stays_small() -> None:
    assert sum(path.stat().st_size for path in shelf.SHIPPED.iterdir()) < 20 * 2**20


def test_the_same_parts_give_the_same_model(base: Path, cache: Path) -> None:
    first = shelf.read_manifest(building.build(base))
    shutil.rmtree(shelf.find_built())
    assert shelf.read_manifest(building.build(base)) == first


def test_a_damaged_model_is_built_again(base: Path, cache: Path) -> None:
    folder = building.build(base)
    whole = shelf.hash_file(folder / "encoder.onnx")
    with (folder / "encoder.onnx").open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"damage")
    assert not building.is_whole(folder)
    building.build(base)
    assert shelf.hash_file(folder / "encoder.onnx") == whole


def test_two_processes_build_one_whole_model_and_leave_nothing_else(cache: Path) -> None:
    command = [sys.executable, "-m", "patterns.building"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [run.communicate(timeout=120)[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    assert building.is_whole(shelf.find_built())
    assert sorted(path.name for path in shelf.find_built().parent.iterdir()) == [".lock", shelf.name_version()]


def test_a_second_run_only_checks(cache: Path, base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    building.build(base)
    assert building.main() == 0
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == ["language model, checked"]


def test_without_any_source_the_command_fails_and_says_what_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOLDFAST_MODEL_SOURCE", str(tmp_path / "gone.zip"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("HOLDFAST_UV", "/bin/false")
    assert building.main() == 1
    assert "HOLDFAST_MODEL_SOURCE" in capsys.readouterr().err


def test_building_never_needs_the_training_parts() -> None:
    script = (
        "import sys, patterns.building; "
        "sys.exit(any(name.startswith(('torch', 'patterns.training')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
