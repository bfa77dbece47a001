"""Faults of people and posts: one in two posts, another post that is vacant, a return of another's."""

from __future__ import annotations

from faults.clean import Blame
from faults.planting import plants
from faults.plot import Plot, has, holds, in_hand, in_workbook, lacks

MILESTONES, LOG, POSTS = "Milestones", "Issues and decisions", "Resources"


@plants("OW09")
def two_posts(plot: Plot) -> Blame:
    rows = plot.rows(MILESTONES, in_workbook("transition.xlsx"), in_hand)
    for row in rows[:2]:
        row.write("Owner", "Travel Adviser, Priti Sol")
    return rows[2].write("Owner", "Review Officer, Priti Sol")


@plants("OW10", "RS15", "WM01", "WM04", "WM05")
def another_is_vacant(plot: Plot) -> Blame:
    entry = plot.pick(LOG, in_workbook("transition.xlsx"), holds("Status", "Open"))
    posts = plot.rows(POSTS, in_workbook("transition.xlsx"), holds("Workstream", entry["Workstream"]))
    for post, grade, status in zip(posts, ("Senior", "Assistant"), ("In post", "Recruiting"), strict=False):
        post.write("Role", f"{grade} swimming instructor")
        post.write("Post status", status)
    return entry.write("What", "Senior swimming instructor post unfilled.")


@plants("PR65")
def prepared_by_another(plot: Plot) -> Blame:
    account = plot.pick("Interdependencies", lacks("State"), lambda row: row["Giver"] == "External")
    account.write("Giver owner", "Harbour adviser, Amir Stride")
    return plot.setting(account.workbook, "Programme", "Prepared by").write("Value", "Amir Stride")


@plants("OW11", "OW03", "OW06", "CM12", "CM23", "CM24")
def owned_by_another_in_the_reason(plot: Plot) -> Blame:
    row = plot.pick("Milestones", lacks("Actual date", "State"), has("Forecast date", "Owner"))
    stream = plot.pick("Workstreams", holds("Code", row.code))
    stream.write("Deputy", "Nadia Brook")
    text = stream["Reason and path to green"]
    words = f"{row['ID']} is in hand ({row['Forecast date']}, Nadia Brook)."
    stream.write("Reason and path to green", f"{text.rstrip('. ')}. {words}" if text else words)
    return row.at("Owner")
