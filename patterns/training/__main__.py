"""`python -m patterns.training`: from the corpus to the parts that the repository ships, and their score.

PyTorch goes into an environment of its own, `.venv-train`, and never into the one that set-up and run time use.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLACE = ROOT / ".venv-train"
PYTHON = PLACE / "bin" / "python"
PACKAGES = ("torch==2.13.0", "numpy", "onnx", "onnxruntime", "safetensors", "tokenizers")


def run(*command: str | Path) -> None:
    """Runs one step at the root of the repository. Raises CalledProcessError when it fails."""
    subprocess.run(command, cwd=ROOT, check=True)


def prepare() -> None:
    """Makes the environment for training unless a whole one is there."""
    if not (PLACE / "whole").is_file():
        run(sys.executable, "-m", "venv", "--clear", PLACE)
        run(PYTHON, "-m", "pip", "install", "--quiet", *PACKAGES)
        (PLACE / "whole").touch()


def main() -> int:
    """The command; 0 when the new parts are written, built and scored."""
    try:
        prepare()
        run(PYTHON, "-m", "patterns.training.fitting")
        run(sys.executable, "-m", "patterns.building")
        run(sys.executable, "-m", "patterns.training.score")
    except subprocess.CalledProcessError as error:
        print(f"training stopped: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
