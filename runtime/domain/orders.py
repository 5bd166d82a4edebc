"""The words of an order: what it waits for, and for how long."""

from enum import IntEnum


class OrderType(IntEnum):
    """What fills an order."""

    MARKET = 0  # the next open
    LIMIT = 1  # a price no worse than its limit
    STOP = 2  # the stop's price is reached: then whatever the price is
    STOP_LIMIT = 3  # the stop's price is reached: then a limit order
    BEST = 4  # a limit order at the first open it meets
    OPEN = 5  # the opening auction of the next trading day
    CLOSE = 6  # the closing auction


class TimeInForce(IntEnum):
    """How long an order holds, from the first bar it meets on."""

    DAY = 0  # to the end of that trading day
    GTC = 1  # until it is filled or cancelled
    IOC = 2  # that bar's open
    FOK = 3  # that bar's open, whole or not at all
