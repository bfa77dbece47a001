"""Many returns brought together as one programme workbook's rows."""

from xl_send.consolidation.choice import UNSETTLED, Chosen, SetAside, SetAsideReason, choose_each_once, choose_returns
from xl_send.consolidation.merge import Difference, MergedProgramme, together
from xl_send.consolidation.returns import Return

__all__ = [
    "UNSETTLED",
    "Chosen",
    "Difference",
    "Return",
    "SetAside",
    "MergedProgramme",
    "SetAsideReason",
    "choose_returns",
    "choose_each_once",
    "together",
]
