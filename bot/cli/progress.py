"""A bar on standard error while an index is made, if somebody may be looking."""

import sys
from contextlib import AbstractContextManager
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bar(AbstractContextManager["Bar"]):
    """Shows how many bytes of text of how many are done; nothing before it is told of any."""

    def __call__(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self._progress.update(self._task, completed=done, total=total)

    @cached_property
    def _progress(self) -> "Progress":
        from rich.console import Console
        from rich.progress import Progress

        progress = Progress(console=Console(stderr=True), transient=True)
        progress.start()
        return progress

    @cached_property
    def _task(self) -> "TaskID":
        return self._progress.add_task("indexing")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if "_progress" in vars(self):
            self._progress.stop()
