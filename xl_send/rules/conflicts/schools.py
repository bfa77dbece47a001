"""Schools that are asked too much at once."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.account_ages import aside
from xl_send.analysis.school_calls import calls_by_school, crowds
from xl_send.findings import Related, Severity
from xl_send.network import network_of
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import listed
from xl_send.workbook.submissions import Programme

MOST_NAMED = 8


@rule(
    "CF15",
    Severity.QUERY,
    "{school} is in {most} things at once between {first} and {last}, with {allowed} allowed: {what}.{aside}",
    "Move one of them, or ask another school.",
)
def school_asked_too_much(programme: Programme) -> Iterator[Hit]:
    """A school is in no more diagnostics, trials and rollouts at once than the Thresholds sheet allows.

    Each workstream asks little; together they ask more than a school can give, and nobody can tell which of them
    made the difference. Two are allowed unless changed. A diagnostic task counts from its start to its end as now
    expected, a trial from the half-term of its first milestone that names the school to that of its last, a rollout
    in each half-term in which a milestone of it names the school. What is over is not counted.

    **Fails**

    Milestones:
    | ID | Phase | Schools | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Trial | Oakfield Primary | 11 Dec 2026 |

    Diagnostics:
    | ID | Schools | Starts | Ends |
    | --- | --- | --- | --- |
    | TRN-T01 | Oakfield Primary | 16 Nov 2026 | 27 Nov 2026 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Diagnostics:
    | ID | Workstream | Schools | Starts | Ends |
    | --- | --- | --- | --- | --- |
    | SOU-T01 | SOU | <Elm Academy; The Oakfield primary> | 27 Nov 2026 | 4 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Phase | Schools | Forecast date | State |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Trial | Oakfield Primary | 11 Dec 2026 | |
    | TRN-M02 | Trial | Oakfield Primary; Elm Academy | 18 Dec 2026 | |
    | TRN-M03 | Rollout | Oakfield Primary | 15 Jan 2027 | |
    | TRN-M04 | Rollout | Oakfield Primary | 11 Dec 2026 | Withdrawn |
    | TRN-M05 | Design | Oakfield Primary | 11 Dec 2026 | |

    Diagnostics:
    | ID | Schools | Starts | Ends |
    | --- | --- | --- | --- |
    | TRN-T01 | Oakfield Primary | 16 Nov 2026 | 27 Nov 2026 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Diagnostics:
    | ID | Workstream | Schools | Starts | Ends |
    | --- | --- | --- | --- | --- |
    | SOU-T01 | SOU | Oakfield Primary | 28 Nov 2026 | 4 Dec 2026 |
    | SOU-T02 | SOU | Elm Academy | 16 Nov 2026 | 27 Nov 2026 |
    """
    allowed = programme.policy.thresholds.school_tasks if programme.policy else 0
    for key, calls in calls_by_school(programme, network_of(programme).axis.terms).items():
        for crowd in crowds(calls, allowed):
            last = crowd.calls[-1]
            others = [Related(call.cell, call.in_words) for call in crowd.calls[:-1]]
            rows = [row for call in crowd.calls for row in call.rows]
            yield hit(
                last.cell, *others, school=last.school, most=crowd.most, first=crowd.first, last=crowd.last,
                allowed=allowed, what=listed([call.in_words for call in crowd.calls], most=MOST_NAMED),
                aside=aside(programme, *rows),
            ).known_by(key, *(row.id for row in rows))  # fmt: skip
