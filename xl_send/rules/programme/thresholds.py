"""Thresholds that do not make sense together, the risk matrix, and silences."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import RETIRED, Hit, Reach, hit, rule, rule_named
from xl_send.text import exact
from xl_send.workbook.columns import columns_by_name
from xl_send.workbook.doubts import out_of_order
from xl_send.workbook.kinds import Percent
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme

_KINDER = (Rag.GREEN, Rag.AMBER, Rag.RED)


def setting_text(name: str, value: object) -> str:
    """A setting's value as the sheet shows it."""
    if isinstance(value, float):
        percent = isinstance(columns_by_name(Thresholds)[name].kind, Percent)
        return f"{exact(value * 100)}%" if percent else exact(value)
    return str(value)


@rule(
    "TH01",
    Severity.ERROR,
    "{lower} is {low}, more than {upper}, which is {high}.",
    "Correct one of the two. A blank means the default.",
)
def thresholds_out_of_order(programme: Programme) -> Iterator[Hit]:
    """Of two thresholds that follow one another, the first is not above the second.

    Where Green reaches further than Amber there is no Amber, and nobody meant that.

    **Fails**

    Thresholds:
    | Milestone green within (working days) | Milestone amber within (working days) | Full allocation |
    | --- | --- | --- |
    | <21> | 20 | <125%> |

    **Passes**

    Thresholds:
    | Milestone green within (working days) | Milestone amber within (working days) | Full allocation |
    | --- | --- | --- |
    | 20 | 20 | 120% |
    """
    titles = {name: column.title.partition(" (")[0] for name, column in columns_by_name(Thresholds).items()}
    for submission in programme.submissions:
        thresholds = submission.thresholds
        for lower, upper in out_of_order(thresholds) if Thresholds in submission.seen else ():
            low, high = getattr(thresholds, lower), getattr(thresholds, upper)
            other = Related(thresholds.at(upper), "the threshold above it")
            words = {"lower": titles[lower], "upper": titles[upper]}
            low, high = setting_text(lower, low), setting_text(upper, high)
            yield hit(thresholds.at(lower), other, severity=None, low=low, high=high, **words)


# So many times its default, or so small a part of it, no council sets a threshold; a share of more than a half of
# what is expected tolerates everything.
FAR, HALF = 10, 0.5


@rule(
    "TH10",
    Severity.QUERY,
    "{title} is {value}; the default is {default}.",
    "Check the digits and the percent sign: 1 alone is 100%. If your board has agreed it, explain this finding.",
    brings={"TH06": Reach.CELL},
)
def threshold_far_from_its_default(programme: Programme) -> Iterator[Hit]:
    """A threshold is of the order of its default.

    A digit too many, or 1 typed for one per cent, and nothing is late or short any more. Asked where it is ten times
    the default or more, or a tenth of it or less, and of shares where it is more than a half and the default is not.
    Nought is asked about elsewhere, and two that stand out of order are told as such.

    **Fails**

    Thresholds:
    | Smallest tolerance | Tight float (working days) | Money amber over |
    | --- | --- | --- |
    | <100%> | <100> | <0.5%> |

    **Passes**

    Thresholds:
    | Smallest tolerance | Tight float (working days) | KPI tolerance of the journey | Money amber over |
    | --- | --- | --- | --- |
    | 2% | 99 | 50% | 0% |
    """
    for submission in programme.submissions:
        thresholds = submission.thresholds
        told = {name for pair in out_of_order(thresholds) for name in pair}
        for name, column in columns_by_name(Thresholds).items() if Thresholds in submission.seen else ():
            value, default = getattr(thresholds, name), column.blank
            if name in told or not isinstance(value, float) or not isinstance(default, float) or not value:
                continue
            share = isinstance(column.kind, Percent) and default < HALF
            much = value > HALF if share else value >= FAR * default
            if much or round(value * FAR, 9) <= default:
                said, usual = setting_text(name, value), setting_text(name, default)
                title = column.title.partition(" (")[0]
                yield hit(thresholds.at(name), title=title, value=said, default=usual)


@rule(
    "TH02",
    Severity.ERROR,
    "The risk matrix {what}, so the default matrix is used.",
    "Give each likelihood and impact Red, Amber or Green. A smaller matrix leaves its last rows and columns blank.",
)
def matrix_cell_without_colour(programme: Programme) -> Iterator[Hit]:
    """The risk matrix has a colour for each likelihood and impact.

    A risk on a gap would have no colour.

    **Fails**

    Thresholds, as it lies:
    | Likelihood down, impact across | 1 | 2 | 3 |
    | --- | --- | --- | --- |
    | 1 | Green | <> | Amber |
    | 2 | Green | <Yellow> | Red |
    | 3 | Amber | Red | Red |
    | Milestone green within | 5 | | |

    **Passes**

    Thresholds, as it lies:
    | Likelihood down, impact across | 1 | 2 | 3 |
    | --- | --- | --- | --- |
    | 1 | Green | Green | |
    | 2 | Green | Amber | |
    | 3 | | | |
    | Milestone green within | 5 | | |
    """
    for submission in programme.submissions:
        for fault in submission.matrix_faults:
            what = f'says "{fault.text}" here' if fault.text else "has a gap"
            yield hit(fault.cell, what=what)


