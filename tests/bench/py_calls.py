#!/usr/bin/env python3
"""What a call from Python costs, as ratios of CPU time: pairs of both sides in turn, the median of the pairs.

    python3 tests/bench/py_calls.py --library build/libcost.so [--pairs 11]

- a static estimate, 20 prices of which one has tiers, exact to the nano-dollar: a rate card through ctypes beside the same in
  Python's own integers (bindings/python/tests/integers.py), which have their rates and tiers at hand just as the card has;
  one by one with a list of numbers (`RateCard.price`), one by one with the arguments made beforehand, and 1,000 rows at once
- a whole deterministic month: one variant a call of cost_estimate_many(), through ctypes with the arguments made beforehand and
  through the package, beside all variants in one call; november.yaml has traffic by the minute, production.yaml is static

What a rate card does not do is most of an estimate: reading a file, metering, allowances.  That is the second part, and
for it there is no peer in pure Python here.
"""
import argparse
import ctypes
import os
import pathlib
import random
import statistics
import sys
import time
from array import array

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ROWS = 1000
PRICES = 20


def seconds(work, repeat):
    begin = time.process_time()
    for _ in range(repeat):
        work()
    return (time.process_time() - begin) / repeat


def paired(pairs, left, left_repeat, right, right_repeat):
    """Median seconds of each side and the median of their ratios."""
    both = [(seconds(left, left_repeat), seconds(right, right_repeat)) for _ in range(pairs)]
    return (statistics.median(a for a, _ in both), statistics.median(b for _, b in both),
            statistics.median(a / b for a, b in both))


def twenty_prices(libcost):
    """SQS with its tiers, and what else is sold in one region at one price."""
    ladders = {}
    for row in libcost.default_catalog().prices("us-east-1"):
        if row.region == "us-east-1" and row.model == "graduated" and not row.valid_from and not row.valid_to:
            ladders.setdefault((row.service, row.dimension, row.region, row.variant), []).append(row)
    tiered = [key for key in ladders if key[0] == "sqs" and len(ladders[key]) > 1][:1]
    flat = sorted(key for key in ladders if len(ladders[key]) == 1)
    chosen = tiered + random.Random(1).sample(flat, PRICES - len(tiered))
    return ["/".join(key).rstrip("/") for key in chosen], [ladders[key] for key in chosen]


def static_estimates(libcost, integers, pairs):
    from libcost._library import lib
    keys, rows = twenty_prices(libcost)
    card, steps = libcost.RateCard(keys), [integers.steps_of(row) for row in rows]
    chance = random.Random(2)
    # Of the first, requests, each row has 50 to 250 billion, so that tiers matter.
    units = [[chance.randrange(50, 250) * 10**9] + [chance.randrange(1, 5000) for _ in keys[1:]] for _ in range(ROWS)]
    micro = [[quantity * 10**6 for quantity in row] for row in units]
    flat = array("q", [quantity for row in micro for quantity in row])
    wanted = [integers.price(steps, row) for row in micro]
    assert list(card.price_many(flat)) == wanted
    assert [int(card.price(row) * 10**9) for row in units[:50]] == wanted[:50]
    numbers, total = (ctypes.c_int64 * PRICES)(*micro[0]), ctypes.byref(libcost._ffi.cost_money_t())
    pointer, call = card._handle.pointer, lib.cost_rate_card_price

    def python_row():
        integers.price(steps, micro[0])

    def python_rows():
        for row in micro:
            integers.price(steps, row)

    for name, goal, left, left_repeat, right, right_repeat, rows_done in (
            ("RateCard.price, a list in, a Decimal out", "", python_row, 500, lambda: card.price(units[0]), 500, 1),
            ("one by one, arguments at hand", "goal >= 3", python_row, 500,
             lambda: call(pointer, numbers, 1, None, total), 500, 1),
            ("RateCard.price_many, 1,000 rows", "goal >= 20", python_rows, 1, lambda: card.price_many(flat), 10, ROWS)):
        slow, fast, ratio = paired(pairs, left, left_repeat, right, right_repeat)
        print(f"static estimate: {name:42} {fast / rows_done * 1e6:7.2f} us, Python integers {slow / rows_done * 1e6:6.2f} us, "
              f"ratio {ratio:5.1f}  {goal}")


def months(libcost, pairs):
    from libcost._library import lib
    for file, count in (("examples/interviewlm/november.yaml", 8), ("examples/interviewlm/production.yaml", 64)):
        workload = libcost.Workload.load(ROOT / file)
        choices = ["true", "false"] * (count // 2)
        single = [{"account.always_free": [choice]} for choice in choices]
        together = workload.estimate_many({"account.always_free": choices})
        assert together == [workload.estimate_many(row)[0] for row in single]
        handles = [handle.pointer for handle in (workload._reading.book._handle, workload._handle, workload._options)]
        paths = (ctypes.c_char_p * 1)(b"account.always_free")
        values = (ctypes.c_char_p * count)(*(choice.encode() for choice in choices))
        each = [(ctypes.c_char_p * 1)(choice.encode()) for choice in choices]
        totals = (libcost._ffi.cost_money_t * count)()

        def call(some, number):
            lib.cost_estimate_many(totals, None, *handles, paths, 1, some, number, None)

        for name, goal, one_by_one in (
                ("cost_estimate_many", "goal <= 1.10", lambda: [call(some, 1) for some in each]),
                ("Workload.estimate_many", "", lambda: [workload.estimate_many(row) for row in single])):
            one, many, ratio = paired(pairs, one_by_one, 1, lambda: call(values, count), 1)
            print(f"deterministic month: {pathlib.Path(file).name:15} {name:22} one a call {one / count * 1e6:7.1f} us, "
                  f"{count} a call {many / count * 1e6:7.1f} us, ratio {ratio:5.2f}  {goal}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", required=True)
    parser.add_argument("--pairs", type=int, default=11)
    options = parser.parse_args()
    os.environ["LIBCOST_LIBRARY"] = str(pathlib.Path(options.library).resolve())
    sys.path[:0] = [str(ROOT / "bindings/python"), str(ROOT / "bindings/python/tests")]
    import integers
    import libcost
    static_estimates(libcost, integers, options.pairs)
    months(libcost, options.pairs)


if __name__ == "__main__":
    main()
