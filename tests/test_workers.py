"""Work in other processes: its results in order, its errors as they are."""

import asyncio
import os
import pickle
import subprocess
import time
from functools import partial
from operator import add, truediv
from pathlib import Path

import pytest

from bot import workers
from bot.errors import CorpusError, Problem
from bot.workers import Workers, prefetch, run_in_background, run_in_process

pytestmark = pytest.mark.server


@pytest.mark.parametrize("much", [True, False], ids=["several-processes", "this-process"])
def test_results_come_in_the_order_of_the_tasks(much: bool) -> None:
    with Workers(much=much) as workers:
        assert list(workers.each(partial(add, 1), range(20))) == list(range(1, 21))
        assert list(workers.each(str, range(3))) == ["0", "1", "2"]


@pytest.mark.parametrize("much", [True, False], ids=["several-processes", "this-process"])
def test_an_error_is_raised_where_the_work_was_asked_for(much: bool) -> None:
    with Workers(much=much) as workers, pytest.raises(ZeroDivisionError):
        list(workers.each(partial(truediv, 1), [1, 0, 2]))


def test_work_can_be_done_in_another_process(tmp_path: Path) -> None:
    run_in_process(Path.mkdir, tmp_path / "made")
    assert (tmp_path / "made").is_dir()
    with pytest.raises(FileExistsError):
        run_in_process(Path.mkdir, tmp_path / "made")


async def test_work_in_the_background_has_low_priority_and_gives_its_result_or_its_error() -> None:
    niceness, cores = await run_in_background(_priority, None)
    assert niceness > os.nice(0)
    assert len(cores) == max(1, len(os.sched_getaffinity(0)) - 1)
    with pytest.raises(ZeroDivisionError):
        await run_in_background(partial(truediv, 1), 0)
    with pytest.raises(CorpusError) as error:
        await run_in_background(_fault, None)
    assert error.value.problems == (Problem(Path("a"), 1, "empty"),)
    with pytest.raises(ChildProcessError, match="status 3"):
        await run_in_background(os._exit, 3)


async def test_work_in_the_background_ends_when_it_is_cancelled(tmp_path: Path) -> None:
    task = asyncio.create_task(run_in_background(_wait_long, tmp_path / "process"))
    while not (tmp_path / "process").exists():
        await asyncio.sleep(0.05)
    number = int((tmp_path / "process").read_text())
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_no_process_is_left_behind() -> None:
    with Workers(much=True) as workers:
        numbers = {workers._all[0].do(_number, None) for _ in range(2)}
        assert numbers != {os.getpid()}
        processes = [worker._process for worker in workers._all]
    assert all(process.poll() is not None for process in processes)


def test_threads_give_results_in_order() -> None:
    assert list(prefetch(partial(add, 1), range(50))) == list(range(1, 51))


def test_a_process_whose_results_nobody_reads_any_more_ends_quietly() -> None:
    with subprocess.Popen(
        workers._SERVER,
        env=workers._environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as worker:
        assert worker.stdin
        assert worker.stdout
        assert worker.stderr
        worker.stdout.close()
        pickle.dump((bytes, 1 << 20), worker.stdin)
        worker.stdin.close()
        assert worker.stderr.read() == b""
        assert worker.wait() == 1


def _priority(_task: None) -> tuple[int, set[int]]:
    return os.nice(0), os.sched_getaffinity(0)


def _fault(_task: None) -> None:
    raise CorpusError([Problem(Path("a"), 1, "empty")])


def _wait_long(path: Path) -> None:
    unfinished = path.with_suffix(".new")
    unfinished.write_text(str(os.getpid()))
    unfinished.rename(path)
    time.sleep(60)


def _number(_task: None) -> int:
    return os.getpid()
