"""A refusal that a verb gives, whatever door it was asked through."""

import msgspec


class Refusal(Exception):
    """Something given that can never be kept: a stable code, words for a person, the field that is wrong."""

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(code)
        self.code, self.message, self.field = code, message, field


def explain(problem: Exception) -> tuple[str, str | None]:
    """What msgspec found wrong, in words, and the field. It names the place after the last ` - at `; the one value that
    it would quote, one that is not among those known, is left out: it may be somebody's words."""
    message, _, place = str(problem).rpartition(" - at ") if " - at " in str(problem) else (str(problem), "", "")
    if message.startswith("Invalid enum value"):
        message = "This value is not one of those known"
    field = place.strip("`").removeprefix("key in ").removeprefix("$").lstrip(".").partition("[")[0]
    return f"{message}.", field or None


def refusal_of(problem: msgspec.ValidationError) -> Refusal:
    """A failed validation as a refusal."""
    return Refusal("invalid", *explain(problem))
