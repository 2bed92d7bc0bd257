"""The behaviours as the journal's readers see them (the vocabulary of `patterns`, passed on), and what an entry may say
about the moment it was written in."""

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

# What the phone offers to say about the moment of an entry. Others are kept as well: an import brings its own.
CONTEXTS = ("contact", "conflict", "distance", "intimacy", "alone_time", "sleep")

__all__ = [
    "CONTEXTS",
    "DEFINITIONS",
    "FAMILIES",
    "FAMILY_OF",
    "HOLDERS",
    "INSECURE",
    "NAMES",
    "PATTERNS",
    "SECURE",
    "STATUSES",
]
