"""The OpenAPI document: shapes come from the msgspec Structs that decode and encode, so they cannot drift."""

from collections.abc import Callable
from typing import Any

import msgspec
from drf_spectacular.authentication import SessionScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter, extend_schema

_shapes: set[type[msgspec.Struct]] = set()
REF = "#/components/schemas/{name}"


class Fault(msgspec.Struct, omit_defaults=True):
    code: str
    message: str
    field: str | None = None


class Problem(msgspec.Struct):
    error: Fault


def describe(
    does: str,
    *,
    takes: type[msgspec.Struct] | None = None,
    asks: type[msgspec.Struct] | None = None,
    gives: type[msgspec.Struct] | None = None,
    status: int = 200,
    name: str | None = None,
) -> Callable[..., Any]:
    """Document a view method: what it does, the body it takes, the query it asks, what it gives; `name` where the
    generated operation id would be taken twice."""
    answers: dict[int, Any] = {status: _json(gives) if gives else None}
    answers |= {code: _json(Problem) for code in (400, 401, 403, 404)}
    parameters = [
        OpenApiParameter(field.encode_name, required=field.required, type=str)
        for field in (msgspec.structs.fields(asks) if asks else ())
    ]
    return extend_schema(
        description=does,
        request={"application/json": _json(takes)} if takes else None,
        responses=answers,
        parameters=parameters,
        operation_id=name,
    )


def _json(shape: type[msgspec.Struct]) -> Any:
    _shapes.add(shape)
    return {"$ref": REF.format(name=shape.__name__)}


def add_components(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Post-processing hook of drf-spectacular: adds the shapes that the operations name."""
    shapes = sorted(_shapes, key=lambda shape: shape.__name__)
    components: dict[str, Any]
    _operations, components = msgspec.json.schema_components(shapes, ref_template=REF)
    result.setdefault("components", {}).setdefault("schemas", {}).update(components)
    return result


class SessionTokenScheme(OpenApiAuthenticationExtension):
    """How the document names signing in by `X-Session-Token`."""

    target_class = "accounts.authentication.SessionToken"
    name = "sessionToken"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "X-Session-Token"}


class SessionCookieScheme(SessionScheme):
    """How the document names signing in by the session cookie."""

    target_class = "accounts.authentication.SessionCookie"
