"""The behaviours as the journal's readers see them: the vocabulary of `patterns`, passed on."""

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

__all__ = ["DEFINITIONS", "FAMILIES", "FAMILY_OF", "HOLDERS", "INSECURE", "NAMES", "PATTERNS", "SECURE", "STATUSES"]
