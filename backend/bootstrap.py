"""From a bare Python 3.11 to a checkout that can run: `python3 -I backend/bootstrap.py VERB`.

Standard library only, since nothing else is there yet. Each step is skipped when a digest of its inputs says that
its result is still right. Everything is written inside the checkout, but for the language model, which has a cache of
its own. VERB is run, demo, test, check, bench, score, train, model or prepare; what follows it is handed on.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
PYTHON = ROOT / ".venv" / "bin" / "python"
UV_VERSION, OLDEST_UV = "0.13.9", (0, 9)
AGAIN = "Run the same command again: it goes on with this step."
HANDOVER = 15.0  # seconds that a killed Holdfast may need to be gone
NETWORK = f"Is the network there, and does the package index answer? {AGAIN}"
ASIDE = {"node_modules", "dist", "__pycache__", "tests", "coverage", ".svelte-kit"}
# Tools that need more than the application itself.
DEVELOPER = {"test", "check", "bench", "score", "train"}
PROGRAMS = {
    "run": ["-m", "backend.launcher"],
    "demo": ["manage.py", "demo"],
    "test": ["-m", "tests.everything"],
    "check": ["-m", "tests.everything", "rules"],
    "bench": ["-m", "bench"],
    "score": ["-m", "patterns.training.score"],
    "train": ["-m", "patterns.training"],
}


class Failed(Exception):
    """A step that did not work: which, why, what to do."""

    def __init__(self, step: str, why: str, remedy: str) -> None:
        super().__init__(f"\nThis step did not work: {step}\n  Why: {why}\n  What to do: {remedy}")


# -- what is already right ------------------------------------------------------------------------------------------


def digest(paths: Iterable[Path], *facts: str) -> str:
    """One digest of files (folders: all files in them but build results) and of facts such as a version."""
    files = [file for path in paths for file in ([path] if path.is_file() else _inside(path))]
    content = hashlib.sha256("\0".join(facts).encode())
    for file in sorted(files):
        content.update(f"\0{file}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return content.hexdigest()


def _inside(folder: Path) -> Iterable[Path]:
    for path, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in ASIDE]
        yield from (Path(path) / name for name in names)


def is_done(name: str, value: str, result: Path) -> bool:
    """Whether this step ended well with these inputs, and its result is still there."""
    stamp = TOOLS / "stamps" / name
    return result.exists() and stamp.is_file() and stamp.read_text() == value


def note_done(name: str, value: str) -> None:
    (TOOLS / "stamps").mkdir(parents=True, exist_ok=True)
    (TOOLS / "stamps" / name).write_text(value)


# -- doing ----------------------------------------------------------------------------------------------------------


def say(words: str) -> None:
    print(words, flush=True)


def timed(step: str, work: Callable[[], bool]) -> None:
    """Runs a step and says how long it took, or nothing when there was nothing to do (`work` returns False)."""
    began = time.monotonic()
    if work():
        say(f"  {step}: {time.monotonic() - began:.1f} s")


def call(step: str, command: list[str | Path], remedy: str = AGAIN, folder: Path = ROOT) -> None:
    """Runs a program, its output in a log of its own; now and then its last line is repeated as progress."""
    log = TOOLS / "log" / (re.sub(r"\W+", "-", step).strip("-").lower() + ".log")
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "wb") as output:
        child = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            cwd=folder, env=environment(),
        )  # fmt: skip
    began, shown = time.monotonic(), ""
    while True:
        try:
            status = child.wait(5)
            break
        except subprocess.TimeoutExpired:
            line = last_lines(log, 1)
            if line and line != shown:
                say(f"    … {step}, {time.monotonic() - began:.0f} s: {line}")
                shown = line
    if status != 0:
        raise Failed(step, f"`{Path(str(command[0])).name}` ended with {status}:\n{last_lines(log, 25)}", remedy)


def last_lines(log: Path, count: int) -> str:
    text = log.read_text(errors="replace").replace("\r", "\n")
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return "\n".join(line[:200] for line in lines[-count:])


def environment() -> dict[str, str]:
    """The caller's environment, with our tools first on PATH and every cache kept inside the checkout."""
    values = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONHOME"}}
    values["PATH"] = os.pathsep.join([str(PYTHON.parent), values.get("PATH", os.defpath)])
    values.setdefault("UV_CACHE_DIR", str(TOOLS / "uv-cache"))
    values.setdefault("npm_config_cache", str(TOOLS / "npm-cache"))
    values |= {"UV_PROJECT_ENVIRONMENT": str(PYTHON.parent.parent), "UV_PYTHON_DOWNLOADS": "never"}
    values |= {"PIP_REQUIRE_VIRTUALENV": "0", "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
    values["ORT_DISABLE_TELEMETRY"] = "1"  # see backend/launcher.py
    return values


# -- the steps ------------------------------------------------------------------------------------------------------


def find_uv() -> Path | None:
    """A uv that is new enough: ours, else the machine's."""
    for found in (TOOLS / "uv" / "bin" / "uv", shutil.which("uv")):
        if found and Path(found).exists():
            answer = subprocess.run([str(found), "--version"], capture_output=True, text=True, check=False)
            version = re.match(r"uv (\d+)\.(\d+)", answer.stdout)
            if answer.returncode == 0 and version and (int(version[1]), int(version[2])) >= OLDEST_UV:
                return Path(found)
    return None


def install_uv() -> bool:
    """Installs uv into the checkout: by pip (to a target folder, which also an externally managed one may) or venv."""
    if find_uv():
        return False
    new = TOOLS / "uv.new"
    shutil.rmtree(new, ignore_errors=True)
    asked: list[str | Path] = ["--quiet", "--disable-pip-version-check", "--no-input", f"uv=={UV_VERSION}"]
    if _has("pip"):
        call("installer uv", [sys.executable, "-m", "pip", "install", "--no-user", "--target", new, *asked], NETWORK)
    elif _has("venv") and _has("ensurepip"):
        call("tools for the installer", [sys.executable, "-m", "venv", new])
        call("installer uv", [new / "bin" / "python", "-m", "pip", "install", *asked], NETWORK)
    else:
        why = "this Python has neither pip nor venv."
        raise Failed("installer uv", why, "Install uv, pip or venv; on Debian or Ubuntu: apt-get install python3-pip")
    shutil.rmtree(TOOLS / "uv", ignore_errors=True)
    new.rename(TOOLS / "uv")
    return True


def _has(module: str) -> bool:
    tried = subprocess.run([sys.executable, "-m", module, "--help"], capture_output=True, check=False)
    return tried.returncode == 0


def sync_packages(developer: bool) -> bool:
    """The packages of uv.lock in .venv. What a developer has more is left alone by a later `make run`."""
    value = digest([ROOT / "pyproject.toml", ROOT / "uv.lock"], sys.version)
    if is_done("packages-developer", value, PYTHON) or (not developer and is_done("packages", value, PYTHON)):
        return False
    command = [find_uv() or "uv", "sync", "--frozen", "--inexact", "--compile-bytecode", "--python", sys.executable]
    call("Python packages", [*command, *(["--group", "dev"] if developer else [])], NETWORK)
    note_done("packages-developer" if developer else "packages", value)
    return True


def install_node_packages() -> bool:
    folder = ROOT / "frontend"
    value = digest([folder / "package.json", folder / "package-lock.json"])
    if is_done("node-packages", value, folder / "node_modules"):
        return False
    call("phone app, packages", ["npm", "ci", "--no-progress"], NETWORK, folder)
    note_done("node-packages", value)
    return True


def build_frontend() -> bool:
    folder = ROOT / "frontend"
    value = digest([folder])
    if is_done("frontend", value, folder / "dist" / "index.html"):
        return False
    call("phone app, build", ["npm", "run", "build"], folder=folder)
    call("phone app, compression", [PYTHON, "-m", "whitenoise.compress", "--quiet", folder / "dist"])
    note_done("frontend", value)
    return True


def build_model() -> bool:
    """Fetches, checks and builds the language model, or finds it in the user's cache."""
    os.environ["HOLDFAST_UV"] = str(find_uv())
    call("language model", [PYTHON, "-m", "patterns.building"], NETWORK)
    return True


def prepare(developer: bool, model_alone: bool) -> None:
    """All steps; the front end and the model, which do not need each other, at the same time."""
    with open(TOOLS / "lock", "w") as lock:
        if not _locks(lock.fileno()):
            say("  another make prepares this checkout; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        timed("installer uv", install_uv)
        timed("Python packages", lambda: sync_packages(developer))
        with ThreadPoolExecutor(1) as beside:
            model = beside.submit(timed, "language model", build_model)
            if not model_alone:
                timed("phone app, packages", install_node_packages)
                timed("phone app, build", build_frontend)
            model.result()


def _locks(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


# -- before anything is changed --------------------------------------------------------------------------------------


def _holder(lock: Path) -> dict[str, object] | None:
    """Who holds the launcher's lock, None when nobody does."""
    with open(lock) as held:
        if _locks(held.fileno()):
            return None
        owner: dict[str, object] = json.loads(held.read() or '{"pid": 0}')
        return owner


def check_place() -> None:
    """Refuses early, with words, what the launcher would refuse late: a second start here, a port that is taken."""
    lock = Path(os.environ.get("HOLDFAST_VAR") or ROOT / "var") / "launcher.lock"
    deadline = time.monotonic() + HANDOVER
    while lock.exists() and (owner := _holder(lock)):
        if Path(f"/proc/{owner.get('pid')}").exists() or time.monotonic() > deadline:
            why = f"it runs already: process {owner.get('pid')}, {owner.get('address')}"
            raise Failed("start Holdfast", why, "Use that one, or stop it first (Ctrl-C in its terminal).")
        time.sleep(0.2)
    wanted = os.environ.get("PORT") or "8000"
    if not wanted.isdigit() or int(wanted) > 65535:
        raise Failed("start Holdfast", f"PORT is {wanted!r}.", "Give a number from 1 to 65535, or 0 for any free port.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(wanted)))
        except OSError as problem:
            why = f"port {wanted} cannot be used: {problem.strerror}."
            raise Failed(
                "start Holdfast", why, "Stop the other program, or choose another: make run PORT=8001"
            ) from None


def main(arguments: list[str]) -> None:
    """Prepares the checkout, then becomes the program of the verb."""
    began = time.time()
    verb, *rest = arguments
    if sys.version_info[:2] != (3, 11):
        raise Failed("find Python", f"this is Python {sys.version.split()[0]}.", "Run it with Python 3.11.")
    if verb == "run":
        check_place()
    TOOLS.mkdir(exist_ok=True)
    say("Holdfast: preparing this checkout (the first time takes some minutes)")
    prepare(verb in DEVELOPER, verb == "model")
    say(f"Prepared in {time.time() - began:.1f} s.")
    if verb in PROGRAMS:
        since = ["--since", str(began)] if verb == "run" else []
        os.chdir(ROOT)
        os.execve(PYTHON, [str(PYTHON), *PROGRAMS[verb], *since, *rest], environment())


if __name__ == "__main__":
    threading.excepthook = lambda _: None
    try:
        main(sys.argv[1:] or ["prepare"])
    except Failed as failure:
        sys.exit(str(failure))
    except KeyboardInterrupt:
        sys.exit(f"\nStopped. {AGAIN}")
