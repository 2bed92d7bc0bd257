"""Padding: a sealed record tells its size only in steps of 256 bytes."""

BLOCK = 256
LENGTH_BYTES = 4


def pad(raw: bytes) -> bytes:
    """`raw` with its length in front, filled with zeros to a multiple of 256 bytes."""
    framed = len(raw).to_bytes(LENGTH_BYTES, "big") + raw
    return framed + bytes(-len(framed) % BLOCK)


def unpad(padded: bytes) -> bytes:
    """What `pad` was given. Raises ValueError when `padded` was not made by it."""
    length = int.from_bytes(padded[:LENGTH_BYTES], "big")
    if len(padded) % BLOCK or len(padded) < LENGTH_BYTES + length:
        raise ValueError("not a padded record")
    return padded[LENGTH_BYTES : LENGTH_BYTES + length]
