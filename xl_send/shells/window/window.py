"""A small window with the ribbon's buttons, for places where Office may start no other program.

It needs nothing but Python's own tkinter. It works on the workbook that is open in Excel, on a file, or on
a folder of returns.
"""

from __future__ import annotations

import queue
import threading
import webbrowser
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from xl_send.errors import CannotRunError
from xl_send.progress import Progress, quietly
from xl_send.shells.buttons.button import OF_A_FOLDER
from xl_send.shells.outcome import Outcome
from xl_send.shells.window.files import IN_EXCEL, ButtonResult, press_on
from xl_send.vba.buttons import ribbon_groups
from xl_send.vba.sources import actions_of, macro_sources

if TYPE_CHECKING:
    import tkinter as tk

T = TypeVar("T")
NO_TK = (
    "This Python has no tkinter, which draws the window. Install it (on Debian: python3-tk), or use the command line."
)
TITLE = "SEND programme"
IN_EXCEL_WORDS = "The workbook that is open in Excel"
NOT_HERE = {"guide", "about"}
LISTEN_EVERY = 100


def window(
    *,
    progress: Progress = quietly,  # noqa: ARG001 - the window has its own bar
) -> Outcome:
    """Open the window and wait until it is closed."""
    try:
        import tkinter as tk
    except ImportError as error:
        raise CannotRunError(NO_TK) from error
    try:
        root = tk.Tk()
    except tk.TclError as error:
        message = "There is no screen to show a window on. Use the command line."
        raise CannotRunError(message) from error
    Window(root)
    root.mainloop()
    return Outcome("")


