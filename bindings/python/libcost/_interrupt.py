"""Ctrl-C while the library works.

A call through ctypes lets other threads run, but Python looks at signals only between its own steps.  A long call tells
its progress now and then; meanwhile Ctrl-C is remembered instead of raised, since an exception that begins at the border
of a callback would be lost; the program's handler is called at the next report, and what it raises ends the call.
"""
from __future__ import annotations

import signal
import sys
import threading
from types import FrameType
from typing import Any, Callable, List, Optional

from . import _ffi

Progress = Callable[[int, int], Any]


class Watch:
    """``with Watch(progress) as watch:`` hand `watch.callback` to the library; what was raised comes at the end."""

    def __init__(self, progress: Optional[Progress]) -> None:
        self._progress = progress
        self._raised: Optional[BaseException] = None
        self._signals: List[int] = []
        self._before: Any = None
        self.callback = _ffi.cost_progress_t(self._report)

    def _deliver(self) -> None:
        """Calls the program's own handler; Python's raises KeyboardInterrupt."""
        while self._signals:
            self._before(self._signals.pop(0), sys._getframe())

    def _report(self, _user: Any, done: int, total: int) -> int:
        try:
            self._deliver()
            if self._progress is not None:
                self._progress(done, total)
            self._deliver()
        except BaseException as error:  # pylint: disable=broad-except
            self._raised = error
            return 1
        return 0

    def _remember(self, number: int, _frame: Optional[FrameType]) -> None:
        self._signals.append(number)

    def __enter__(self) -> "Watch":
        if threading.current_thread() is threading.main_thread() and callable(signal.getsignal(signal.SIGINT)):
            self._before = signal.signal(signal.SIGINT, self._remember)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
        if self._raised is not None:
            raise self._raised
        self._deliver()
