"""Objects of the library, released when nobody needs them any more.

A bill points into the price book and the workloads that it was made from.  Python may finalize them in any order (when the
interpreter ends, when a cycle is collected, or when somebody closes one early), so every handle counts who needs it, and
the object goes when the last one has gone.
"""
from __future__ import annotations

import threading
from typing import Any, Callable, Iterable, Optional, Tuple

class Handle:
    """Owns one object of the library."""

    __slots__ = ("_pointer", "_destroy", "_needed", "_parents", "_closed", "__weakref__")
    _lock = threading.RLock()  # a finalizer may run in the middle of another one

    def __init__(self, pointer: Any, destroy: Callable[[Any], None], parents: Iterable["Handle"] = ()) -> None:
        self._pointer: Optional[Any] = pointer
        self._destroy = destroy
        self._needed = 1
        self._closed = False
        self._parents: Tuple[Handle, ...] = tuple(parents)
        for parent in self._parents:
            parent._hold()

    @property
    def pointer(self) -> Any:
        """What functions of the library take; ValueError after close()."""
        if self._closed or self._pointer is None:
            raise ValueError("it is closed")
        return self._pointer

    @property
    def kept(self) -> Any:
        """The object, also after close(), for something that was made from it and keeps it."""
        return self._pointer

    def _hold(self) -> None:
        with self._lock:
            self._needed += 1

    def _let_go(self) -> None:
        with self._lock:
            self._needed -= 1
            if self._needed or self._pointer is None:
                return
            pointer, self._pointer = self._pointer, None
        self._destroy(pointer)
        for parent in self._parents:
            parent._let_go()

    def close(self) -> None:
        """The owner needs it no longer.  Twice is fine."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        self._let_go()

    def __del__(self) -> None:
        if getattr(self, "_parents", None) is not None:
            self.close()


class Owner:
    """What a class of the package that wraps one object has in common: `with`, close(), one handle."""

    _handle: Handle

    def close(self) -> None:
        """Releases the library's object now instead of when the last reference goes; no other thread may be using it.

        What was made from it keeps working.
        """
        self._handle.close()

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> Any:
        raise TypeError(f"a {type(self).__name__} cannot be pickled or copied: it belongs to the library of this process")
