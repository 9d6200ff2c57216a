"""The checks for developers, run in the environment that nox itself is installed in.

`nox` alone lists the sessions; `nox -s check` runs everything that a change has to pass.
"""

import os
import sys

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = []


@nox.session
def check(session: nox.Session) -> None:
    """Everything a change has to pass: lint, types, tests. COVERAGE=1 measures the tests."""
    lint(session)
    types(session)
    if os.environ.get("COVERAGE"):
        coverage(session)
    else:
        tests(session)


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
def tests(session: nox.Session) -> None:
    """All tests but the long ones. Arguments after -- go to pytest."""
    _python(session, "pytest", *session.posargs)


@nox.session
def quick(session: nox.Session) -> None:
    """The tests that start no server and no process, for the edit-and-run loop."""
    _python(session, "pytest", "-m", "not server", "--ignore=tests/fuzz", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """All tests but the long ones; fails if too little of the code runs in them."""
    _python(session, "coverage", "erase")
    _python(session, "coverage", "run", "-m", "pytest", *session.posargs)
    _python(session, "coverage", "combine", "--quiet")
    _python(session, "coverage", "report")


@nox.session
def long(session: nox.Session) -> None:
    """The long tests, up to a minute each, and the property tests with more examples."""
    os.environ.setdefault("EXAMPLES", "100")
    markers = "(long or hypothesis) and not soak"
    _python(session, "pytest", "--dist=load", "-m", markers, *session.posargs)


def _python(session: nox.Session, *module_and_arguments: str) -> None:
    session.run(sys.executable, "-m", *module_and_arguments)
