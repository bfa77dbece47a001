"""Many returns brought together as one programme workbook's rows."""

from xl_send.consolidation.choosing import Chosen, SetAside, Why, choose
from xl_send.consolidation.returns import Return
from xl_send.consolidation.together import Difference, Together, together

__all__ = ["Chosen", "Difference", "Return", "SetAside", "Together", "Why", "choose", "together"]
