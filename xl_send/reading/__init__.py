"""From a book of grids to a submission: nothing that was filled in is lost, and nothing is raised."""

from __future__ import annotations

from xl_send.reading.books import read_book

__all__ = ["read_book"]
