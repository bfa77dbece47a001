"""XML made safe: a part is checked as a whole before anything in it is believed."""

from __future__ import annotations

import pyexpat
import re
from collections.abc import Container, Iterable, Iterator
from itertools import chain

from xl_send.limits import LONGEST_BLOCK, LONGEST_MARKUP, LONGEST_TEXT, MOST_ELEMENTS, MOST_KEPT
from xl_send.patterns import Pattern
from xl_send.value_classes import mutable
from xl_send.workbook.characters import writable
from xl_send.xlsx.read.refusals import DAMAGED, TOO_LARGE, UNSAFE, UnusableError

_ENTITY = Pattern(r"&(#x[0-9A-Fa-f]+|#[0-9]+|amp|lt|gt|quot|apos);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPE = Pattern(
    r"_x([Dd][89ABab][0-9A-Fa-f]{2})__x([Dd][C-Fc-f][0-9A-Fa-f]{2})_"
    r"|_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_"
)

Attributes = dict[str, str]


@mutable(slots=True)
class Notes:
    """What was noticed while a part was checked."""

    root: str = ""
    told: int = 0
    """How many different texts the part says that it holds, if it says."""
    plain: bool = True
    """In UTF-8, and without comments and the like: each `<` begins or ends an element."""


def local(name: str) -> str:
    """A name without its namespace prefix."""
    return name.rpartition(":")[2]


# What may stand in the elements that hold rows and texts: of anything else nobody knows what it would have said.
_MAY_HOLD: dict[str, frozenset[str]] = {
    "sheetData": frozenset({"row"}),
    "row": frozenset({"c", "extLst"}),
    "c": frozenset({"f", "v", "is", "extLst"}),
    "sst": frozenset({"si", "extLst"}),
    "si": frozenset({"t", "r", "rPh", "phoneticPr"}),
    "is": frozenset({"t", "r", "rPh", "phoneticPr"}),
    "r": frozenset({"t", "rPr"}),
    "rPh": frozenset({"t"}),
    **dict.fromkeys(("f", "v", "t"), frozenset[str]()),
}


def refuse_strangers(parent: str, name: str) -> None:
    """Refuse an element where rows or texts should be: what it stands for would be lost without a word."""
    if name not in _MAY_HOLD.get(parent, (name,)):
        raise UnusableError(DAMAGED)


def feed(parser: pyexpat.XMLParserType, data: bytes, *, last: bool = False) -> None:
    """Parse a piece, refusing the workbook if it is not sound XML."""
    try:
        parser.Parse(data, last)
    except (pyexpat.ExpatError, ValueError, LookupError) as error:
        raise UnusableError(DAMAGED) from error


def _refuse(*_: object) -> None:
    raise UnusableError(UNSAFE)


def safe_parser() -> pyexpat.XMLParserType:
    """A parser that refuses document types, and with them every trick that needs entities."""
    parser = pyexpat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.buffer_text = True
    return parser


def checked(pieces: Iterable[bytes], notes: Notes) -> Iterator[bytes]:
    """Hand the pieces on, each once it has proved sound; `notes` is complete after the last."""
    parser = _noting_parser(notes)
    fed = text = 0
    for piece in pieces:
        feed(parser, piece)
        notes.plain &= b"\0" not in piece
        fed += len(piece)
        text = 0 if b"<" in piece else text + len(piece)
        if text > LONGEST_TEXT or fed - parser.CurrentByteIndex > LONGEST_MARKUP:
            raise UnusableError(TOO_LARGE)
        yield piece
    feed(parser, b"", last=True)


def until_root(pieces: Iterator[bytes], notes: Notes, root: str) -> Iterator[bytes]:
    """The same pieces, the first long enough to tell the part's root, which must be this one."""
    held = []
    for piece in pieces:
        held.append(piece)
        if notes.root:
            break
    if local(notes.root) != root:
        raise UnusableError(DAMAGED)
    return chain([b"".join(held)], pieces)


def longer_text(before: str, text: str) -> str:
    """A text as it grows, refused once no cell could hold it."""
    if len(before) > LONGEST_TEXT:
        raise UnusableError(TOO_LARGE)
    return before + text


