"""What a developer runs, in the environment that nox itself is installed in.

`nox` alone lists the sessions; `nox -s check` is what a change has to pass.
"""

import sys

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = []


@nox.session
def check(session: nox.Session) -> None:
    """Everything a change has to pass: lint, types, and the tests with their coverage."""
    for passes in (lint, types, tests):
        passes(session)


@nox.session
def lint(session: nox.Session) -> None:
    """Linter and formatter."""
    _python(session, "ruff", "check")
    _python(session, "ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Type checker."""
    _python(session, "mypy", "--num-workers", "auto")


@nox.session
def quick(session: nox.Session) -> None:
    """The tests that start no server and no process, for the edit-and-run loop."""
    _python(session, "pytest", "-m", "not server and not long", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """All tests but the long ones, and how much of the code they run."""
    _python(session, "coverage", "erase")
    _python(session, "coverage", "run", "-m", "pytest", *session.posargs)
    _python(session, "coverage", "combine", "--quiet")
    _python(session, "coverage", "report")


@nox.session
def long(session: nox.Session) -> None:
    """The long tests, or those of a folder; some take an hour."""
    _python(session, "pytest", "-m", "long", *session.posargs)


def _python(session: nox.Session, *module_and_arguments: str) -> None:
    session.run(sys.executable, "-m", *module_and_arguments)
