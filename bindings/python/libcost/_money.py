"""Money crosses the border as whole nano-dollars and is a Decimal with nine decimals here."""
from __future__ import annotations

import decimal
from decimal import Decimal
from typing import Union

from . import _ffi

# The context of the program (its precision, its traps) must not touch an exact amount.
_EXACT = decimal.Context(prec=40, traps=[decimal.InvalidOperation, decimal.Inexact])


def usd(money: _ffi.cost_money_t) -> Decimal:
    """USD."""
    return usd_of(money.nano_usd)


def usd_of(nano_usd: int) -> Decimal:
    """USD; nothing is 0, not 0E-9."""
    return Decimal(nano_usd).scaleb(-9, _EXACT) if nano_usd else Decimal(0)


def money_of(amount: Union[Decimal, int, str]) -> _ffi.cost_money_t:
    """An amount in USD for the library; ValueError when it has more than nine decimals or does not fit."""
    if isinstance(amount, float):
        raise TypeError("money is a Decimal, an int or a str such as \"12.34\", not a float")
    try:
        nano = Decimal(amount).scaleb(9, _EXACT)
        whole = int(nano.to_integral_exact(context=_EXACT))
    except decimal.DecimalException:
        raise ValueError(f"{amount} is no amount in USD with at most nine decimals") from None
    if not -2**63 <= whole < 2**63:
        raise ValueError(f"{amount} is more than 9.2 billion USD")
    return _ffi.cost_money_t(whole)
