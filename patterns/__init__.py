"""Text in, readings out: the behaviours that a person's own words show. No Django, no network, no clock.

This file stays light (no model is loaded by importing it); the reading itself is `patterns.reader.Reader`.
"""

import os

# onnxruntime would otherwise write a device id into the user's cache folder and keep a store of telemetry there.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

from patterns.values import Reading, Tag
from patterns.vocabulary import (
    DEFINITIONS,
    FAMILIES,
    FAMILY_OF,
    HOLDERS,
    INSECURE,
    NAMES,
    PATTERNS,
    SECURE,
    STATUSES,
)

__all__ = [
    "DEFINITIONS",
    "FAMILIES",
    "FAMILY_OF",
    "HOLDERS",
    "INSECURE",
    "NAMES",
    "PATTERNS",
    "SECURE",
    "STATUSES",
    "Reading",
    "Tag",
]
