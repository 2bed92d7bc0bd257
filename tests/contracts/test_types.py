"""The front end's types are those of the server: generated from its OpenAPI document, and never behind it."""

import json
import subprocess
import sys
from pathlib import Path

from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

ROOT = Path(__file__).resolve().parent.parent.parent
FRONTEND = ROOT / "frontend"


def test_the_front_ends_types_are_generated_from_this_server(tmp_path: Path) -> None:
    document, target = tmp_path / "openapi.json", tmp_path / "schema.d.ts"
    schema = SchemaGenerator().get_schema(request=None, public=True)
    assert (list(GENERATOR_STATS._warn_cache), list(GENERATOR_STATS._error_cache)) == ([], [])
    document.write_text(json.dumps(schema))
    node = Path(sys.executable).with_name("node")
    subprocess.run([node, "tools/types.mjs", document, target], cwd=FRONTEND, check=True)
    assert target.read_text() == (FRONTEND / "src" / "data" / "schema.d.ts").read_text(), (
        "run `python manage.py spectacular --format openapi-json --file F`, then `npm run types -- F` in frontend/"
    )
