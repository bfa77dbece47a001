"""A history opened, wherever it is: to read from, or for one transaction that is kept whole or not at all."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection

from xl_send.history.database.faults import in_plain_words
from xl_send.history.database.files import reading_file, writing_file
from xl_send.history.database.servers import reading_server, writing_server
from xl_send.history.locations import HistoryPlace
from xl_send.history.refusals import HistoryInUseError

T = TypeVar("T")

# Seconds before the work is begun again where others wrote all the while; up to as long again by chance, so that those
# who were turned away together do not come back together.
PAUSES = (0.2, 0.5, 1.0, 2.0)


@contextmanager
def reading(place: HistoryPlace) -> Iterator[Connection]:
    """A history to read from, found sound; nothing is written to it."""
    with in_plain_words(place), reading_server(place) if place.on_server else reading_file(place.path) as connection:
        yield connection


def in_transaction(place: HistoryPlace, work: Callable[[Connection], T]) -> T:
    """What work gives that is done in one transaction. It is begun again where others were writing all the while.

    Raises `HistoryError` where it cannot be done; nothing is then written.
    """
    for pause in PAUSES:
        try:
            return _written(place, work)
        except HistoryInUseError:
            time.sleep(pause * (1 + random.random()))  # noqa: S311 - when to try again, no secret
    return _written(place, work)


def _written(place: HistoryPlace, work: Callable[[Connection], T]) -> T:
    with in_plain_words(place), writing_server(place) if place.on_server else writing_file(place.path) as connection:
        return work(connection)
