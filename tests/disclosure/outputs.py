"""All that the product tells the public of a programme, in every form of every verb, for tests to look through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from xl_send.commands.changes import changes
from xl_send.commands.conflicts import conflicts, graph
from xl_send.commands.status import status
from xl_send.commands.validate import validate
from xl_send.disclosure.log import disclosure_log
from xl_send.disclosure.publication import Publication
from xl_send.disclosure.small_numbers import Disclosure, ShownTo
from xl_send.listings.disclosure import disclosure_table
from xl_send.output.data.csv_rows import table_csv
from xl_send.verbs.checking import CONFLICTS, GRAPH, STATUS, VALIDATE
from xl_send.verbs.declaration import Work
from xl_send.verbs.returns import CHANGES
from xl_send.workbook.submissions import Programme


def public_outputs(now: Programme, then: Programme | None = None) -> dict[str, str]:
    """What the public is told of a programme, and of what has changed since another, by verb and form."""
    last = then or ()
    found = dict(_written("validate", VALIDATE, validate(now, for_publication=True, last_edition=last)))
    found |= _written("status", STATUS, status(now, for_publication=True, last_edition=last))
    found |= _written("conflicts", CONFLICTS, conflicts(now, for_publication=True, last_edition=last))
    found |= _written("graph", GRAPH, graph(now, for_publication=True, last_edition=last))
    if then is not None:
        found |= _written("changes", CHANGES, changes(then, now, for_publication=True))
    seen = Publication(Disclosure(now, ShownTo.PUBLIC))
    found["log"] = table_csv(disclosure_table(seen, disclosure_log(seen)))
    return found


def _written(verb: str, work: Work, result: object) -> Iterator[tuple[str, str]]:
    for form, place in work.forms.items():
        module, _, function = place.partition(":")
        yield f"{verb} {form}", str(getattr(import_module(module), function)(result))


def leaks(outputs: Mapping[str, str], *secrets: str) -> list[str]:
    """The outputs that tell any of these, and which."""
    return [f"{name}: {secret}" for name, text in outputs.items() for secret in secrets if secret in text]
