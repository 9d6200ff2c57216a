"""What was found in a corpus: how much there is, and all its problems."""

from dataclasses import dataclass

from bot.errors import Problem, Severity


@dataclass(frozen=True, slots=True)
class Report:
    """Counts what could be read; `problems` are in the order of their files and lines."""

    forums: int
    speeches: int
    passages: int
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors
