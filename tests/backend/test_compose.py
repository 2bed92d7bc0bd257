"""docker-compose.yml keeps its promises: one port, on loopback; passwords; an inner network; no root (OP1)."""

from __future__ import annotations

import copy
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
FILE = ROOT / "docker-compose.yml"
COMPOSE: dict[str, Any] = yaml.safe_load(FILE.read_text())
PASSWORDS = {"DB_PASSWORD": "a", "BROKER_PASSWORD": "b"}
PINNED = re.compile(r"[\w./-]+:\d+\.\d+[\w.-]*")


def faults(compose: dict[str, Any]) -> list[str]:
    """What this file does that a server with people's words on it must not do."""
    found = []
    for name, service in compose["services"].items():
        found += [f"{name}: {fault}" for fault in _faults_of(name, service)]
    if compose["networks"]["inside"] != {"internal": True}:
        found.append("networks: inside is not internal")
    return found


def _faults_of(name: str, service: dict[str, Any]) -> list[str]:
    said = yaml.safe_dump(service)
    passwords = re.findall(r"\$\{\w*PASSWORD[^}]*\}", said)
    rules = {
        "publishes a port": name != "web" and "ports" in service,
        "publishes beyond loopback": any(not str(port).startswith("127.0.0.1:") for port in service.get("ports", [])),
        "is reachable from outside": name != "web" and service["networks"] != ["inside"],
        "has an unpinned image": not PINNED.fullmatch(service["image"]),
        "has no health check": "healthcheck" not in service,
        "runs as root": str(service.get("user", "root")).split(":")[0] in {"root", "0"},
        "may gain rights": service.get("cap_drop") != ["ALL"]
        or "no-new-privileges:true" not in service["security_opt"],
        "has no required password": name in {"db", "redis"} and not passwords,
        "has a password that may be empty": any(":?" not in password for password in passwords),
        "is privileged": bool({"privileged", "network_mode", "pid", "cap_add"} & set(service)),
    }
    return [fault for fault, broken in rules.items() if broken]


def test_the_file_has_no_fault() -> None:
    assert faults(COMPOSE) == []


def test_it_has_the_five_services() -> None:
    assert set(COMPOSE["services"]) == {"web", "worker", "beat", "db", "redis"}


def test_the_key_store_is_a_database_of_its_own() -> None:
    told = COMPOSE["services"]["web"]["environment"]
    assert told["HOLDFAST_DATABASE_URL"].endswith("@db:5432/holdfast")
    assert told["HOLDFAST_KEYS_DATABASE_URL"].endswith("@db:5432/holdfast_keys")
    assert "CREATE DATABASE holdfast_keys;" in (ROOT / "backend/keys.sql").read_text()
    assert "./backend/keys.sql:/docker-entrypoint-initdb.d/keys.sql:ro" in COMPOSE["services"]["db"]["volumes"]


def test_the_image_holds_nothing_of_a_person() -> None:
    assert {"var", ".git", ".tools"} <= set((ROOT / ".dockerignore").read_text().splitlines())
    assert re.findall(r"^USER (.+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE) == ["10001:10001"]


@pytest.mark.parametrize(
    ("service", "change", "fault"),
    [
        ("db", {"ports": ["127.0.0.1:5432:5432"]}, "publishes a port"),
        ("web", {"ports": ["8000:8000"]}, "publishes beyond loopback"),
        ("redis", {"networks": ["inside", "outside"]}, "is reachable from outside"),
        ("db", {"image": "postgres:latest"}, "has an unpinned image"),
        ("worker", {"user": "0:0"}, "runs as root"),
        ("redis", {"command": ["valkey-server"], "environment": {}}, "has no required password"),
        ("db", {"environment": {"POSTGRES_PASSWORD": "${DB_PASSWORD:-x}"}}, "has a password that may be empty"),
        ("beat", {"privileged": True}, "is privileged"),
    ],
)
def test_a_planted_fault_is_found(service: str, change: dict[str, Any], fault: str) -> None:
    planted = copy.deepcopy(COMPOSE)
    planted["services"][service].update(change)
    assert f"{service}: {fault}" in faults(planted)


def compose_tool() -> list[str]:
    """The compose program; Debian's is installed when there is none and we may."""
    if not shutil.which("docker-compose") and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-q"], check=False, capture_output=True)
        install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "docker-compose"]
        subprocess.run(install, check=False, capture_output=True)
    if shutil.which("docker-compose"):
        return ["docker-compose"]
    return ["docker", "compose"]


def validate(tmp_path: Path, text: str, told: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What the compose tool says of a file; it needs no engine for that."""
    (tmp_path / "docker-compose.yml").write_text(text)
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(tmp_path), **told}
    command = [*compose_tool(), "-f", str(tmp_path / "docker-compose.yml"), "config", "-q"]
    return subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)


def test_the_compose_tool_accepts_the_file(tmp_path: Path) -> None:
    checked = validate(tmp_path, FILE.read_text(), PASSWORDS)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("missing", PASSWORDS)
def test_without_a_password_nothing_starts(tmp_path: Path, missing: str) -> None:
    told = {name: value for name, value in PASSWORDS.items() if name != missing}
    checked = validate(tmp_path, FILE.read_text(), told)
    assert checked.returncode != 0
    assert missing in checked.stderr


def test_the_compose_tool_refuses_a_key_that_does_not_exist(tmp_path: Path) -> None:
    assert validate(tmp_path, FILE.read_text().replace("restart:", "rest_art:"), PASSWORDS).returncode != 0
