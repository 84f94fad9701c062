"""Servers that tests start and stop, each once a run: Oxigraph's own and Virtuoso. Where one is missing, tests skip."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from kg.graph.connection import Login

_PATIENCE = 60  # seconds until a server has to answer; Virtuoso makes its database first


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def run_until_stopped(command: list[str], folder: Path, address: str) -> Iterator[str]:
    """The address of a server that runs in a folder, from when it answers until the tests end."""
    with (folder / "output").open("wb") as output:
        server = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        for _ in range(_PATIENCE * 20):
            if server.poll() is not None:
                pytest.fail(f"{command[0]} has ended: {(folder / 'output').read_text(errors='replace')[-2000:]}")
            try:
                requests.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=5)
                break
            except requests.ConnectionError:
                time.sleep(0.05)
        else:
            pytest.fail(f"{command[0]} does not answer")
        yield address
    finally:
        server.kill()  # its data are thrown away, so it need not write them first
        server.wait()


def oxigraph_binary() -> str:
    """The path of Oxigraph's server. Skips the test where there is none."""
    found = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if found is None:
        pytest.skip("Oxigraph's server is not installed (pip install oxigraph)")
    return found


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty Oxigraph server in memory, which does not unite its graphs on its own."""
    port, folder = free_port(), tmp_path_factory.mktemp("oxigraph")
    yield from run_until_stopped(
        [oxigraph_binary(), "serve", "--bind", f"127.0.0.1:{port}"], folder, f"http://127.0.0.1:{port}"
    )


@pytest.fixture
def start_oxigraph(tmp_path: Path) -> Iterator[Callable[[], tuple[str, subprocess.Popen[bytes]]]]:
    """Starts an Oxigraph server over a folder, the same one each time; the process can be killed."""
    started: list[subprocess.Popen[bytes]] = []
    binary = oxigraph_binary()

    def start() -> tuple[str, subprocess.Popen[bytes]]:
        address = f"127.0.0.1:{free_port()}"
        command = [binary, "serve", "--location", str(tmp_path / "data"), "--bind", address]
        output = (tmp_path / "output").open("wb")
        with output:
            started.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output))
        for _ in range(_PATIENCE * 20):
            try:
                requests.get(f"http://{address}/query", params={"query": "ASK {}"}, timeout=5)
                return f"http://{address}", started[-1]
            except requests.ConnectionError:
                time.sleep(0.05)
        pytest.fail("Oxigraph does not answer")

    yield start
    for server in started:
        server.kill()
        server.wait()


_VIRTUOSO = """
[Database]
DatabaseFile       = virtuoso.db
ErrorLogFile       = virtuoso.log
LockFile           = virtuoso.lck
TransactionFile    = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile    = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort        = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers   = 5000
MaxDirtyBuffers   = 3000
[HTTPServer]
ServerPort    = 127.0.0.1:{http}
ServerRoot    = .
ServerThreads = 10
Charset       = UTF-8
[SPARQL]
ResultSetMaxRows = 1000
[URIQA]
DynamicLocal = 0
DefaultHost  = localhost
"""
# What a new database has until somebody changes it.
VIRTUOSO_LOGIN = Login(user="dba", password="dba")


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty Virtuoso server. It cuts answers off early, so that few rows are too many."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso is not installed (apt-get install virtuoso-opensource-7-bin)")
    http, sql, folder = free_port(), free_port(), tmp_path_factory.mktemp("virtuoso")
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(http=http, sql=sql), encoding="utf-8")
    command = [program, "+configfile", "virtuoso.ini", "+foreground"]
    yield from run_until_stopped(command, folder, f"http://127.0.0.1:{http}")


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> tuple[str, Login]:
    """Address and login of each server in turn."""
    address: str = request.getfixturevalue(f"{request.param}_server")
    return address, VIRTUOSO_LOGIN if request.param == "virtuoso" else Login()
