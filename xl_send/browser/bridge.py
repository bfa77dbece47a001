"""What the page asks and is answered: JSON in, JSON out, never a traceback. The page's script holds no rule."""

from __future__ import annotations

import gc
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from xl_send.board_pack.audiences import PackAudience
from xl_send.browser.answers.colours import colours_answer
from xl_send.browser.answers.findings import findings_answer
from xl_send.browser.answers.read import names_to_suppose, read_answer
from xl_send.browser.answers.tables import order_answer, what_if_answer
from xl_send.browser.fragments import fragment
from xl_send.browser.saving import SAVED, board_file
from xl_send.browser.workspace import Workspace
from xl_send.commands.whatif import one_slip
from xl_send.errors import CannotRunError, Error
from xl_send.listings.conflicts import none_found
from xl_send.progress import Progress, telling
from xl_send.reading.loaded import Refusal
from xl_send.shells.crash_message import crash_message

T = TypeVar("T")
Asked = Mapping[str, Any]
Answer = dict[str, object]

NOTHING_WRONG = "Nothing was found that must be put right."
TOO_MUCH = (
    "This is more than a browser can hold in its memory. Put in fewer workbooks at once, or use the installed xl_send."
)
NOT_YET = "Put in workbooks first, or try the example."


class Bridge:
    """The product behind the page. Workbooks lie in `returns`, examples in `example`, what is made in `made`.

    `tell` is told in words how far the work has come; `pause` is called between its steps, so that a page that has no
    worker can draw itself meanwhile.
    """

    def __init__(
        self,
        folders: Mapping[str, Path],
        tell: Callable[[str], object],
        pause: Callable[[], object] = lambda: None,
    ) -> None:
        self.returns, self.example, self.made = (folders[name] for name in ("returns", "example", "made"))
        self.progress = telling(tell, _pausing(pause))
        self.workspace: Workspace | None = None
        self.asks: Mapping[str, Callable[[Asked], Answer]] = {
            "read": self._read,
            "findings": lambda _: {"html": findings_answer(self._at.checked, NOTHING_WRONG)},
            "status": lambda _: {"html": colours_answer(self._at.coloured)},
            "conflicts": lambda _: {"html": self._conflicts()},
            "order": lambda _: {"html": order_answer(self._at.ordered)},
            "board": self._board,
            "whatif": self._what_if,
            "save": self._save,
        }

    def answer(self, asked: str) -> str:
        """The answer to one question: what it asks for, or `refused`, a sentence that says why not."""
        question: Asked = json.loads(asked)
        try:
            found = self.asks[question["ask"]](question)
        except Error as error:
            found = {"refused": str(error)}
        except (MemoryError, RecursionError):
            found = {"refused": TOO_MUCH}
        except Exception as error:  # noqa: BLE001 - an officer is told in a sentence, whatever went wrong inside
            found = {"refused": crash_message(error, "what you did last")}
        return json.dumps(found, ensure_ascii=False)

    @property
    def _at(self) -> Workspace:
        if self.workspace is None:
            raise CannotRunError(NOT_YET)
        return self.workspace

    def _read(self, asked: Asked) -> Answer:
        """Everything that was put in, read; what was read before is let go first."""
        self.workspace = None
        gc.collect()
        shutil.rmtree(self.made, ignore_errors=True)
        os.chdir(self.returns)
        names = [str(name) for name in asked["names"]]
        if asked.get("example"):
            names = self._examples()
        kept_out = [Refusal(str(path), str(why)) for path, why in asked.get("kept_out", ())]
        self.workspace = Workspace(
            names, self.made, as_at=str(asked.get("as_at", "")), kept_out=kept_out, progress=self.progress
        )
        return {"html": read_answer(self.workspace), **names_to_suppose(self.workspace)}

    def _examples(self) -> list[str]:
        """The example workbooks copied to where workbooks lie; their names."""
        names = []
        for path in sorted(self.example.glob("*.xlsx")):
            (self.returns / path.name).write_bytes(path.read_bytes())
            names.append(path.name)
        return names

    def _conflicts(self) -> str:
        found = self._at.at_odds
        return findings_answer(found, none_found(found.programme, found.not_checked))

    def _board(self, asked: Asked) -> Answer:
        """The pack of an audience, the board's unless another is asked for, and what goes beside it."""
        audience = str(asked.get("audience") or PackAudience.BOARD)
        page = board_file(self._at, audience).content.decode("utf-8")
        pack = self._at.pack(audience)
        notes = [note.replace(f"{pack.folder}{os.sep}", "") for note in pack.made.told_besides]
        return {"page": page, "html": fragment("beside.html.j2", notes=notes)}

    def _what_if(self, asked: Asked) -> Answer:
        """What is supposed of an id, a person, or something done; an id may be followed by what it is called."""
        given = {name: " ".join(str(asked.get(name, "")).split()) for name in ("id", "days", "person", "closed")}
        slips = [one_slip(given["id"].partition(" ")[0], given["days"])] if given["id"] or given["days"] else []
        people = [given["person"]] if given["person"] else []
        closed = [given["closed"].partition(" ")[0]] if given["closed"] else []
        return {"html": what_if_answer(self._at.supposed(slips, people, closed))}

    def _save(self, asked: Asked) -> Answer:
        """A file made and left in the folder `made`, from where the page takes it."""
        given = {"audience": str(asked["audience"])} if asked.get("audience") else {}
        name, content = SAVED[asked["what"]](self._at, **given)
        path = self.made / "to_save"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return {"name": name, "path": str(path)}


def _pausing(pause: Callable[[], object]) -> Progress:
    def walked(things: Iterable[T], label: str, length: int) -> Iterator[T]:  # noqa: ARG001 - as Progress is called
        for thing in things:
            pause()
            yield thing

    return walked


def page_bridge(tell: Callable[[str], object], pause: Callable[[], object]) -> Bridge:
    """The bridge as it stands in the page, whose folders are in memory alone.

    What is read holds no cycles: collecting it again and again finds nothing, so it is done once a workspace.
    """
    folders = {name: Path("/", name) for name in ("returns", "made")}
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    gc.disable()
    return Bridge({**folders, "example": Path(__file__).parent / "example"}, tell, pause)
