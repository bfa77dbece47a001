"""The disclosure log of a run, as a workbook of its own for the monitoring officer."""

from __future__ import annotations

import os

from xl_send.commands.writing import new_workbook_path, write_whole
from xl_send.disclosure.log import disclosure_log
from xl_send.disclosure.publication import Publication
from xl_send.words import counted


def write_log(seen: Publication, place: str | os.PathLike[str]) -> str:
    """Write the log of what is not shown, if a place is given; a sentence that says how much it is.

    Raises `CannotRunError` where a file is there already.
    """
    entries = disclosure_log(seen)
    told = f"{counted(len(entries), 'cell')} of the workbooks {'is' if len(entries) == 1 else 'are'} not shown."
    if not place:
        which = "it with its reason" if len(entries) == 1 else "them with the reason of each"
        return f"{told} --disclosure-log FILE.xlsx lists {which}." if entries else told
    from xl_send.listings.disclosure import disclosure_table
    from xl_send.xlsx.write.listings import listing_workbook

    target = new_workbook_path(place)
    write_whole(target, listing_workbook("Disclosure log", (disclosure_table(seen, entries),)))
    return f"{told} The log is in {target}."
