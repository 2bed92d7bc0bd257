"""Files and functions stay short, imports stand at the top, everything is annotated (aesthetics, section 8)."""

from __future__ import annotations

from tests.house import budgets, files
from tests.house.files import Source

APPLICATION = files.python(*files.PACKAGES)
TESTS = files.python("tests")
FRONTEND = [
    source
    for source in files.texts()
    if source.path.startswith("frontend/") and source.path.endswith((".ts", ".mjs", ".js", ".svelte", ".css"))
]
GENERATED = {"frontend/src/data/schema.d.ts"}  # from the OpenAPI document, by frontend/tools/types.mjs


def function_of(lines: int) -> Source:
    return Source("planted.py", "def long() -> None:\n" + "    pass\n" * (lines - 1))


def test_the_rules_see_the_code() -> None:
    assert {source.path.split("/")[0] for source in APPLICATION} >= {"backend", "accounts", "journal", "patterns"}
    assert any(source.path == "frontend/src/sw.ts" for source in FRONTEND)


def test_no_file_has_more_than_300_lines() -> None:
    written = [source for source in FRONTEND if source.path not in GENERATED]
    assert budgets.too_long([*APPLICATION, *TESTS, *written], 300) == []


def test_a_file_of_301_lines_is_named() -> None:
    assert budgets.too_long([Source("a.py", "x\n" * 300), Source("b.py", "x\n" * 301)], 300) == ["b.py: 301 lines"]


def test_no_component_has_more_than_250_lines() -> None:
    assert budgets.too_long([source for source in FRONTEND if source.path.endswith(".svelte")], 250) == []


def test_the_service_worker_has_at_most_100_lines() -> None:
    assert budgets.too_long([source for source in FRONTEND if source.path == "frontend/src/sw.ts"], 100) == []


def test_no_function_has_more_than_50_lines_and_95_of_100_have_at_most_26() -> None:
    lengths = budgets.lengths(APPLICATION)
    assert [length for length in lengths if length.lines > 50] == []
    assert budgets.percentile(lengths, 0.95) <= 26


def test_no_test_has_more_than_40_lines_and_no_journey_more_than_50() -> None:
    journeys = [source for source in TESTS if source.path.startswith("tests/journeys/")]
    others = [source for source in TESTS if source not in journeys]
    assert [length for length in budgets.lengths(others) if length.lines > 40] == []
    assert [length for length in budgets.lengths(journeys) if length.lines > 50] == []


def test_the_length_of_a_function_is_measured_from_its_name_to_its_end() -> None:
    assert budgets.lengths([function_of(51)]) == [budgets.Length(51, "planted.py:1 long")]
    assert budgets.percentile(budgets.lengths([function_of(5)] * 9 + [function_of(40)] * 1), 0.95) == 40


def test_imports_stand_at_the_top() -> None:
    assert [found for source in [*APPLICATION, *TESTS] for found in budgets.inner_imports(source)] == []


def test_an_import_inside_a_function_is_named_but_not_that_of_ready() -> None:
    text = "def ready() -> None:\n    import os\n"
    assert budgets.inner_imports(Source("a/entries.py", text)) == ["a/entries.py:2 in ready"]
    assert budgets.inner_imports(Source("a/apps.py", text)) == []


def test_every_function_is_annotated() -> None:
    assert [found for source in [*APPLICATION, *TESTS] for found in budgets.unannotated(source)] == []


def test_a_bare_parameter_and_a_bare_result_are_named() -> None:
    source = Source("a.py", "def one(self, x) -> int: ...\ndef two(*, y: int): ...\n")
    assert budgets.unannotated(source) == ["a.py:1 one ['x']", "a.py:2 two returns"]