@rule(
    "TH03",
    Severity.ERROR,
    "Likelihood {likelihood} with impact {impact} is {colour}, yet {lower} is {worse}.",
    "Make this cell at least {worse}, or the other one {colour}. A higher score never has a better colour.",
)
def matrix_not_rising(programme: Programme) -> Iterator[Hit]:
    """A higher likelihood or impact never has a kinder colour.

    Else a risk would look better as it got worse.

    **Fails**

    Thresholds, as it lies:
    | Likelihood down, impact across | 3 | 2 | 1 |
    | --- | --- | --- | --- |
    | 1 | Amber | Green | Green |
    | 2 | <Green> | Amber | Green |
    | 3 | Red | Red | Amber |
    | Milestone green within | 5 | | |

    **Passes**

    Thresholds, as it lies:
    | Likelihood down, impact across | 1 | 2 | 3 |
    | --- | --- | --- | --- |
    | 1 | Green | Green | Red |
    | 2 | Green | Amber | Red |
    | 3 | Amber | Amber | Red |
    | Milestone green within | 5 | | |
    """
    for submission in programme.submissions:
        matrix, places = submission.thresholds.matrix, submission.thresholds.matrix_cells
        for (likelihood, impact), cell in places.items():
            below = [(likelihood - 1, impact), (likelihood, impact - 1)]
            inside = max(likelihood, impact) <= len(matrix)
            for at in [at for at in below if inside and min(at) > 0]:
                colour, worse = matrix[likelihood - 1][impact - 1], matrix[at[0] - 1][at[1] - 1]
                if _KINDER.index(colour) < _KINDER.index(worse):
                    other, lower = Related(places[at], "the lower score"), f"likelihood {at[0]} with impact {at[1]}"
                    words = {"colour": colour.value, "worse": worse.value, "lower": lower}
                    yield hit(cell, other, severity=None, likelihood=likelihood, impact=impact, **words)


@rule(
    "TH04",
    Severity.QUERY,
    "{id} is silenced, but no rule has that id.",
    "Correct the id. Every finding ends in the id of its rule.",
)
def silence_of_unknown_rule(programme: Programme) -> Iterator[Hit]:
    """A silence names a rule that exists.

    Another rule may be meant, and is not silenced.

    **Fails**

    Thresholds, as it lies:
    | Rule | Reason | Until |
    | --- | --- | --- |
    | <MS99> | Agreed by the board | 31 Dec 2026 |
    | Milestone green within | 5 | |

    **Passes**

    Thresholds, as it lies:
    | Rule | Reason | Until |
    | --- | --- | --- |
    | ms02 | Agreed by the board | 31 Dec 2026 |
    | KP42 | Agreed by the board before it was withdrawn | 31 Dec 2026 |
    | Milestone green within | 5 | |
    """
    for submission in programme.submissions:
        for silence in submission.thresholds.silences:
            if rule_named(silence.rule) is None and silence.rule.upper() not in RETIRED:
                yield hit(silence.cell, id=silence.rule)


@rule(
    "TH05",
    Severity.ADVICE,
    "{id} was silenced until {until}, and is told again.",
    "Clear the row or, if the board agrees, give a later date.",
    brings={"TH05": Reach.CELL},
)
def silence_ended(programme: Programme) -> Iterator[Hit]:
    """A silence that is listed still holds at the as at date.

    It ends of itself, so that nothing is left unsaid for ever.

    **Fails**

    Thresholds, as it lies:
    | Rule | Reason | Until |
    | --- | --- | --- |
    | <MS02> | Agreed by the board | 12 Nov 2026 |
    | Milestone green within | 5 | |

    **Passes**

    Thresholds, as it lies:
    | Rule | Reason | Until |
    | --- | --- | --- |
    | MS02 | Agreed by the board | 13 Nov 2026 |
    | Milestone green within | 5 | |
    """
    for submission in programme.submissions:
        as_at = programme.as_at_override or submission.as_at
        ended = [one for one in submission.thresholds.silences if as_at and one.until < as_at]
        for silence in ended:
            first = [Related(ended[0].cell, "the first that has ended")] if silence is not ended[0] else []
            yield hit(silence.cell, *first, id=silence.rule, until=silence.until)
