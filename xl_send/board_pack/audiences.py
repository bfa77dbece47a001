"""Who may see what: the one table of audiences, from which the reference page is written too."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from xl_send.value_classes import frozen
from xl_send.workbook.sheets.choices import Audience, ForumLevel


class PackAudience(StrEnum):
    """For whom a pack is made, as `--audience` names it."""

    WORKSTREAM = "workstream"
    BOARD = "board"
    PARTNERSHIP = "partnership"
    FORUM = "forum"
    SCRUTINY = "scrutiny"
    PARENTS = "parents"
    DFE = "dfe"


@frozen(eq=True, slots=True, kw_only=True)
class AudienceProfile:
    """What one audience gets and what is left out.

    `sees` is the least *Publish* of a row that it is shown. `narrative` are the workstreams' own accounts, `staffing`
    lines of people, `money_lines` single lines of money, `ids` the ids of rows, `scores` risk scores. A `public` pack
    is not written while a finding says that a workbook names a person.
    """

    name: str
    gets: str
    size: str
    leaves_out: str
    sees: Audience
    level: ForumLevel | None = None
    forum_words: tuple[str, ...] = ()
    public: bool = False
    narrative: bool = True
    staffing: bool = True
    money_lines: bool = True
    ids: bool = True
    scores: bool = True
    large: bool = False


AUDIENCES: Mapping[PackAudience, AudienceProfile] = {
    PackAudience.WORKSTREAM: AudienceProfile(
        name="Workstream leads",
        gets="Each workstream's own rows, and its findings with rule and cell",
        size="one page a workstream",
        leaves_out="other workstreams' narratives",
        sees=Audience.BOARD,
        level=ForumLevel.WORKSTREAM,
    ),
    PackAudience.BOARD: AudienceProfile(
        name="Programme board",
        gets="The pack: what is asked of it, why and what comes next, and the annex",
        size="2 pages and an annex of at most 10",
        leaves_out="rule codes, cells, findings",
        sees=Audience.BOARD,
        level=ForumLevel.PROGRAMME,
    ),
    PackAudience.PARTNERSHIP: AudienceProfile(
        name="SEND partnership",
        gets="Handovers of partners first, then the pack with a short annex",
        size="2 pages and an annex of at most 4",
        leaves_out="rows whose Publish is Board, lines of staffing, single lines of money",
        sees=Audience.PARTNERS,
        level=ForumLevel.PARTNERSHIP,
        forum_words=("partnership",),
        staffing=False,
        money_lines=False,
    ),
    PackAudience.FORUM: AudienceProfile(
        name="Schools Forum",
        gets="Money, places, and what is asked of schools and when",
        size="2 pages",
        leaves_out="rows whose Publish is Board, casework, the workstreams' narratives, risks, staffing",
        sees=Audience.PARTNERS,
        level=ForumLevel.STATUTORY,
        forum_words=("schools forum",),
        public=True,
        narrative=False,
        staffing=False,
        money_lines=False,
        scores=False,
    ),
    PackAudience.SCRUTINY: AudienceProfile(
        name="Scrutiny and Cabinet",
        gets="A cover and the pack",
        size="at most 4 pages",
        leaves_out="rows whose Publish is Board, lines of staffing, single lines of money, small numbers",
        sees=Audience.PARTNERS,
        level=ForumLevel.COUNCIL,
        forum_words=("scrutiny",),
        public=True,
        staffing=False,
        money_lines=False,
    ),
    PackAudience.PARENTS: AudienceProfile(
        name="Parents and carers",
        gets='Plain English in large print: what is changing, what is done, "you said, we did"',
        size="2 pages",
        leaves_out="rows whose Publish is not Public, risks and scores, ids, staff, money, narratives",
        sees=Audience.PUBLIC,
        public=True,
        narrative=False,
        staffing=False,
        money_lines=False,
        ids=False,
        scores=False,
        large=True,
    ),
    PackAudience.DFE: AudienceProfile(
        name="Department for Education",
        gets="Conditions of the plan (Plan reference) one by one, and each KPI's path in figures",
        size="2 pages and tables",
        leaves_out="rows whose Publish is Board, the workstreams' narratives, staffing, risks",
        sees=Audience.PARTNERS,
        narrative=False,
        staffing=False,
        money_lines=False,
        scores=False,
    ),
}
_WIDTH = {Audience.BOARD: 0, Audience.PARTNERS: 1, Audience.PUBLIC: 2}


def may_see(profile: AudienceProfile, publish: Audience) -> bool:
    """Whether a row of this *Publish* may be shown to an audience."""
    return _WIDTH[publish] >= _WIDTH[profile.sees]
