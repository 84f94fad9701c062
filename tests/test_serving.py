"""`kg serve`, as a person starts and ends it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from typer.testing import CliRunner

from kg.cli import app
from kg.library import Library


def test_it_serves_until_it_is_interrupted(demo: Library) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "kg.cli", "serve", "-l", str(demo.root), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        address = server.stdout.readline().partition(" is at ")[2].split()[0]
        asked = requests.get(f"{address}sparql", params={"query": "ASK { ?s ?p ?o }"}, timeout=60)
        assert asked.json()["boolean"] is True
        # A question is being answered that takes as long as it may.
        endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?q }"
        with pytest.raises(requests.Timeout):
            requests.get(f"{address}sparql", params={"query": endless}, timeout=0.3)
        server.send_signal(signal.SIGINT)
        output, errors = server.communicate(timeout=20)  # and not the 30 seconds of an answer
    finally:
        server.kill()
    assert (server.returncode, output, errors) == (0, "", "")


def test_a_port_in_use(demo: Library) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(app, ["serve", "-l", str(demo.root), "--port", str(port)])
    assert result.exit_code == 1
    assert f"cannot serve at 127.0.0.1:{port}: Address already in use" in result.output


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.1", "a..b"])
def test_an_address_that_is_not_ours(demo: Library, host: str) -> None:
    result = CliRunner().invoke(app, ["serve", "-l", str(demo.root), "--host", host, "--port", "0"])
    assert result.exit_code == 1
    assert f"cannot serve at {host}" in result.output


def test_no_library(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["serve", "-l", str(tmp_path)])
    assert result.exit_code == 1
    assert "is not a library" in result.output
