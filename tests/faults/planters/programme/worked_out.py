"""Numbers that texts work out or give twice, of which one is altered."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.figures.figures import path, series
from faults.planters.kpis.kpis import SHEET, rated
from faults.planting import plants, set_cells
from faults.plot import Plot, Row, holds, number

MILESTONES, STREAMS, LOG, ACTUALS = "Milestones", "Workstreams", "Issues and decisions", "Actuals"
PROGRESS, STREAM = "Progress since last time", "SUF"


def _rises(row: Row) -> bool:
    """A count of ten or more that is to rise, of which something is expected later."""
    values = [number(one["Value"]) for one in series(row)]
    counted = row["Unit"] == "Count" and row["Better when"] == "Higher"
    return counted and len(values) > 1 and values[-1] > 9 and bool(path(row))


def _rests_on_many(row: Row) -> bool:
    """A share whose last two figures rest on many."""
    bases = [number(one["Base"] or "0") for one in series(row)[-2:]]
    return row["Unit"] == "Percent" and len(bases) > 1 and min(bases) > 90


@plants("CM82", "MS24")
def tender_on_two_sides(plot: Plot) -> Blame:
    entry = plot.pick(LOG, holds("Workstream", STREAM), holds("Status", "Open"))
    entry.write("What happens if not", "Tender for the hall extension stays 12% over the estimate")
    (stream,) = plot.rows(STREAMS, holds("Code", STREAM))
    return stream.write(PROGRESS, "The tender for the hall extension is in, twelve per cent below the estimate.")


@plants("CM83", "CM31", "IS08")
def others_left(plot: Plot) -> Blame:
    entry = plot.pick(LOG, holds("Workstream", STREAM), holds("Status", "Open"))
    entry.write("What happens if not", "3 landlords not offered a lease")
    (stream,) = plot.rows(STREAMS, holds("Code", STREAM))
    return stream.write(PROGRESS, "New leases for landlords: 8 of 14 offered so far.")


@plants("CM84", "CM21")
def last_year_twice(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, rated, _rises)
    latest = series(kpi)[-1]
    latest.write("Note", f"{number(latest['Value']) - 7:.0f} last year")
    return kpi.write("Commentary", f"{latest['Value']} now, {number(latest['Value']) - 3:.0f} at this point last year.")


@plants("CM85")
def fewer_came(plot: Plot) -> Blame:
    entry = plot.pick(LOG, holds("Workstream", STREAM), holds("Status", "Open"))
    entry.write("What happens if not", "11 of 24 foster carers came to session 2")
    (stream,) = plot.rows(STREAMS, holds("Code", STREAM))
    return stream.write(PROGRESS, "Session 2 was held on 12 November, 9 came.")


@plants("UN54")
def dearer_each(plot: Plot) -> Blame:
    entry = plot.pick(LOG, holds("Workstream", STREAM), holds("Status", "Open"))
    entry.write("What happens if not", "We pay for 1,064 passengers, £8,553 each")
    (stream,) = plot.rows(STREAMS, holds("Code", STREAM))
    return stream.write("Purpose", f"{stream['Purpose']} Travel was £8.4m for 1,064 passengers.")


@plants("UN55", "AC24")
def another_base(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, rated, _rests_on_many)
    before, now = series(kpi)[-2:]
    before.write("Base", f"{number(now['Base']) + 11:.0f}")
    kpi.write("Definition", f"{kpi['Definition']} Counted over all ledgers.")
    (stream,) = plot.rows(STREAMS, holds("Code", kpi["Workstream"]))
    return stream.write(PROGRESS, f"{before['Base']} ledgers down to {number(now['Base']) + 4:.0f}.")


@plants("AC63", "KP93", "UN29")
def no_longer_its_base(plot: Plot) -> Blame:
    (kpi,) = plot.rows(SHEET, holds("ID", "SUF-K02"))
    latest = series(kpi)[-1]
    latest.write("Note", "")
    return latest.write("Value", "121")


@plants("AC64", "UN40", "AC07")
def rolling_base_trebled(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, rated, holds("Measures", "Rolling 12 months"), lambda row: bool(series(row)[-1]["Base"]))
    now = series(kpi)[-1]
    return now.write("Base", f"{number(now['Base']) * 2.7:.0f}")


@plants("AC65", "MS24", "UN45")
def fewer_after_it_was_reached(plot: Plot) -> Blame:
    (kpi,) = plot.rows(SHEET, holds("ID", "TRN-K01"))
    (milestone,) = plot.rows(MILESTONES, holds("ID", path(kpi)[0]["Milestone"]))
    latest = series(kpi)[-1]
    milestone.write("Commentary", f"There were {number(latest['Value']) + 10:.0f} pupils by then.")
    return latest.at("Period end")


@plants("AC66", "KP52")
def dated_before_it_was_due(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, rated, _rises, lambda row: series(row)[-1].day("Period end").month == 10)
    latest = series(kpi)[-1]
    path(kpi)[0].write("Measured on", "31 Oct 2026")
    kpi.write("Commentary", f"{latest['Value']} by the end of October, as we hoped.")
    return latest.write("Period end", "16 Oct 2026")


@plants("AC67", "CM21")
def less_two_by_another(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, rated, _rises)
    left = number(series(kpi)[-1]["Value"]) - 4
    return kpi.write("Commentary", f"Without the three late ones it would have been {left + 2:.0f}.")


@plants("AC68", "CM21")
def price_a_term(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, rated, holds("Unit", "Pounds"), lambda row: bool(series(row)))
    latest = series(kpi)[-1]
    price = number(latest["Value"]) / 10
    return kpi.write("Commentary", f"Ten places at £{price:,.0f} a term, for the first month only.")


@plants("UN52", "CM21")
def weeks_for_days(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, rated, holds("Unit", "Days"), lambda row: bool(series(row)))
    return kpi.write("Commentary", f"{series(kpi)[-1]['Value']} weeks, and falling.")


@plants("UN53", "UN13")
def two_scales(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, rated, holds("Unit", "Score"))
    kpi.write("Commentary", "Answers on a five-point scale.")
    return kpi.write("Definition", "Mean answer on a four-point scale")


plants("UN51", "RF22", "KP65", "KP97")(
    set_cells(
        SHEET,
        "Definition",
        {
            "KPI": "Ledgers with spare pages above 25%",
            "Definition": "Ledgers with over a third of pages empty / ledgers",
        },
        rated,
        holds("Unit", "Percent"),
    )
)
