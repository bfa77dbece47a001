"""What this computer's own rules for Office are known to stop, as far as a user may read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xl_send.shells.install.computer import Computer

# Office 2016, 2019, 2021 and Microsoft 365 all keep their settings under this number.
_POLICY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
_SETTING = r"Software\Microsoft\Office\16.0\Excel\Security"
_TRUSTED = "Trusted Locations"
_NO_MACROS, _SIGNED_MACROS = 4, 3


def what_stops_it(computer: Computer) -> Iterator[str]:
    """One sentence for each rule found that stops the add-in or its buttons, with who can change it."""
    if computer.platform != "win32":
        return
    warnings = computer.registry(_POLICY, "VBAWarnings") or computer.registry(_SETTING, "VBAWarnings")
    if warnings == _NO_MACROS:
        yield "Macros are switched off for Excel here (VBAWarnings is 4). IT can make an exception: see docs/for_it.md."
    if warnings == _SIGNED_MACROS:
        yield "Only signed macros run in Excel here (VBAWarnings is 3). IT can sign the add-in: see docs/for_it.md."
    if computer.registry(_POLICY, "RequireAddinSig") or computer.registry(_SETTING, "RequireAddinSig"):
        yield "Only signed add-ins are loaded here (RequireAddinSig). IT can sign the add-in: see docs/for_it.md."
    if computer.registry(_POLICY, "DisableAllAddins") or computer.registry(_SETTING, "DisableAllAddins"):
        yield "Excel loads no add-ins here (DisableAllAddins). Use the command line, or ask IT: see docs/for_it.md."
    trusted = "AllLocationsDisabled"
    if computer.registry(rf"{_POLICY}\{_TRUSTED}", trusted) or computer.registry(rf"{_SETTING}\{_TRUSTED}", trusted):
        yield "Excel trusts no folder here, not even its own (AllLocationsDisabled). Ask IT: see docs/for_it.md."
    if computer.add_in and came_from_the_web(computer.add_in):
        yield f"{computer.add_in} is marked as coming from the web, so its macros are blocked. Run install again."


def came_from_the_web(path: Path) -> bool:
    """Whether Windows keeps a note beside a file that it was downloaded."""
    try:
        return b"ZoneId=" in Path(f"{path}:Zone.Identifier").read_bytes()
    except OSError:
        return False
