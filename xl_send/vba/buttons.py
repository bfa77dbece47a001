"""The ribbon's buttons, from the table of commands: a button is there only if it does something.

A button that stands for a command says what the command's own summary says. It is left out while its
command does not exist, or while the macros do not answer its action.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from xl_send.value_classes import NamedTuple
from xl_send.vba.ribbon import Button, Group
from xl_send.verbs import COMMANDS, Command

# The Word report is an option of a command that writes web pages too.
WORD = "report --word"


class ButtonPlan(NamedTuple):
    """A button as planned: `verb` is its command, with an option if need be; macros alone need none."""

    action: str
    verb: str
    label: str
    icon: str
    keytip: str
    screentip: str
    more: str = ""
    large: bool = False


_ASIDE = "Nothing is sent anywhere, and what you typed is not changed."
_PLANS: dict[str, tuple[ButtonPlan, ...]] = {
    "Check": (
        ButtonPlan("validate", "validate", "Validate", "DataValidation", "V", "Check this workbook", _ASIDE,
        large=True),
        ButtonPlan("next", "", "Next problem", "next_cell", "N", "Go to the next cell to put right",
             "Selects the next cell that the Checks sheet lists, and shows beside it what to do. Its keys are "
             "Ctrl+Shift+N."),
        ButtonPlan("explain", "", "Explain this finding", "explain", "E", "Say why a finding may stand",
             "Works on the row of Checks or the marked cell under the cursor. Asks for the reason, whose word it is "
             "and until when, and puts them under Explanations on Checks. Your own cells are not changed."),
        ButtonPlan("clear", "", "Clear marks", "clear_cells", "X", "Put the lights out",
             "Empties the Checks sheet, so that no cell is lit up. Your own cells are not changed."),
    ),
    "Status": (
        ButtonPlan("status", "status", "Compute RAG", "traffic_light", "R", "Red, Amber or Green, and why",
             "They stand on the Status sheet, beside the colours that were reported.", large=True),
        ButtonPlan("why", "", "Why this colour?", "look_closer", "Y", "Explain the row under the cursor",
             "Says from its dates and figures why a milestone, KPI, risk or interdependency has its colour."),
    ),
    "Interdependencies": (
        ButtonPlan("conflicts", "conflicts", "Find conflicts", "TraceDependents", "C", "Where two plans do not fit", "",
             large=True),
        ButtonPlan("sequence", "sequence", "Suggest order", "order", "O", "An order in which everything fits"),
        ButtonPlan("whatif", "whatif", "What if", "slip", "W", "See what a slip would do",
             "Asks which milestone would be late and by how many working days."),
    ),
    "Reports": (
        ButtonPlan("report-word", WORD, "Board summary (Word)", "word_page", "B", "The board paper",
             "Writes a Word document that you can edit before it goes out."),
        ButtonPlan("report", "report", "Board summary (web page)", "FileSaveAsWebPage", "P", "The board page",
        large=True),
    ),
    "Programme": (
        ButtonPlan("consolidate", "consolidate", "Consolidate a folder", "Consolidate", "F",
             "Many returns, one workbook",
             "Asks for the folder that holds the returns.", large=True),
        ButtonPlan("adopt", "adopt", "Adopt this tracker", "adopt", "T", "Your tracker as a standard workbook",
             "Reads the workbook in front, which is not changed, and writes a new one where you choose."),
    ),
    "Help": (
        ButtonPlan("guide", "", "Guide", "guide", "G", "How to fill in this workbook",
             "Goes to the Start page, which explains the sheets, the colours and the buttons."),
        ButtonPlan("about", "", "About", "about", "A", "Which edition this is",
             "Says which edition of the buttons this is and what they do."),
    ),
}  # fmt: skip


def ribbon_groups(actions: Collection[str], commands: Sequence[Command] = COMMANDS) -> list[Group]:
    """The groups with at least one button whose command exists and whose action the macros answer."""
    known = {command.verb: command for command in commands}
    found = [
        Group(label, tuple(_button(plan, known) for plan in plans if plan.action in actions and _exists(plan, known)))
        for label, plans in _PLANS.items()
    ]
    return [group for group in found if group.buttons]


def _exists(plan: ButtonPlan, known: dict[str, Command]) -> bool:
    verb, _, option = plan.verb.partition(" --")
    return not verb or (verb in known and (not option or option in {item.name for item in known[verb].options}))


def _button(plan: ButtonPlan, known: dict[str, Command]) -> Button:
    summary = known[plan.verb].summary if plan.verb in known else ""
    supertip = " ".join(filter(None, (summary, plan.more)))
    return Button(plan.action, plan.label, plan.icon, plan.keytip, plan.screentip, supertip, plan.large)
