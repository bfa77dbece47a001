"""The one table of verbs: the command line, its reference page, the buttons and the window are made from it."""

from xl_send.verbs.checking import CHECKING
from xl_send.verbs.declaration import Argument, Command, Option, Work
from xl_send.verbs.keeping import KEEPING
from xl_send.verbs.planning import PLANNING
from xl_send.verbs.returns import RETURNS
from xl_send.verbs.setting_up import ADOPTING, INSTALLING, STARTING
from xl_send.verbs.tabling import TABLING

COMMANDS: tuple[Command, ...] = (*STARTING, *ADOPTING, *CHECKING, *PLANNING, *RETURNS, *KEEPING, *TABLING, *INSTALLING)

__all__ = ["COMMANDS", "Argument", "Command", "Option", "Work"]
