"""A rate card in Python's own integers: what the library is compared with, for equal amounts and for speed."""
from decimal import Decimal

MULTIPLIERS = {"1k": 10**3, "10k": 10**4, "100k": 10**5, "1M": 10**6}


def steps_of(rows):
    """The tiers of one price as (from, nano-dollars' numerator, divisor), quantities in millionths."""
    steps = []
    for row in sorted(rows, key=lambda row: Decimal(row.tier_from)):
        multiplier = MULTIPLIERS.get(row.unit.split("-")[0], 1)
        numerator, divisor = (Decimal(row.usd) * 10**9).as_integer_ratio()
        steps.append((int(Decimal(row.tier_from) * 10**6), numerator, divisor * 10**6 * multiplier))
    return steps


def price(card, quantities):
    """Nano-dollars of a row of quantities, each part rounded half to even."""
    total = 0
    for steps, quantity in zip(card, quantities):
        if len(steps) == 1:
            _, numerator, divisor = steps[0]
            quotient, rest = divmod(quantity * numerator, divisor)
            total += quotient
            if rest and (2 * rest > divisor or (2 * rest == divisor and quotient & 1)):
                total += 1
            continue
        for i, (begin, numerator, divisor) in enumerate(steps):
            if begin >= quantity:
                break
            end = steps[i + 1][0] if i + 1 < len(steps) and steps[i + 1][0] < quantity else quantity
            quotient, rest = divmod((end - begin) * numerator, divisor)
            total += quotient + (2 * rest > divisor or (2 * rest == divisor and quotient & 1))
    return total
