"""What the functions cost_report_...() write, and where it goes."""
from __future__ import annotations

import os
from ctypes import byref, c_char_p, c_size_t, string_at
from typing import Any, Callable, Optional

from . import _ffi
from ._handle import Handle
from ._library import lib
from .catalog import PathLike
from .errors import Errors


def report(function: Callable[..., int], handle: Handle, format: str, *arguments: Any) -> bytes:
    """What one of the functions cost_report_...() writes; `arguments` are what it takes behind the format."""
    if format not in _ffi.FORMATS:
        raise ValueError(f"there is no format \"{format}\"; {', '.join(_ffi.FORMATS)} are known")
    text, length = c_char_p(), c_size_t()
    number = list(_ffi.FORMATS).index(format)
    with Errors() as errors:
        errors.check(function(byref(text), byref(length), handle.pointer, number, *arguments, errors.pointer))
    try:
        return string_at(text, length.value)
    finally:
        lib.cost_text_free(text)


def write_file(file: PathLike, data: bytes) -> None:
    """The file is either as it was or complete.  A link stays one; devices and pipes are written directly."""
    target = os.path.realpath(os.fsdecode(file))
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "wb") as device:
            device.write(data)
        return
    beside = f"{target}.{os.urandom(6).hex()}"
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        if os.path.exists(target):
            os.chmod(beside, os.stat(target).st_mode & 0o7777)
        os.replace(beside, target)
    except BaseException:
        os.unlink(beside)
        raise


def format_of(file: PathLike, format: Optional[str]) -> str:
    """The format that is asked for, or that the ending of the file tells."""
    if format is not None:
        return format
    number = int(lib.cost_format_for_file(os.fsencode(file)))
    if number < 0:
        raise ValueError(f"the ending of \"{os.fspath(file)}\" tells no format; format= would")
    return list(_ffi.FORMATS)[number]
