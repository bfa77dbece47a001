"""XML parts changed in place: the elements that are meant are written anew, and every other byte stays as it was.

Where an element stands is told by the parser, and what is new is written by the standard library's XML writer. Names
are kept as they are written, so prefixes and their declarations, such as those that `mc:Ignorable` needs, stay too.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import XMLGenerator

from xl_send.limits import MOST_BRACKETS, MOST_PATCHED
from xl_send.value_classes import NamedTuple, field, mutable
from xl_send.workbook.characters import writable
from xl_send.xlsx.read.markup import Attributes, feed, local, safe_parser
from xl_send.xlsx.read.refusals import TOO_LARGE, UnusableError


def whole_part(pieces: Iterator[bytes]) -> bytes:
    """A part that is to be taken apart, whole. It is refused where it has more elements than a copy is worth."""
    held, size, brackets = [], 0, 0
    for piece in pieces:
        held.append(piece)
        size, brackets = size + len(piece), brackets + piece.count(b"<")
        if size > MOST_PATCHED or brackets > MOST_BRACKETS:
            raise UnusableError(TOO_LARGE)
    return b"".join(held)


class Raw(NamedTuple):
    """What stands in an element of the same part, taken over as it is written there."""

    xml: str


class Child(NamedTuple):
    """A new element. It is written with the prefix of the element that it is put into."""

    name: str
    attributes: Mapping[str, str]
    content: str | Raw | Sequence[Child] = ()


@mutable(slots=True)
class Element:
    """An element of a part as it stands there, with the places of its bytes."""

    name: str
    attributes: Attributes
    start: int
    inside: int = -1
    """Where its opening tag has ended."""
    closing: int = -1
    """Where its closing tag begins; an empty element has none, and this is where it ends."""
    children: list[Element] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        """The prefix of its name, with the colon."""
        return self.name[: -len(local(self.name))]

    def all(self, name: str) -> list[Element]:
        """Its children of this name, whatever their prefix."""
        return [child for child in self.children if local(child.name) == name]

    def one(self, name: str) -> Element:
        """Its first child of this name, which must be there."""
        found = self.all(name)
        if not found:
            message = f"{self.name} without {name}"
            raise ValueError(message)
        return found[0]

    def within(self, name: str) -> Iterator[Element]:
        """Every element of this name in it, at any depth."""
        for child in self.children:
            if local(child.name) == name:
                yield child
            yield from child.within(name)


class XmlPatch:
    """Changes to one part, which must be in UTF-8; none takes effect before `done`.

    What stands in elements that are called `unopened` is not looked at: a sheet's rows are nearly all of it.
    """

    def __init__(self, content: bytes, unopened: str = "") -> None:
        self._content = content
        self._changes: list[tuple[int, int, str]] = []
        self.root = _parsed(content, unopened)

    def set(self, element: Element, attributes: Mapping[str, str]) -> None:
        """Write an element's opening tag anew, with these attributes for all it had."""
        tag = xml_text(Child(element.name, attributes))
        self._changes.append((element.start, element.inside, tag if self._is_empty(element) else f"{tag[:-2]}>"))

    def replace(self, element: Element, node: Child) -> None:
        """Put another element in the place of one and all that is in it."""
        self._changes.append((element.start, self._end(element), xml_text(node, element.prefix)))

    def remove(self, element: Element) -> None:
        """Take out an element and all that is in it."""
        self._changes.append((element.start, self._end(element), ""))

    def append(self, parent: Element, nodes: Iterable[Child]) -> None:
        """Put elements at the end of another; into one that was empty, once only."""
        new = "".join(xml_text(node, parent.prefix) for node in nodes)
        if not self._is_empty(parent):
            self._changes.append((parent.closing, parent.closing, new))
        elif new:
            self._changes.append((parent.inside - len("/>"), parent.inside, f">{new}</{parent.name}>"))

    def before(self, element: Element, node: Child) -> None:
        """Put an element before another."""
        self._changes.append((element.start, element.start, xml_text(node, element.prefix)))

    def after(self, element: Element, node: Child) -> None:
        """Put an element after another."""
        end = self._end(element)
        self._changes.append((end, end, xml_text(node, element.prefix)))

    def done(self) -> bytes:
        """The part with every change."""
        pieces, at = [], 0
        for start, end, new in sorted(self._changes, key=lambda change: change[:2]):
            if start < at:
                message = "two changes of one place"
                raise ValueError(message)
            pieces += [self._content[at:start], new.encode("utf-8")]
            at = end
        return b"".join([*pieces, self._content[at:]])

    def _is_empty(self, element: Element) -> bool:
        return self._content[element.inside - 2 : element.inside] == b"/>"

    def _end(self, element: Element) -> int:
        return element.inside if self._is_empty(element) else self._content.index(b">", element.closing) + 1


def xml_text(node: Child, prefix: str = "") -> str:
    """A new element as XML, it and all in it with this prefix and its colon, without what XML forbids."""
    out = io.StringIO()
    _write(node, prefix, XMLGenerator(out, "utf-8", short_empty_elements=True))
    return writable(out.getvalue())


def _write(node: Child, prefix: str, writer: XMLGenerator) -> None:
    name, content = f"{prefix}{node.name}", node.content
    writer.startElement(name, node.attributes)  # type: ignore[arg-type] # it asks for items() and no more
    if isinstance(content, Raw):
        writer.ignorableWhitespace(content.xml)  # the one thing that it writes as it is
    elif isinstance(content, str):
        writer.characters(content)
    else:
        for child in content:
            _write(child, prefix, writer)
    writer.endElement(name)


def _parsed(content: bytes, unopened: str) -> Element:
    """The root of a part, with every element in it but for those in elements of this name."""
    parser = safe_parser()
    whole = Element("", {}, 0)
    above = [whole]
    encodings = ["utf-8"]
    passed = 0

    def met(_: object = None) -> None:
        if above[-1].inside < 0:
            above[-1].inside = parser.CurrentByteIndex

    def started(name: str, attributes: Attributes) -> None:
        nonlocal passed
        met()
        if passed or (unopened and local(above[-1].name) == unopened):
            passed += 1
            return
        element = Element(name, attributes, parser.CurrentByteIndex)
        above[-1].children.append(element)
        above.append(element)

    def ended(_: str) -> None:
        nonlocal passed
        met()
        if passed:
            passed -= 1
            return
        above.pop().closing = parser.CurrentByteIndex

    parser.XmlDeclHandler = lambda _version, encoding, _standalone: encodings.append(encoding or "utf-8")
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.DefaultHandler = met
    if b"\0" not in content:
        feed(parser, content, last=True)
    if not whole.children or encodings[-1].casefold() not in {"utf-8", "utf8"}:
        message = "a part that is not in UTF-8"
        raise ValueError(message)
    return whole.children[0]
