"""Ends that are too early for what is still planned: of a workstream, and of work that takes so many weeks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.needs import plan_day
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import every_name, first_few, number_if_any
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Phase
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.submissions import Programme

# So many are told by themselves.
MANY = 3
A_MONTH, A_WEEK = timedelta(days=31), timedelta(days=7)


@rule(
    "MC58",
    Severity.QUERY,
    "Ends is {ends}, but {what} after it.",
    "Correct Ends: nobody is asked about a workstream that has ended. If it is right, bring what is later forward, or "
    "say who goes on with it.",
    brings=dict.fromkeys(("MS05", "MN05", "RK14", "RS07"), Reach.CELL),
)
def workstream_ends_before_its_work(programme: Programme) -> Iterator[Hit]:
    """A workstream does not end before what it still plans.

    Where one milestone alone is later, its own date may be wrong. Asked where one that is no Sustain milestone is
    planned and forecast for later, and another milestone as well, or a post that goes on for more than a month after
    the end; three milestones and more are told by themselves.

    **Fails**

    Workstreams:
    | Code | Starts | Ends |
    | --- | --- | --- |
    | TRN | 1 Apr 2026 | <30 Jun 2027> |

    Milestones:
    | ID | Phase | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Rollout | 1 Sep 2027 | 1 Sep 2027 |
    | TRN-M02 | Sustain | 26 Nov 2027 | 26 Nov 2027 |

    Resources:
    | ID | Role | From | To |
    | --- | --- | --- | --- |
    | TRN-P01 | Coordinator | 1 Jun 2026 | 17 Dec 2027 |

    **Fails**

    Workstreams:
    | Code | Starts | Ends |
    | --- | --- | --- |
    | TRN | 1 Apr 2026 | <30 Jun 2027> |

    Milestones:
    | ID | Phase | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Rollout | 1 Sep 2027 | 1 Sep 2027 |

    Resources:
    | ID | Role | From | To |
    | --- | --- | --- | --- |
    | TRN-P01 | Coordinator | 1 Jun 2026 | 17 Dec 2027 |

    **Passes**

    Workstreams:
    | Code | Starts | Ends |
    | --- | --- | --- |
    | TRN | 1 Apr 2026 | 30 Jun 2027 |
    | OUT | 1 Apr 2026 | 30 Jun 2027 |
    | NOR | 1 Apr 2026 | 30 Jun 2027 |

    Milestones:
    | ID | Workstream | Phase | Baseline date | Forecast date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | Rollout | 1 Sep 2027 | 1 Sep 2027 |
    | OUT-M01 | OUT | Sustain | 1 Sep 2027 | 1 Sep 2027 |
    | OUT-M02 | OUT | Sustain | 26 Nov 2027 | 26 Nov 2027 |
    | NOR-M01 | NOR | Rollout | 25 Jun 2027 | 8 Sep 2027 |
    | NOR-M02 | NOR | Sustain | 26 Nov 2027 | 26 Nov 2027 |

    Resources:
    | ID | Workstream | Role | From | To |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | TRN | Coordinator | 1 Jun 2026 | 21 Jul 2027 |
    """
    later: defaultdict[str, list[Milestone]] = defaultdict(list)
    for milestone in worked_on(programme, Milestone):
        stream = programme.streams.get(milestone.workstream)
        first = min(plan_day(milestone), milestone.forecast or plan_day(milestone))
        if stream and stream.ends and not milestone.actual and first > stream.ends:
            later[stream.code].append(milestone)
    for stream in programme.each(Workstream):
        found, ends = later.get(stream.code, []), stream.ends
        if ends is None or len(found) >= MANY or all(one.phase is Phase.SUSTAIN for one in found):
            continue
        lines = programme.of(stream).all(Resource)
        posts = [one for one in lines if one.workstream == stream.code and one.ends > ends + A_MONTH]
        if len(found) + len(posts) > 1:
            related = [Related(one.at("baseline"), f"when {one.id} is planned") for one in found]
            related += [Related(one.at("ends"), f"until when {one.id} is there") for one in posts]
            yield hit(stream.at("ends"), *related, ends=ends, what=_in_words(found, posts))


def _in_words(found: Sequence[Milestone], posts: Sequence[Resource]) -> str:
    """Which milestones are planned and which posts go on after an end."""
    planned = first_few([f"{one.id} ({say(plan_day(one))})" for one in found])
    told = [f"{planned} {'is' if len(found) == 1 else 'are'} planned"]
    if posts:
        told.append(f"{first_few([one.id for one in posts])} {'goes' if len(posts) == 1 else 'go'} on")
    return every_name(told)


_OF_WORK = (
    r"(?:builds?|works?|construction|fit[- ]?out|install\w*|refurb\w*|procurement|tender|recruitment|programme"
    r"|mobilisation|lead[- ]?time|fabrication|conversion|consultation)\b"
)
_LENGTH = Pattern(r"(?i)\b(?P<many>\d{1,3}|[a-z]{3,9})[ -]?(?P<unit>wk|week|month)s?'?")
_BEFORE = Pattern(rf"(?i)\b{_OF_WORK}(?::| (?:will )?(?:takes?|needs?|is|of)) $")
_AFTER = Pattern(rf"(?i) (?:of |for )?(?:[a-z]+ )?{_OF_WORK}")
# Work of so many weeks that is still to come after this, or was cut short.
_FOLLOWS = Pattern(
    r"(?i)\b(?:then|follow\w*|from then|after (?:that|this|it)|to come|next|instead|cut to|was|were|if)\b"
)
_BEGINS = Pattern(
    r"(?i)\b(?:start|begin|began|award|contract|appoint|tender|commission|on site|order|notice|advert)\w*\b"
)
_DAYS = {"wk": 7.0, "week": 7.0, "month": 30.4}


@rule(
    "MC59",
    Severity.QUERY,
    'Forecast date is {day}, but "{words}" of work from {before}, forecast for {start}, end on {end}.',
    "Move the forecast of {id}, or say how the time is won back. If that of {before} is mistyped, correct it there.",
)
def work_no_longer_fits(programme: Programme) -> Iterator[Hit]:
    """Work of so many weeks fits between a milestone and what it waits for.

    When the beginning slips and the end stays, the board is shown an opening that cannot be. Asked of what is still to
    come, where its title or commentary says how many weeks or months the build, the works, the tender or the like
    take, that fitted between the plans, and no longer does between the forecasts, by more than a week.

    **Fails**

    Milestones:
    | ID | Milestone | Baseline date | Forecast date | Depends on | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Start on site | 10 May 2027 | 21 Jun 2027 | | |
    | TRN-M02 | Places open | 6 Sep 2027 | <6 Sep 2027> | TRN-M01 | 16 wk build. Tight. |

    **Passes**

    Milestones:
    | ID | Milestone | Baseline date | Forecast date | Depends on | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Start on site | 10 May 2027 | 21 Jun 2027 | | |
    | TRN-M02 | Places open | 6 Sep 2027 | 11 Oct 2027 | TRN-M01 | 16 wk build. Tight. |
    | TRN-M03 | Hall open | 6 Sep 2027 | 6 Sep 2027 | TRN-M01 | 10 weeks of works |
    | TRN-M04 | Base open | 6 Jul 2027 | 6 Jul 2027 | TRN-M01 | 16 week build |
    | TRN-M05 | Contract let | 6 Sep 2027 | 6 Sep 2027 | TRN-M01 | 16 week build |
    | TRN-M06 | Base planned | 6 Sep 2027 | 6 Sep 2027 | TRN-M01 | A 16 week build follows |
    """
    for milestone in worked_on(programme, Milestone):
        forecast = milestone.forecast
        text = f"{milestone.name or ''}. {milestone.commentary or ''}"
        if milestone.actual or forecast is None or not milestone.depends_on or _BEGINS.search(milestone.name or ""):
            continue
        named = [programme.milestones.get(link.id) for link in milestone.depends_on]
        waits = [one for one in named if one and (one.actual or one.forecast or plan_day(one)) > plan_day(one)]
        found = _length_of_work(text) if waits else None
        if found is None or _FOLLOWS.search(text):
            continue
        takes = timedelta(days=round(number_if_any(found["many"]) * _DAYS[found["unit"].casefold()]))
        before = max(waits, key=_day)
        fitted = plan_day(before) + takes <= plan_day(milestone) + A_WEEK
        end = _day(before) + takes
        if fitted and end > forecast + A_WEEK:
            field = "actual" if before.actual else "forecast"
            yield hit(
                milestone.at("forecast"), Related(before.at(field), "when it can begin"), day=forecast, end=end,
                words=found[0], before=before.id, start=_day(before), id=milestone.id,
            )  # fmt: skip


def _day(milestone: Milestone) -> date:
    return milestone.actual or milestone.forecast or plan_day(milestone)


def _length_of_work(text: str) -> re.Match[str] | None:
    """The first so many weeks or months of a text that the works, the tender or the like take."""
    for found in _LENGTH.finditer(text):
        number = number_if_any(found["many"])
        if number and (_AFTER.match(text[found.end() :]) or _BEFORE.search(text[: found.start()])):
            return found
    return None
