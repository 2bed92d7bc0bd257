"""The documents mention every route, every setting and every verb."""

from __future__ import annotations

import re
from collections.abc import Collection

from drf_spectacular.generators import SchemaGenerator

from tests.house import files

API = (files.ROOT / "docs/api.md").read_text()
OPERATING = (files.ROOT / "docs/operating.md").read_text()
MAKEFILE = (files.ROOT / "Makefile").read_text()
SETTING = re.compile(r"\bHOLDFAST_[A-Z_]*[A-Z]\b")
ROUTE = re.compile(r"/api/v1/[^\s`?)]*")
VARIABLE = re.compile(r"\{[^}]*\}|\d{4}-W\d\d")


def shapes(routes: Collection[str]) -> set[str]:
    """Routes with every variable part written the same way."""
    return {VARIABLE.sub("{}", route) for route in routes}


def unmentioned(routes: Collection[str], page: str) -> list[str]:
    """Routes that the page does not show."""
    return sorted(shapes(routes) - shapes(ROUTE.findall(page)))


def settings_in(text: str) -> set[str]:
    """The names of settings; the _FILE form of a secret belongs to the secret."""
    return {name.removesuffix("_FILE") for name in SETTING.findall(text)}


def test_every_route_is_on_the_page_of_the_interface() -> None:
    schema = SchemaGenerator().get_schema(request=None, public=True)
    assert unmentioned(schema["paths"], API) == []


def test_a_route_that_is_not_on_the_page_is_named() -> None:
    page = "`GET /api/v1/entries/{id}/` and `GET /api/v1/insights/weeks/2026-W47/`"
    routes = ["/api/v1/entries/{uid}/", "/api/v1/insights/weeks/{week}/", "/api/v1/entries/"]
    assert unmentioned(routes, page) == ["/api/v1/entries/"]


def test_every_setting_is_on_the_page_of_operation_and_none_that_is_not_read() -> None:
    code = [*files.python(*files.PACKAGES, "tests"), *(source for source in files.texts() if source.path == "Makefile")]
    assert settings_in(OPERATING) == set().union(*(settings_in(source.text) for source in code))


def test_the_file_form_of_a_secret_counts_as_the_secret() -> None:
    assert settings_in("HOLDFAST_ROOT_KEY_FILE, HOLDFAST_VAR.") == {"HOLDFAST_ROOT_KEY", "HOLDFAST_VAR"}


def test_every_verb_of_the_makefile_is_on_the_page_of_operation() -> None:
    verbs = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)
    assert [verb for verb in verbs if f"`make {verb}`" not in OPERATING] == []


def test_the_makefile_has_fewer_than_60_lines() -> None:
    assert len(MAKEFILE.splitlines()) < 60
