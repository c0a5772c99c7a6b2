"""One workload with many sets of values."""
from __future__ import annotations

from ctypes import c_char_p, c_int
from decimal import Decimal
from typing import Any, Callable, List, Mapping, Optional, Sequence, Tuple

from . import _ffi
from ._handle import Handle
from ._library import lib
from ._money import usd
from ._options import as_value
from .errors import Errors

# So many variants a call: Python looks for Ctrl-C in between.
_BATCH = 64

Variants = Sequence[Tuple[str, ...]]


def rows_of(columns: Mapping[str, Sequence[Any]]) -> List[Tuple[Any, ...]]:
    """The values of each variant; the columns must be equally long."""
    lengths = {path: len(values) for path, values in columns.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError("the columns are not equally long: " + ", ".join(f"{path} has {n}" for path, n in lengths.items()))
    return list(zip(*columns.values()))


def _batch(book: Handle, workload: Handle, options: Handle, paths: Any, rows: Sequence[Tuple[Any, ...]],
           keep: bool) -> List[Optional[Decimal]]:
    count, width = len(rows), len(rows[0])
    values = (c_char_p * (count * width))(*(as_value(value).encode() for row in rows for value in row))
    totals, statuses = (_ffi.cost_money_t * count)(), (c_int * count)()
    with Errors() as errors:
        errors.check(lib.cost_estimate_many(totals, statuses if keep else None, book.pointer, workload.pointer,
                                            options.pointer, paths, width, values, count, errors.pointer))
    return [None if status else usd(total) for total, status in zip(totals, statuses)]


def estimate_many(book: Handle, workload: Handle, options: Handle, columns: Mapping[str, Sequence[Any]], keep: bool,
                  threads: int) -> List[Optional[Decimal]]:
    """What each variant costs; None for one that failed when `keep`."""
    rows = rows_of(columns)
    paths = (c_char_p * len(columns))(*(path.encode() for path in columns))
    batches = [rows[i:i + _BATCH] for i in range(0, len(rows), _BATCH)]
    work: Callable[[Sequence[Tuple[Any, ...]]], List[Optional[Decimal]]] = (
        lambda batch: _batch(book, workload, options, paths, batch, keep))
    if threads <= 1:
        answers = [work(batch) for batch in batches]
    else:
        from concurrent.futures import ThreadPoolExecutor  # takes longer to import than all the rest
        with ThreadPoolExecutor(threads) as pool:
            answers = list(pool.map(work, batches))
    return [total for answer in answers for total in answer]
