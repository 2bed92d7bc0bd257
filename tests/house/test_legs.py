"""`make test` fails as soon as one of its legs does, and says which; its servers are real and leave nothing."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
import redis

from backend import keeper
from tests import everything, servers


def commands() -> list[bytes]:
    found = []
    for process in keeper.processes():
        file = Path(f"/proc/{process.pid}/cmdline")
        found.append(file.read_bytes() if file.exists() else b"")
    return found


@pytest.mark.parametrize(("passed", "status"), [(True, 0), (False, 1)])
def test_one_failed_leg_fails_the_whole(
    passed: bool, status: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(everything, "LEGS", {"first": lambda: True, "second": lambda: passed})
    assert everything.main([]) == status
    assert f"legs: {1 + passed} passed, {1 - passed} failed" in capfd.readouterr().out


def test_a_leg_that_cannot_run_has_failed_and_the_next_still_runs(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def lacks() -> bool:
        raise everything.Missing("no browser")

    monkeypatch.setattr(everything, "LEGS", {"lacks": lacks, "next": lambda: everything.call(["echo", "it ran"])})
    assert everything.main([]) == 1
    said = capfd.readouterr().out
    assert ("-- no browser" in said, "it ran" in said, "legs: 1 passed, 1 failed" in said) == (True, True, True)


def test_a_program_that_fails_fails_its_leg() -> None:
    assert everything.call(["true"])
    assert not everything.call(["false"])


def test_an_unknown_leg_is_refused() -> None:
    with pytest.raises(SystemExit, match="There is no leg swimming"):
        everything.main(["swimming"])


def test_a_browser_that_is_not_there_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOLDFAST_CHROMIUM", str(tmp_path / "chromium"))
    with pytest.raises(everything.Missing, match="No Chromium was found"):
        everything.find_browser()


def test_postgresql_has_both_databases_and_is_gone_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOLDFAST_TEST_DATABASE_URL", raising=False)
    with servers.postgres() as url:
        for address in (url, servers.beside(url)):
            with psycopg.connect(address) as connection:
                row = connection.execute("SELECT current_database(), current_setting('server_encoding')").fetchone()
                assert row == (address.rpartition("/")[2], "UTF8")
        port = url.rpartition(":")[2].partition("/")[0].encode()
        assert any(b"port=" + port in command for command in commands())
    assert not any(b"port=" + port in command for command in commands())


def test_valkey_keeps_an_append_only_file_and_refuses_strangers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOLDFAST_TEST_REDIS_URL", raising=False)
    with servers.valkey() as url, redis.Redis.from_url(url) as client:
        asked = ("appendonly", "maxmemory-policy", "save", "bind")
        assert [client.config_get(name)[name] for name in asked] == ["yes", "noeviction", "", "127.0.0.1"]
        stranger = redis.Redis.from_url("redis://" + url.partition("@")[2])
        with pytest.raises(redis.AuthenticationError):
            stranger.ping()
        stranger.close()
