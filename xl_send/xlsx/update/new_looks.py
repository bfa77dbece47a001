"""The looks that a sheet of ours brings into somebody's workbook, put after those that the workbook has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from xl_send.table import ColumnLook
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import column_letters
from xl_send.xlsx.update.xml_patch import Child, Element, XmlPatch
from xl_send.xlsx.write.looks import SEVERITIES, STATES

# The words that have a look of their own in a column, each with its fill and the colour of its letters.
WORDS: Mapping[ColumnLook, Mapping[str, tuple[str, str]]] = {
    ColumnLook.SEVERITY: SEVERITIES,
    ColumnLook.STATE: {status.value: pair for status, pair in STATES.items()},
}
# What stands directly before the looks that conditional formats lay over cells, the nearest first.
_BEFORE = ("cellStyles", "cellXfs")
_DEEPEST = 5000
_EQUAL = {"type": "cellIs", "operator": "equal"}


class NewLooks(NamedTuple):
    """The number of the look of a text that wraps, and of what a conditional format lays over each word; or none."""

    wrapped: str | None = None
    over_words: Mapping[str, int] = {}


def with_looks(styles: bytes) -> tuple[bytes, NewLooks]:
    """A part of looks with ours after its own, and their numbers. One that has none for cells stays as it is."""
    patch = XmlPatch(styles)
    looks = next(iter(patch.root.all("cellXfs")), None)
    if looks is None:
        return styles, NewLooks()
    many = len(looks.all("xf"))
    plain = dict.fromkeys(("numFmtId", "fontId", "fillId", "borderId", "xfId"), "0")
    wrap = Child("alignment", {"vertical": "top", "wrapText": "1"})
    patch.append(looks, [Child("xf", {**plain, "applyAlignment": "1"}, [wrap])])
    patch.set(looks, {**looks.attributes, "count": str(many + 1)})
    over_words = _put_over_words(patch)
    return patch.done(), NewLooks(str(many), over_words)


def lit(sheet: Sequence[ColumnLook], first: int, looks: NewLooks) -> Iterator[Child]:
    """What lights up the words of a sheet's columns from a first row down, as its conditional formats."""
    priority = count(1)
    for place, look in enumerate(sheet, 1):
        rules = [
            Child(
                "cfRule",
                {**_EQUAL, "dxfId": str(looks.over_words[word]), "priority": str(next(priority))},
                [Child("formula", {}, f'"{word}"')],
            )
            for word in WORDS.get(look, ())
            if word in looks.over_words
        ]
        letters = column_letters(place)
        if rules:
            yield Child("conditionalFormatting", {"sqref": f"{letters}{first}:{letters}{_DEEPEST}"}, rules)


def _put_over_words(patch: XmlPatch) -> Mapping[str, int]:
    pairs = {word: pair for words in WORDS.values() for word, pair in words.items()}
    there = next(iter(patch.root.all("dxfs")), None)
    many = len(there.all("dxf")) if there else 0
    nodes = [_over_word(fill, text) for fill, text in pairs.values()]
    told = {"count": str(many + len(nodes))}
    if there is None:
        patch.after(_last_before(patch.root), Child("dxfs", told, nodes))
    elif many:
        patch.append(there, nodes)
        patch.set(there, {**there.attributes, **told})
    else:
        patch.replace(there, Child("dxfs", told, nodes))
    return {word: many + number for number, word in enumerate(pairs)}


def _last_before(root: Element) -> Element:
    return next(found[0] for name in _BEFORE if (found := root.all(name)))


def _over_word(fill: str, text: str) -> Child:
    letters = Child("font", {}, [Child("b", {}), Child("color", {"rgb": f"FF{text[1:]}"})])
    ground = Child("patternFill", {}, [Child("bgColor", {"rgb": f"FF{fill[1:]}"})])
    return Child("dxf", {}, [letters, Child("fill", {}, [ground])])
