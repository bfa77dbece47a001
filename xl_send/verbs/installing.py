"""Verbs that put the product where people work."""

from __future__ import annotations

from xl_send.verbs.declaration import SHELLS_ROOM, Command, Option, Work

INSTALLING: tuple[Command, ...] = (
    Command(
        "window",
        "Open a small window with the same buttons, for places where Excel may start no other program.",
        (),
        (),
        Work(f"{SHELLS_ROOM}.window.window:window"),
    ),
    Command(
        "install",
        "Put the add-in where Excel loads it from, for this user, and say line by line what works.",
        (),
        (Option("check", "Write nothing; only say what works on this computer and what does not.", flag=True),),
        Work(f"{SHELLS_ROOM}.install.install:install"),
    ),
    Command(
        "uninstall",
        "Take away what install put in place, and nothing else.",
        (),
        (),
        Work(f"{SHELLS_ROOM}.install.install:uninstall"),
    ),
)