class Window:
    """What is on the screen: a choice of workbook, the buttons, a bar, and the sentence that a press ends in."""

    def __init__(self, root: tk.Tk) -> None:
        import tkinter as tk
        from tkinter import ttk

        self.root = root
        self.idle = tk.BooleanVar(root, value=True)
        self._ttk = ttk
        self._told: queue.Queue[float | ButtonResult] = queue.Queue()
        self.workbook = IN_EXCEL
        self.file = ""
        self.buttons: dict[str, ttk.Button] = {}
        root.title(TITLE)
        root.minsize(640, 420)
        root.columnconfigure(0, weight=1)
        root.rowconfigure(3, weight=1)
        self._choice()
        self._groups()
        self.bar = ttk.Progressbar(root, maximum=1.0)
        self.bar.grid(row=2, column=0, sticky="ew", padx=12, pady=6)
        self._sentence()

    def _choice(self) -> None:
        frame = self._ttk.Frame(self.root, padding=12)
        frame.grid(row=0, column=0, sticky="ew")
        frame.columnconfigure(0, weight=1)
        self.chosen = self._ttk.Label(frame, text=IN_EXCEL_WORDS)
        self.chosen.grid(row=0, column=0, sticky="w")
        choices = {"Choose a file": self.choose, "Choose a folder": self.choose_folder, "Use Excel": self.use}
        for column, (label, command) in enumerate(choices.items(), 1):
            self._ttk.Button(frame, text=label, command=command).grid(row=0, column=column, padx=(6, 0))

    def _groups(self) -> None:
        frame = self._ttk.Frame(self.root, padding=(12, 0))
        frame.grid(row=1, column=0, sticky="ew")
        groups = [group for group in ribbon_groups(actions_of(macro_sources())) if group.label != "Help"]
        for column, group in enumerate(groups):
            frame.columnconfigure(column, weight=1)
            box = self._ttk.LabelFrame(frame, text=group.label, padding=6)
            box.grid(row=0, column=column, sticky="nsew", padx=3)
            for button in group.buttons:
                if button.action not in NOT_HERE:
                    made = self._ttk.Button(box, text=button.label, command=partial(self.press, button.action))
                    made.pack(fill="x", pady=2)
                    made.bind("<Return>", lambda event: event.widget.invoke())
                    self.buttons[button.action] = made

    def _sentence(self) -> None:
        import tkinter as tk

        frame = self._ttk.Frame(self.root, padding=12)
        frame.grid(row=3, column=0, sticky="nsew")
        frame.columnconfigure(0, weight=1)
        frame.rowconfigure(0, weight=1)
        self.words = tk.Text(frame, wrap="word", height=8, state="disabled", font="TkDefaultFont")
        self.words.grid(row=0, column=0, sticky="nsew")
        self.opener = self._ttk.Button(frame, text="Open the result", command=self.open, state="disabled")
        self.opener.grid(row=1, column=0, sticky="e", pady=(6, 0))

    def choose(self) -> None:
        """Ask for a workbook."""
        from tkinter import filedialog

        named = filedialog.askopenfilename(title="Choose a workbook", filetypes=[("Excel workbooks", "*.xlsx *.xlsm")])
        if named:
            self.use(named)

    def choose_folder(self) -> None:
        """Ask for a folder of returns."""
        named = _asked_folder()
        if named:
            self.use(named)

    def use(self, chosen: str = IN_EXCEL) -> None:
        """Work on this file or folder, or on the workbook that is open in Excel."""
        self.workbook = chosen
        self.chosen.configure(text=chosen or IN_EXCEL_WORDS)

    def press(self, action: str) -> None:
        """Do what a button promises, aside, so that the window can be moved meanwhile."""
        given = self._given(action)
        if given is None:
            self.say("Nothing was done.")
            return
        for button in self.buttons.values():
            button.configure(state="disabled")
        self.idle.set(False)
        self.say("Working...")
        work = threading.Thread(target=lambda: self._told.put(press_on(self.workbook, action, given, self._progress)))
        work.daemon = True
        work.start()
        self.root.after(LISTEN_EVERY, self._listen)

    def _given(self, action: str) -> dict[str, str] | None:
        """What a button must know first; nothing when the person thought better of it."""
        if action in OF_A_FOLDER and not (self.workbook and Path(self.workbook).is_dir()):
            folder = _asked_folder()
            return {"folder": folder} if folder else None
        if action == "explain" and self.workbook == IN_EXCEL:
            return _asked_explanation()
        return self._asked() if action == "whatif" else {}

    def _asked(self) -> dict[str, str] | None:
        from tkinter import simpledialog

        name = simpledialog.askstring(TITLE, "Which milestone, task or handover would come later? Its id:")
        if not name or "=" in name:
            return {"id": name} if name else None
        days = simpledialog.askstring(TITLE, "By how many working days? (3 weeks will do as well.)")
        return {"id": name, "days": days} if days else None

    def _progress(self, things: Iterable[T], label: str, length: int) -> Iterator[T]:  # noqa: ARG002 - the bar has no words
        for number, thing in enumerate(things, 1):
            yield thing
            self._told.put(number / max(length, 1))

    def _listen(self) -> None:
        while not self._told.empty():
            told = self._told.get()
            if isinstance(told, ButtonResult):
                self._finish(told)
                return
            self.bar.configure(value=told)
        self.root.after(LISTEN_EVERY, self._listen)

    def _finish(self, done: ButtonResult) -> None:
        self.say(done.say)
        self.file = done.file
        self.bar.configure(value=0)
        self.opener.configure(state="normal" if done.file else "disabled")
        for button in self.buttons.values():
            button.configure(state="normal")
        self.idle.set(True)

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        self.words.configure(state="normal")
        self.words.delete("1.0", "end")
        self.words.insert("1.0", sentence)
        self.words.configure(state="disabled")

    def open(self) -> None:
        """Open what was written in whatever program opens such files."""
        if self.file:
            webbrowser.open(Path(self.file).resolve().as_uri())


def _asked_folder() -> str:
    from tkinter import filedialog

    return str(filedialog.askdirectory(title="Choose the folder that holds the returns", mustexist=True) or "")


def _asked_explanation() -> dict[str, str] | None:
    """Why the finding under Excel's cursor may stand, whose word that is, and until when."""
    from tkinter import simpledialog

    questions = {
        "reason": ("Why may the finding under the cursor stand?", ""),
        "by": ("Whose word is this?", ""),
        "until": ("Until which day does it hold? Type a day, such as 31 March 2027, or leave it.", "for good"),
    }
    given = {}
    for name, (question, usual) in questions.items():
        typed = simpledialog.askstring(TITLE, question, initialvalue=usual)
        if not typed:
            return None
        given[name] = typed
    return given
