"""What words say of handovers, meetings, schools, posts and days, against the rows that have them."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.kpis.kpis import off_track
from faults.planters.milestones.milestones import to_come
from faults.planting import enter_all, plants, set_cell
from faults.plot import Plot, after, days_from, holds

MILESTONES, STREAMS, LOG = "Milestones", "Workstreams", "Issues and decisions"
PROGRESS, REASON = "Progress since last time", "Reason and path to green"

enter_all(
    {
        "CM87": set_cell(
            MILESTONES, "Commentary",
            "We wait for the results of the review from health, which will be with us in May.", holds("ID", "EHP-M08"),
        ),
        "CM88": set_cell(
            MILESTONES, "Commentary", "Needs the outreach capacity figures by January.", holds("ID", "SUF-M10")
        ),
        "CM89": set_cell(
            MILESTONES, "Commentary", "The training module on speech and language arrived.", holds("ID", "EHP-M09")
        ),
        "CM90": set_cell(
            STREAMS, PROGRESS, "Cabinet agreed the design of the transition service in July.", holds("Code", "TRN")
        ),
        "CM91": set_cell(MILESTONES, "Done when", "60% of Year 6 plans final", holds("ID", "STA-M08")),
        "CM92": set_cell(
            MILESTONES, "Help needed",
            lambda row: f"Health are asked for an answer by {days_from(row.day('Forecast date'), 20)}.",
            to_come, after("Forecast date"),
        ),
        "CM93": set_cell(LOG, "What happens if not", "The baseline stays at 4 January.", holds("ID", "SUF-A01")),
        "CM94": set_cell(
            STREAMS, PROGRESS, "The provision at Priors Wood Academy opened in September.", holds("Code", "SUF")
        ),
        "CM95": set_cell(STREAMS, PROGRESS, "The inclusion adviser only came in June.", holds("Code", "EHP")),
        "MC43": set_cell(
            STREAMS, REASON, "Advice is slow, and we will be green by Christmas.", holds("Code", "EHP")
        ),
        "MC44": (
            set_cell(STREAMS, "Next period", "First trial findings by 16 November.", holds("Code", "EHP")), ("CM24",)
        ),
        "GV52": set_cell(MILESTONES, "Commentary", "The next meeting is in May.", holds("ID", "OUT-M09")),
    }
)  # fmt: skip


@plants("MC46", "KP33", "KP31", "CM02", "CM21", "CM95", "WM02", "WM04")
def green_before_the_cure(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", off_track)
    kpi.write("Commentary", "Two posts are out to advert, and starters by 30 April 2028 will bring it back.")
    return kpi.write("Back to green by", "18 Dec 2026")
