"""The floor: the least that Django, the REST framework and SQLite must do to keep or list one row. Not the product."""

READER, WRITER = "r" * 40, "w" * 40
