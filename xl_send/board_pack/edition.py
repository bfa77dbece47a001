"""Which edition of a pack this is, and what is asked of it: audience, meeting, version, sign-off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from xl_send.board_pack.audiences import AUDIENCES, AudienceProfile, PackAudience
from xl_send.value_classes import field, frozen

DRAFT_VERSION, FINAL_VERSION = "0.1", "1.0"


@frozen(eq=True, slots=True)
class PackRequest:
    """What is asked of a pack. Blank is the usual: the audience's own forum, its next meeting, a first version.

    `words` are officers' own words from last period's document `source`, by the name of their place. `hashes` are the
    SHA-256 of the workbooks, by name, and `product` the version that makes the pack.
    """

    audience: PackAudience = PackAudience.BOARD
    final: bool = False
    version: str = ""
    forum: str = ""
    meeting: date | None = None
    signed: str = ""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source: str = ""
    product: str = ""
    hashes: Mapping[str, str] = field(default_factory=dict)

    @property
    def profile(self) -> AudienceProfile:
        """What this audience gets."""
        return AUDIENCES[self.audience]

    @property
    def edition(self) -> str:
        """Draft 0.1, or Final 1.0."""
        kind, usual = ("Final", FINAL_VERSION) if self.final else ("Draft", DRAFT_VERSION)
        return f"{kind} {self.version or usual}"
