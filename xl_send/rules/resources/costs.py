"""What a line of somebody's time costs, against how much time it is; and whose children a task looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.analysis.figures import middle
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import exact, pounds
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.submissions import Programme, Submission

DAYS_IN_A_YEAR = 365.25
# Of shorter lines the cost says little: materials, a fee for one course.
A_MONTH = 28
BOUGHT = Pattern(
    r"(?i)\b(?:contract(?:or|ed)?|delivery partner|supplier|consult(?:ancy|ants?)|associates?"
    r"|university|licen[cs]es?|provider|expenses)\b",
)
# Pounds that a full-time post costs in a year, agency rates and on-costs included: outside these no post does.
LEAST, MOST = 12_000.0, 250_000.0
# Within these most do.
USUAL = (20_000.0, 160_000.0)
TENFOLD, THOUSAND = 10.0, 1000.0
FAR_TOO_LITTLE = 6_000.0
# Hours of a full-time week in local government; fewer than these are taken for posts.
A_WEEK, FEWEST_HOURS = 37.0, 7.5
# As much alike as two spellings of one cohort are.
ALIKE = 0.86
_FIGURES = Pattern(r"\d+")
FIELDS = (("cohort", "Cohorts", "cohort"), ("service", "Service areas", "service area"))


def _a_year(line: Resource) -> float:
    """What a full-time post would cost in a year at this line's rate, in pounds; 0 where that is unknown."""
    days = (line.ends - line.starts).days + 1
    known = line.cost and line.fte > 0 and days >= A_MONTH and not BOUGHT.search(f"{line.role or ''}; {line.who}")
    return (line.cost or 0.0) / (line.fte * days / DAYS_IN_A_YEAR) if known else 0.0


@rule(
    "RS31",
    Severity.QUERY,
    "The cost of {cost} for {fte} FTE over {days} days is {rate} a year for a full-time post{others}.",
    "{check} If {it} is right, check {rest}, or explain this finding.",
)
def cost_ten_times_out(programme: Programme) -> Iterator[Hit]:
    """What a line costs is of the order of its time.

    A nought too many puts a part-time worker at the price of a team, and one too few hides a cost from the budget.
    Asked where a full-time post would cost more than £250,000 a year, or less than £6,000 (£12,000 where another line
    of theirs costs more), and a tenth of the cost, ten times or a thousand times as much would be usual. Where the FTE
    is that of hours a week, 37 to a full-time post, and the cost fits them, it is the FTE that is asked about; so it is
    where Available FTE is ten times as much. What is bought as a contract is priced otherwise than posts are.

    **Fails**

    Resources:
    | ID | From | To | FTE | Cost (pounds) |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | 1 Sep 2026 | 31 Aug 2027 | 0.5 | <250000> |
    | TRN-P02 | 1 Sep 2026 | 31 Aug 2027 | 0.5 | <2500> |
    | TRN-P03 | 1 Sep 2026 | 31 Aug 2027 | <37> | 52000 |
    | TRN-P04 | 1 Sep 2026 | 31 Aug 2027 | <18.5> | 26000 |

    **Fails**

    Resources:
    | ID | From | To | FTE | Available FTE | Cost (pounds) |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | 4 Jan 2027 | 30 Mar 2027 | <0.2> | 2 | 36000 |
    | TRN-P02 | 4 Jan 2027 | 30 Mar 2027 | 0.2 | 1 | <36000> |

    **Passes**

    Resources:
    | ID | From | To | FTE | Cost (pounds) | Role |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | 1 Sep 2026 | 31 Aug 2027 | 0.5 | 25000 | Link worker |
    | TRN-P02 | 1 Sep 2026 | 31 Aug 2027 | 0.5 | 120000 | Link worker |
    | TRN-P03 | 1 Sep 2026 | 31 Aug 2027 | 0.5 | 500 | Link worker |
    | TRN-P04 | 1 Sep 2026 | 31 Aug 2027 | 0.5 | | Link worker |
    | TRN-P05 | 1 Sep 2026 | 31 Aug 2027 | 0.5 | 250000 | Delivery partner, contract |
    | TRN-P06 | 1 Sep 2026 | 31 Aug 2027 | 0.1 | 26000 | Consultant by the day |
    """
    rates = {line: rate for line in programme.each(Resource) if (rate := _a_year(line))}
    for line, rate in rates.items():
        hours = _in_hours(line, rate) or _a_tenth_of_the_posts(line, rate)
        factor = 0.0 if hours else _slip(line, rate, rates)
        if (hours or factor) and line.cost:
            others = [other for one, other in rates.items() if one is not line and LEAST <= other <= MOST]
            beside = f"; other lines come to about {pounds(round(middle(others), -3))}" if len(others) > 1 else ""
            blamed, other, note = ("fte", "cost", "the cost") if hours else ("cost", "fte", "the time")
            meant = f"Check the noughts: was {pounds(line.cost * factor)} meant?"
            yield hit(
                line.at(blamed), Related(line.at(other), note), cost=pounds(line.cost), fte=line.fte,
                days=(line.ends - line.starts).days + 1, rate=pounds(round(rate, -2)), others=beside,
                check=hours or meant, it="the FTE" if hours else "the cost",
                rest="the cost, From and To" if hours else "FTE, From and To",
            )  # fmt: skip


