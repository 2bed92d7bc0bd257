#!/bin/sh
# From the corpus to the shipped adapters and heads. PyTorch goes into an environment of its own, never into .venv.
set -eu
cd "$(dirname "$0")/../.."
python=${HOLDFAST_PYTHON:-.venv/bin/python}
if [ ! -x .venv-train/bin/python ]; then
  "$python" -m venv .venv-train
  .venv-train/bin/python -m pip install --quiet torch==2.13.0 numpy onnx onnxruntime safetensors tokenizers
fi
.venv-train/bin/python -m patterns.training
"$python" -m patterns.building
exec "$python" -m patterns.training.score
