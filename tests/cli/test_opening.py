"""A terminal shows a progress bar while an index is made; a program sees nothing."""

import subprocess
import sys

import pexpect
import pytest

from tests.bot_api.watch import LIMIT
from tests.conftest import ROOT

pytestmark = pytest.mark.server

CODE = """
from bot.cli.opening import progress_bar
with progress_bar() as bar:
    for done in range(0, 11):
        bar(done, 10)
print("made")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")
def test_a_terminal_shows_how_far_the_index_is() -> None:
    child = pexpect.spawn(
        sys.executable, ["-c", CODE], cwd=str(ROOT), encoding="utf-8", timeout=LIMIT
    )
    child.expect("indexing")
    child.expect("made")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_a_program_sees_nothing_of_it() -> None:
    run = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, check=True)
    assert (run.stdout, run.stderr) == (b"made\n", b"")