def _in_hours(line: Resource, rate: float) -> str:
    """What to do about an FTE that seems to be hours a week; nothing where it is none."""
    posts = line.fte / A_WEEK
    looks_so = line.fte >= FEWEST_HOURS and line.fte % 0.5 == 0
    if not looks_so or rate >= FAR_TOO_LITTLE or not USUAL[0] <= rate * A_WEEK <= USUAL[1]:
        return ""
    return f"If these are hours a week, type {exact(round(posts, 2))}: a full-time post is 1 FTE."


def _a_tenth_of_the_posts(line: Resource, rate: float) -> str:
    """What to do about an FTE that is a tenth of what there is, where its cost is that of ten times as much."""
    whole = round(line.fte * TENFOLD, 9)
    if line.available != whole or rate <= MOST or not USUAL[0] <= rate / TENFOLD <= USUAL[1]:
        return ""
    return f"Check the decimal point: was {exact(whole)} meant, which Available FTE is?"


def _slip(line: Resource, rate: float, rates: Mapping[Resource, float]) -> float:
    """By what a cost is probably out: a tenth, ten times or a thousand times would be usual; else 0."""
    if LEAST <= rate <= MOST:
        return 0.0
    likely = [factor for factor in (1 / TENFOLD, TENFOLD, THOUSAND) if USUAL[0] <= rate * factor <= USUAL[1]]
    others = [other for one, other in rates.items() if one.who == line.who and one is not line]
    # A share of a cost, such as what a partner charges, is low as well; another line of theirs tells which it is.
    borne_out = rate > MOST or rate < FAR_TOO_LITTLE or any(other > LEAST for other in others)
    return likely[0] if likely and borne_out else 0.0


@rule(
    "RS32",
    Severity.QUERY,
    '{column} says "{text}", which is not among your {list}.',
    'Was "{likely}" meant? Tasks with one {what} are compared with one another. If it is another, add it on Lists.',
)
def cohort_mistyped(programme: Programme) -> Iterator[Hit]:
    """The cohort and the service area of a task are written as on the Lists sheet.

    Two tasks that ask the same people are seen by these words; a slip hides one of them. Asked where what is written
    is nearly a word of the list, or of another task, with the same figures.

    **Fails**

    Diagnostics:
    | ID | Cohort |
    | --- | --- |
    | TRN-T01 | Year 6 moving to Year 7 |
    | TRN-T02 | Year 6 moving to Year 7 |
    | TRN-T03 | <Year 6 movng to Year 7> |

    **Passes**

    Diagnostics:
    | ID | Cohort |
    | --- | --- |
    | TRN-T01 | Year 6 moving to Year 7 |
    | TRN-T02 | Early years (0 to 5) |
    | TRN-T03 | Year 6 moving to Year 7 |
    | TRN-T04 | Year 5 moving to Year 6 |
    """
    for submission in programme.submissions:
        for field, title, what in FIELDS:
            known = _known(submission, programme, field, title)
            for task in submission.all(Diagnostic):
                text = getattr(task, field)
                likely = _meant(text, known) if text else ""
                if likely:
                    words = {"text": text, "list": title.lower(), "likely": likely, "what": what}
                    yield hit(task.at(field), column=task.at(field).column, **words)


def _known(submission: Submission, programme: Programme, field: str, title: str) -> list[str]:
    """The words of a council's own list; without one, what several tasks of the programme say."""
    if own := submission.own_lists.get(title):
        return list(own)
    said = [getattr(task, field) for task in programme.each(Diagnostic) if getattr(task, field)]
    return sorted({text for text in said if said.count(text) > 1})


def _meant(text: str, known: list[str]) -> str:
    """The word of a list that was probably meant, or nothing."""
    by_case = {word.casefold(): word for word in known}
    plain = " ".join(text.casefold().split())
    if plain in by_case or name_key(text) in map(name_key, known):
        return ""
    from difflib import get_close_matches

    alike = [word for word in by_case if _FIGURES.findall(word) == _FIGURES.findall(plain)]
    likely = get_close_matches(plain, alike, n=1, cutoff=ALIKE)
    return by_case[likely[0]] if likely else ""