def _noting_parser(notes: Notes) -> pyexpat.XMLParserType:
    parser = safe_parser()

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").casefold() not in {"utf-8", "utf8", "us-ascii"}:
            notes.plain = False

    def started(name: str, attributes: Attributes) -> None:
        notes.root = name
        told = attributes.get("uniqueCount", "")
        notes.told = int(told) if told.isascii() and told.isdigit() and len(told) < 9 else 0
        parser.StartElementHandler = None

    def odd(*_: object) -> None:
        notes.plain = False

    parser.XmlDeclHandler = declared
    parser.StartElementHandler = started
    parser.CommentHandler = odd
    parser.ProcessingInstructionHandler = odd
    parser.StartCdataSectionHandler = odd
    return parser


def elements(pieces: Iterable[bytes], wanted: Container[str] = ()) -> list[tuple[str, Attributes]]:
    """The root of a small part and every element in it of a name that is wanted, in order, without their prefixes.

    Without names that are wanted they are all given.
    """
    found: list[tuple[str, Attributes]] = []
    parser = safe_parser()
    walked = 0

    def started(name: str, attributes: Attributes) -> None:
        nonlocal walked
        walked += 1
        bare = local(name)
        if walked == 1 or not wanted or bare in wanted:
            found.append((bare, {local(key): value for key, value in attributes.items()}))
        if walked > MOST_ELEMENTS or len(found) > MOST_KEPT:
            raise UnusableError(TOO_LARGE)

    parser.StartElementHandler = started
    for piece in pieces:
        feed(parser, piece)
    feed(parser, b"", last=True)
    return found


def blocks(pieces: Iterable[bytes], tag: bytes) -> Iterator[bytes]:
    """The same bytes cut anew, so that every block but the first begins with this tag."""
    held: list[bytes] = []
    edge = b""
    waiting = 0
    for piece in pieces:
        # The tag may lie across two pieces, so the end of the last is searched again.
        searched = edge + piece
        cut = searched.rfind(tag)
        edge = searched[1 - len(tag) :]
        held.append(piece)
        waiting += len(piece)
        if cut >= 0:
            whole = b"".join(held)
            at = len(whole) - len(searched) + cut
            yield whole[:at]
            held, waiting = [whole[at:]], 0
        elif waiting > LONGEST_BLOCK:
            raise UnusableError(TOO_LARGE)
    yield b"".join(held)


def bodies(blocks: Iterable[bytes], tag: bytes) -> Iterator[bytes]:
    """Of the blocks, only what lies inside the element of this name, without its own tags: it must be there, once."""
    opening = re.compile(b"<" + re.escape(tag) + rb"""(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*+)?+>""")
    closing = b"</" + tag
    found, within = False, False
    for block in blocks:
        rest = block
        if not within:
            match = opening.search(block)
            if match is None:
                continue
            if found:
                raise UnusableError(DAMAGED)
            found, within, rest = True, not match[0].endswith(b"/>"), block[match.end() :]
        if within:
            body, end, rest = rest.partition(closing)
            yield body
            within = not end
        if not within and opening.search(rest):
            raise UnusableError(DAMAGED)
    if not found:
        raise UnusableError(DAMAGED)


def decoded(block: bytes) -> str:
    """A sound block of UTF-8 as text, line ends made alike as every XML parser does."""
    text = block.decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def without_entities(raw: str) -> str:
    """What the XML means by this text: `&amp;` is an ampersand."""
    return _ENTITY.sub(_entity, raw) if "&" in raw else raw


def without_escapes(text: str) -> str:
    """What Excel means by this text: `_x000D_` is a carriage return. What XML forbids is dropped."""
    return _ESCAPE.sub(_escape, text) if "_x" in text else text


def _entity(match: re.Match[str]) -> str:
    name = match[1]
    if name in _NAMED:
        return _NAMED[name]
    return chr(int(f"0{name[1:]}", 16) if name[1] == "x" else int(name[1:]))


def _escape(match: re.Match[str]) -> str:
    if match[3]:
        return writable(chr(int(match[3], 16)))
    high, low = int(match[1], 16), int(match[2], 16)
    return chr(0x10000 + (high - 0xD800 << 10) + (low - 0xDC00))
