"""A patched part: only the elements that are meant differ, and every other byte stays as it was."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_send.xlsx.read.refusals import UnusableError
from xl_send.xlsx.update.xml_patch import Child, Element, XmlPatch, xml_text

NAMES = st.sampled_from(["row", "c", "x:row", "mc:AlternateContent", "x14ac:f", "hyperlinks"])
SPACES = st.sampled_from(["", " ", "\n  "])
TEXTS = st.sampled_from(
    ["", "é £ 😀", "&amp;", "a > b", "&#10;", "<!-- <row/> -->", "<![CDATA[</row>]]>", "<?p <c/> ?>"]
)
VALUES = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="￾￿"), max_size=6)
START = (
    '<?xml version="1.0" encoding="UTF-8"?>\r\n<worksheet xmlns="urn:main" xmlns:x="urn:x" mc:Ignorable="x14ac xr" '
    "xmlns:mc='urn:mc' xmlns:x14ac=\"urn:x14ac\" xmlns:xr='urn:xr' xr:uid=\"{1}\">"
)


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    name = draw(NAMES)
    tag = f"{name}{''.join(f' {key}={quoteattr(draw(VALUES))}' for key in draw(st.sets(st.sampled_from('ars'))))}"
    if draw(st.booleans()):
        return f"<{tag}{draw(SPACES)}/>"
    inside = draw(st.lists(TEXTS | elements(depth - 1) if depth else TEXTS, max_size=3))
    return f"<{tag}{draw(SPACES)}>{''.join(inside)}</{name}{draw(SPACES)}>"


PARTS = st.lists(elements() | TEXTS, max_size=4).map(lambda inside: f"{START}{''.join(inside)}</worksheet>\n")


def all_of(element: Element) -> list[Element]:
    return [found for child in element.children for found in [child, *all_of(child)]]


def source_of(content: bytes, element: Element) -> bytes:
    """An element as it stands, found by a way of its own: the shortest text from its start that is well formed."""
    for found in re.finditer(b">", content[element.start :]):
        text = content[element.start : element.start + found.end()]
        try:
            XmlPatch(START.encode() + text + b"</worksheet>")
        except (UnusableError, ValueError):
            continue
        return text
    raise AssertionError


@given(PARTS)
def test_a_part_without_changes_stays_byte_for_byte(part: str) -> None:
    for content in (part.encode(), b"\xef\xbb\xbf" + part.encode()):
        assert XmlPatch(content).done() == content


@given(PARTS, st.data())
def test_what_is_taken_out_is_the_element_and_no_other_byte(part: str, data: st.DataObject) -> None:
    content = part.encode()
    patch = XmlPatch(content)
    found = all_of(patch.root)
    if found:
        element = data.draw(st.sampled_from(found))
        patch.remove(element)
        gone = source_of(content, element)
        assert patch.done() == content[: element.start] + content[element.start + len(gone) :]


@given(PARTS, st.data(), VALUES)
def test_attributes_are_set_and_no_byte_outside_the_tag_differs(part: str, data: st.DataObject, value: str) -> None:
    content = part.encode()
    patch = XmlPatch(content)
    number = data.draw(st.integers(0, len(all_of(patch.root))))
    element = [patch.root, *all_of(patch.root)][number]
    patch.set(element, {**element.attributes, "new": value})
    done = patch.done()
    again = [XmlPatch(done).root, *all_of(XmlPatch(done).root)][number]
    assert again.attributes == {**element.attributes, "new": value}
    assert done[: element.start] == content[: element.start]
    rest = len(content) - element.inside
    assert done[len(done) - rest :] == content[element.inside :]


@given(PARTS, st.data(), VALUES)
def test_what_is_put_in_stands_where_it_is_meant_and_nothing_else_differs(
    part: str, data: st.DataObject, text: str
) -> None:
    content = part.encode()
    patch = XmlPatch(content)
    number = data.draw(st.integers(0, len(all_of(patch.root))))
    element = [patch.root, *all_of(patch.root)][number]
    patch.append(element, [Child("t", {"a": text}, text), Child("t", {})])
    done = patch.done()
    after = XmlPatch(done)
    changed = [after.root, *all_of(after.root)][number]
    names = [child.name for child in element.children]
    assert [child.name for child in changed.children] == [*names, *[f"{element.prefix}t"] * 2]
    assert changed.children[-2].attributes == {"a": text}
    for child in changed.children[-2:]:
        after.remove(child)
    empty = content[element.inside - 2 : element.inside] == b"/>"
    expected = f"></{element.name}>".encode() if empty else b""
    restored = content[: element.inside - 2] + expected + content[element.inside :] if empty else content
    assert after.done() == restored


@given(PARTS, st.data())
def test_before_and_after_an_element_are_its_edges(part: str, data: st.DataObject) -> None:
    content = part.encode()
    patch = XmlPatch(content)
    found = all_of(patch.root)
    if found:
        element = data.draw(st.sampled_from(found))
        stands = source_of(content, element)
        end = element.start + len(stands)
        patch.before(element, Child("b", {}))
        patch.after(element, Child("e", {}))
        first, last = (f"<{element.prefix}{name}/>".encode() for name in "be")
        assert patch.done() == content[: element.start] + first + stands + last + content[end:]


@given(VALUES, VALUES)
def test_what_is_written_reads_back(value: str, text: str) -> None:
    (row,) = XmlPatch(f"<a>{xml_text(Child('row', {'x:a': value}, text), 'x:')}</a>".encode()).root.children
    assert row.name == "x:row"
    assert row.attributes == {"x:a": value}


def test_several_changes_are_made_together_and_two_of_one_place_refused() -> None:
    patch = XmlPatch(b"<a><b/><c>1</c><d/></a>")
    b, c, d = patch.root.children
    patch.remove(c)
    patch.after(b, Child("n", {}, "<&>"))
    patch.set(d, {"k": '"'})
    patch.append(patch.root, [Child("z", {})])
    assert patch.done() == b"<a><b/><n>&lt;&amp;&gt;</n><d k='\"'/><z/></a>"
    patch.set(c, {})
    with pytest.raises(ValueError, match="two changes"):
        patch.done()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "iso-8859-1", "us-ascii"])
def test_only_utf_8_is_patched(encoding: str) -> None:
    with pytest.raises(ValueError, match="UTF-8"):
        XmlPatch(f'<?xml version="1.0" encoding="{encoding}"?><a>e</a>'.encode(encoding))


@pytest.mark.parametrize("part", [b"", b"<a>", b"<a/><b/>", b"<!DOCTYPE a><a/>", b'<a b="<"/>'])
def test_what_is_not_sound_is_refused(part: bytes) -> None:
    with pytest.raises((UnusableError, ValueError)):
        XmlPatch(part)


def test_a_child_that_must_be_there_is_asked_for_by_name() -> None:
    with pytest.raises(ValueError, match="a without sheetData"):
        XmlPatch(b"<a><b><sheetData/></b></a>").root.one("sheetData")
