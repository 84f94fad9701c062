"""The command line as a function."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from typer.testing import CliRunner

from kg.cli import app


@pytest.fixture(scope="session")
def kg() -> Callable[..., Result]:
    """The function (argument, ...) -> what the command printed, and its exit code."""
    runner = CliRunner()

    def run(*arguments: object, code: int = 0) -> Result:
        result = runner.invoke(app, [str(a) for a in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return run
