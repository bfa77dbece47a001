"""Many returns brought together as one programme workbook's rows."""

from xl_send.consolidation.choice import Chosen, SetAside, SetAsideReason, choose
from xl_send.consolidation.merge import Difference, MergedProgramme, together
from xl_send.consolidation.returns import Return

__all__ = ["Chosen", "Difference", "Return", "SetAside", "MergedProgramme", "SetAsideReason", "choose", "together"]
