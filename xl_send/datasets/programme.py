"""All tables of a programme, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.analysis.names.local_authorities import authority_named
from xl_send.datasets.dataset import DataRow, Dataset, text_field
from xl_send.datasets.figures import kpi_points
from xl_send.datasets.handovers import handovers
from xl_send.datasets.items import item_datasets
from xl_send.datasets.network import network_datasets
from xl_send.datasets.people import resource_weeks
from xl_send.datasets.picture import aspects, findings_dataset
from xl_send.datasets.records import record_fields, record_row, record_rows
from xl_send.findings import Finding
from xl_send.network import network_of
from xl_send.results import ProgrammeStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.submissions import Programme, Submission
from xl_send.workbook.unread import Unread

_NOT_READ = text_field(
    "not_read",
    "What of the workbook could not be read: rows and cells of the tables may be missing. Blank where all was.",
)


def datasets_of(programme: Programme, picture: ProgrammeStatus, findings: Sequence[Finding] | None) -> list[Dataset]:
    """Every table of a programme; without findings where those are not to be told."""
    return list(_datasets(programme, picture, findings))


def _datasets(programme: Programme, picture: ProgrammeStatus, findings: Sequence[Finding] | None) -> Iterator[Dataset]:
    network = network_of(programme)
    yield _covers(programme)
    yield _sheet(programme, Workstream, "workstreams", "One row a workstream, as its own workbook gives it.")
    yield aspects(picture)
    yield from item_datasets(programme, picture)
    yield kpi_points(programme)
    yield handovers(programme, picture)
    yield _sheet(programme, Diagnostic, "tasks", "One row a diagnostic task.")
    yield resource_weeks(programme)
    yield from network_datasets(network, picture)
    if findings is not None:
        yield findings_dataset(findings)


def _covers(programme: Programme) -> Dataset:
    rows = [_cover(programme, submission) for submission in programme.submissions]
    description = "One row a workbook: who reports, for which programme, as at when, and what could not be read."
    return Dataset("programmes", description, (*record_fields(Cover), _NOT_READ), ("workbook",), rows)


def _cover(programme: Programme, submission: Submission) -> DataRow:
    """The cover, with the code of the local authority looked up from the council's name where none is given."""
    cover = submission.cover
    known = authority_named(cover.council)
    lacking = Unread(Programme((submission,), programme.as_at_override)).sentences
    return {
        **record_row(programme, cover),
        "authority": cover.authority or (known.code if known else None),
        _NOT_READ.name: "; ".join(lacking) or None,
    }


def _sheet(programme: Programme, record: type[Workstream | Diagnostic], name: str, description: str) -> Dataset:
    rows = list(record_rows(programme, record))
    return Dataset(name, description, record_fields(record), ("workbook", "row"), rows)
