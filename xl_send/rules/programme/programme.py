"""The return as a whole, and the workbooks of a programme beside one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.activity import OFF_TRACK
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.programme import EDITION, Cover, Workstream
from xl_send.workbook.submissions import Programme

_VERSION = Pattern(r"v?(\d{1,4}(?:\.\d{1,4}){1,3})(?: (?:programme|workstream))?", re.IGNORECASE)


def covers_read(programme: Programme) -> Iterator[Cover]:
    """The Programme sheets that were found."""
    for submission in programme.submissions:
        if Cover in submission.seen:
            yield submission.cover


@rule(
    "PR01",
    Severity.ERROR,
    "Previous as at is {previous}, which is not before As at, {as_at}.",
    "Correct one of the two dates.",
)
def previous_as_at_not_before(programme: Programme) -> Iterator[Hit]:
    """The return before this one describes an earlier date.

    What has changed since the last board is worked out between the two.

    **Fails**

    Programme:
    | As at | Previous as at |
    | --- | --- |
    | 13 Nov 2026 | <13 Nov 2026> |

    **Passes**

    Programme:
    | As at | Previous as at |
    | --- | --- |
    | 13 Nov 2026 | 12 Nov 2026 |
    """
    for cover in covers_read(programme):
        if cover.previous and cover.as_at and cover.previous >= cover.as_at:
            yield hit(
                cover.at("previous"), Related(cover.at("as_at"), "As at"), previous=cover.previous, as_at=cover.as_at
            )


@rule("PR02", Severity.QUERY, "{given} is filled, but {missing} is blank.", "Fill in {missing}, or clear {given}.")
def grant_half_given(programme: Programme) -> Iterator[Hit]:
    """A grant has an amount and a last day.

    Unspent grant may have to be paid back after that day, so the plan is read against it. A total of nought is no
    grant.

    **Fails**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | <> |

    **Passes**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 31 Mar 2027 |

    north.xlsx Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 0 | |
    """
    titles = {"grant": "Grant total", "grant_ends": "Grant ends"}
    for cover in covers_read(programme):
        for given, missing in (("grant", "grant_ends"), ("grant_ends", "grant")):
            if getattr(cover, given) and getattr(cover, missing) is None:
                other = Related(cover.at(given), "is filled")
                yield hit(cover.at(missing), other, given=titles[given], missing=titles[missing])


@rule(
    "PR05",
    Severity.QUERY,
    "Reported {colour} without a reason.",
    "Say why and, for a workstream, what will bring it back to green, who will do it and by when.",
)
def reported_colour_unexplained(programme: Programme) -> Iterator[Hit]:
    """A workstream, or a programme, that is reported Amber or Red says why.

    A colour alone gives a board nothing to decide. Progress that names the colour says why as well.

    **Fails**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Amber | <> |

    north.xlsx Workstreams:
    | Code | Reported RAG | Reason and path to green | Progress since last time |
    | --- | --- | --- | --- |
    | NOR | Red | <> | Three hundred reviews shared |

    Programme:
    | Reported RAG | Reason |
    | --- | --- |
    | Red | <> |

    **Passes**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Red | Trial late; second school joins 7 Dec 2026 |
    | OUT | Green | |

    north.xlsx Workstreams:
    | Code | Reported RAG | Progress since last time |
    | --- | --- | --- |
    | NOR | Amber | Amber because two schools left; a third joins on 7 December |
    """
    rows: list[Cover | Workstream] = [*covers_read(programme), *programme.each(Workstream)]
    for row in rows:
        progress = row.progress if isinstance(row, Workstream) else None
        told = row.reason or (row.reported and row.reported.casefold() in name_words(progress or "").split())
        if row.reported in OFF_TRACK and not told:
            yield hit(row.at("reason"), Related(row.at("reported"), "the colour"), colour=row.reported)


@rule(
    "PR10",
    Severity.QUERY,
    'Template version is "{version}", which is {what}.',
    "{remedy}",
)
def template_version_unknown(programme: Programme) -> Iterator[Hit]:
    """The workbook is of an edition that this version of the product knows.

    A later edition may have columns that are not read here. The cell is filled when a workbook is made.

    **Fails**

    later.xlsx Programme:
    | Template version |
    | --- |
    | <99.0.0> |

    typed.xlsx Programme:
    | Template version |
    | --- |
    | <final draft> |

    **Passes**

    Programme:
    | Template version |
    | --- |
    | 0.1.0 |

    office.xlsx Programme:
    | Template version |
    | --- |
    | v0.1.0 programme |

    other.xlsx Programme:
    | Template version |
    | --- |
    | |
    """
    for cover in covers_read(programme):
        version = cover.template or ""
        number = _VERSION.fullmatch(version)
        if version and not number:
            remedy = "Copy the version from the blank workbook that this one was made from, or clear the cell."
            yield hit(cover.at("template"), version=version, what="no version of this workbook", remedy=remedy)
        elif number and _parts(number[1]) > _parts(EDITION):
            remedy = "Install the latest version of the product before you rely on what it says."
            yield hit(cover.at("template"), version=version, what=f"later than {EDITION}", remedy=remedy)


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
