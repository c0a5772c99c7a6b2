"""What the library refuses: a list of problems, each with its place."""
from __future__ import annotations

from typing import Any, NamedTuple, Tuple

from . import _ffi


class Problem(NamedTuple):
    """One thing that is wrong, and where."""

    status: _ffi.Status
    text: str  #: the whole line, ``file:line:column: path: what is wrong, what would be right``
    message: str  #: what is wrong and what would be right
    file: str  #: "" when it is about no file
    line: int  #: from 1; 0 when not known
    column: int  #: from 1, in bytes; 0 when not known
    path: str  #: such as "resources.app.tasks", or ""

    def __str__(self) -> str:
        return self.text


class CostError(Exception):
    """What the library refuses.  `problems` has everything that was found wrong; the other attributes are the first one's."""

    status: _ffi.Status = _ffi.Status.OK

    def __init__(self, problems: Tuple[Problem, ...]) -> None:
        super().__init__("\n".join(problem.text for problem in problems))
        self.problems = problems
        if isinstance(self, OSError):
            setattr(self, "filename", problems[0].file or None)

    @property
    def first(self) -> Problem:
        """The first problem; its status is the exception's class."""
        return self.problems[0]

    @property
    def message(self) -> str:
        """What is wrong and what would be right."""
        return self.first.message

    @property
    def file(self) -> str:
        """The file, or ""."""
        return self.first.file

    @property
    def line(self) -> int:
        """Line, from 1; 0 when not known."""
        return self.first.line

    @property
    def column(self) -> int:
        """Column, from 1; 0 when not known."""
        return self.first.column

    @property
    def path(self) -> str:
        """Path of the value, such as "resources.app.tasks", or ""."""
        return self.first.path

    def __str__(self) -> str:
        return "\n".join(problem.text for problem in self.problems)

    def __reduce__(self) -> Any:
        return type(self), (self.problems,)
