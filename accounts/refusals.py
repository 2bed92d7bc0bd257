"""A refusal that a verb gives, whatever door it was asked through."""

import msgspec


class Refusal(Exception):
    """Something given that can never be kept: a stable code, words for a person, the field that is wrong."""

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(code)
        self.code, self.message, self.field = code, message, field


def explain(problem: Exception) -> tuple[str, str | None]:
    """What msgspec found wrong, in words, and the field. It names the place after ` - at ` and never quotes a value."""
    message, _, place = str(problem).partition(" - at ")
    field = place.strip("`").removeprefix("key in ").removeprefix("$").lstrip(".").partition("[")[0]
    return f"{message}.", field or None


def refusal_of(problem: msgspec.ValidationError) -> Refusal:
    """A failed validation as a refusal."""
    return Refusal("invalid", *explain(problem))
