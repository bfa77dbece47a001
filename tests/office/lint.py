"""What the Open XML SDK does not see in an Office file, and Excel would object to or quietly drop."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

from office.printing_lint import faults_of_printing
from office.sheet_parts import BOOK, MAIN, Parts, letters_of, number_of, parsed, widths_of
from packages import parts_of
from vba.projects import sources
from xl_send.xlsx.write.widths import lines_needed

TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RIBBON = "{http://schemas.microsoft.com/office/2009/07/customui}"
PROJECT, CUSTOM_UI = "xl/vbaProject.bin", "customUI/customUI14.xml"
CONTENT_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    ".xlam": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
}
# Pictures that Office is known to have: Excel shows a blank for a name that it does not know.
KNOWN_PICTURES = {
    "DataValidation", "ErrorChecking", "TraceDependents", "Consolidate", "FileOpen", "FileSaveAsWebPage",
}  # fmt: skip
LONGEST_LIST = 255
LONGEST_TIP = 1024
# How high a line of text is, in points, and a row at most.
LINE, HIGHEST = 14.25, 409.5


@lru_cache(maxsize=8)
def _modules_of(project: bytes) -> Mapping[str, str]:
    return sources(project)


def with_part(package: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one part changed; the change must change something."""
    parts = parts_of(package)
    changed = change(parts[name])
    assert changed != parts[name], name
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for part, content in (parts | {name: changed}).items():
            target.writestr(part, content)
    return out.getvalue()


def faults(file_name: str, package: bytes) -> list[str]:
    """Every fault in words; none in a file that Excel opens and shows as it was meant."""
    parts = parts_of(package)
    modules = _modules_of(parts[PROJECT]) if PROJECT in parts else {}
    return [
        *_of_type(PurePosixPath(file_name).suffix, parts),
        *_of_code_names(parts, modules),
        *_of_ribbon(parts, modules),
        *faults_of_printing(parts),
        *chain.from_iterable(_of_sheet(name, parts) for name in parts if name.startswith("xl/worksheets/sheet")),
    ]


def _of_type(suffix: str, parts: Parts) -> Iterator[str]:
    types = {item.get("PartName"): item.get("ContentType") for item in parsed(parts["[Content_Types].xml"])}
    if types.get(f"/{BOOK}") != CONTENT_TYPES[suffix]:
        yield f"The content type does not go with {suffix}"
    if (suffix != ".xlsx") != (PROJECT in parts):
        yield f"{suffix} and macros do not go together"
    defaults = {item.get("Extension") for item in parsed(parts["[Content_Types].xml"])}
    for name in parts:
        if f"/{name}" not in types and name.rpartition(".")[2] not in defaults and not name.startswith("["):
            yield f"{name} has no content type"


def _of_code_names(parts: Parts, modules: Mapping[str, str]) -> Iterator[str]:
    if not modules:
        return
    documents = {name for name, text in modules.items() if 'VB_Base = "0{0002082' in text or "0{00020819" in text}
    named = [parsed(parts[BOOK]).find(f"{MAIN}workbookPr")]
    sheets = [name for name in parts if name.startswith("xl/worksheets/sheet")]
    named += [parsed(parts[name]).find(f"{MAIN}sheetPr") for name in sheets]
    found = [item.get("codeName", "") if item is not None else "" for item in named]
    if sorted(found) != sorted(documents):
        yield f"Code names and modules of documents differ: {sorted(set(found) ^ documents) or sorted(found)}"


def _of_ribbon(parts: Parts, modules: Mapping[str, str]) -> Iterator[str]:
    if CUSTOM_UI not in parts:
        return
    everything = list(parsed(parts[CUSTOM_UI]).iter())
    for name, count in Counter(item.get("id") for item in everything if item.get("id")).items():
        if count > 1:
            yield f"Two controls have the id {name}"
    buttons = [item for item in everything if item.tag == f"{RIBBON}button"]
    pictures = {item.get("Id") for item in parsed(parts["customUI/_rels/customUI14.xml.rels"])}
    for button in buttons:
        yield from _of_button(button, pictures, modules)
    keys = [button.get("keytip", "") for button in buttons]
    for number, key in enumerate(keys):
        if any(key.startswith(other) for other in keys[:number] + keys[number + 1 :]):
            yield f"The key {key} cannot be reached"
    yield from _of_pictures(parts)


def _of_button(button: ET.Element, pictures: set[str | None], modules: Mapping[str, str]) -> Iterator[str]:
    name = button.get("id")
    if button.get("imageMso") and button.get("imageMso") not in KNOWN_PICTURES:
        yield f"{name}: no picture of Office's is known by the name {button.get('imageMso')}"
    if button.get("image") and button.get("image") not in pictures:
        yield f"{name}: its picture {button.get('image')} is not tied to the ribbon"
    if len(button.get("supertip", "")) > LONGEST_TIP:
        yield f"{name}: its tip is too long"
    macro = button.get("onAction", "")
    found = re.findall(rf"^(?:Public )?Sub {macro}\((.*?)\)", "".join(map(_plain, modules.values())), re.MULTILINE)
    if len(found) != 1:
        yield f"{name}: {len(found)} public Subs are called {macro}"
    elif len([item for item in found[0].split(",") if item.strip()]) != 1:
        yield f"{name}: {macro} must take one argument"


def _plain(text: str) -> str:
    """The text of a plain module; a ribbon calls no macro in a class or a document."""
    return "" if "VB_Base" in text else text.replace("\r\n", "\n")


def _of_pictures(parts: Parts) -> Iterator[str]:
    for tie in parsed(parts["customUI/_rels/customUI14.xml.rels"]):
        if f"customUI/{tie.get('Target')}" not in parts:
            yield f"The picture {tie.get('Target')} is not in the package"


def _of_sheet(name: str, parts: Parts) -> Iterator[str]:
    sheet = parsed(parts[name])
    for rule in sheet.iter(f"{MAIN}dataValidation"):
        listed = rule.findtext(f"{MAIN}formula1") or ""
        if rule.get("type") == "list" and listed.startswith('"') and len(listed) - 2 > LONGEST_LIST:
            yield f"{name} {rule.get('sqref')}: its list is longer than {LONGEST_LIST} characters"
    yield from _of_rows(name, sheet, parts)
    for formula in _of_formats_and_pull_downs(sheet):
        if re.search(r"[!\[]", re.sub(r'"[^"]*"', "", formula)):
            yield f"{name}: {formula} names a table or another sheet, which only a defined name may do there"
    relations = f"xl/worksheets/_rels/{name.rpartition('/')[2]}.rels"
    if relations in parts:
        texts = {cell.get("r", ""): _text(cell, parts) for cell in sheet.iter(f"{MAIN}c")}
        for tie in parsed(parts[relations]):
            if str(tie.get("Type")).endswith("/table"):
                target = posixpath.normpath(posixpath.join("/xl/worksheets", str(tie.get("Target"))))
                table = parsed(parts[target.removeprefix("/")])
                yield from chain(_of_table(table, texts), _blank_rows(table, texts))


def _of_rows(name: str, sheet: ET.Element, parts: Parts) -> Iterator[str]:
    """Rows that cut their texts off, which Excel does where a row has a height and is told to keep it, or is opened."""
    widths, wraps, merged = dict(widths_of(sheet)), _wrapping(parts), dict(_merged(sheet))
    for row in sheet.iter(f"{MAIN}row"):
        if "ht" not in row.attrib:
            continue
        wrapped = [cell for cell in row if wraps[int(cell.get("s", "0"))]]
        cells = ((cell.get("r", "A"), _text(cell, parts)) for cell in wrapped)
        lines = [
            lines_needed(text, int(width)) for cell, text in cells if (width := merged.get(cell) or _seen(cell, widths))
        ]
        if min(max(lines, default=1) * LINE, HIGHEST) > float(row.get("ht", "0")) + LINE:
            yield f"{name} row {row.get('r')}: {row.get('ht')} points cut off a text of {max(lines)} lines"


def _wrapping(parts: Parts) -> list[bool]:
    """Of each look of a cell whether its text goes on in the next line."""
    looks = parsed(parts["xl/styles.xml"]).find(f"{MAIN}cellXfs")
    assert looks is not None
    return [any(item.get("wrapText") == "1" for item in look.iter(f"{MAIN}alignment")) for look in looks]


def _seen(cell: str, widths: Mapping[int, float]) -> float:
    """How wide a cell is; nothing where it is not seen, or is a note that goes on over the cells to its right."""
    place = number_of(re.sub(r"\d", "", cell))
    return widths.get(place, 0) if place > 1 else 0


def _merged(sheet: ET.Element) -> Iterator[tuple[str, float]]:
    """The first cell of each area that is merged, with the width of the whole."""
    widths = dict(widths_of(sheet))
    for area in sheet.iter(f"{MAIN}mergeCell"):
        first, last = area.get("ref", "").split(":")
        places = (number_of(re.sub(r"\d", "", cell)) for cell in (first, last))
        yield first, sum(widths.get(place, 0) for place in range(next(places), next(places) + 1))


def faults_of_strings(parts: Parts) -> Iterator[str]:
    """Texts that cells share are counted as often as cells name them, in a new file: a copy keeps its owner's count."""
    if "xl/sharedStrings.xml" in parts:
        sheets = (parsed(parts[name]) for name in parts if name.startswith("xl/worksheets/sheet"))
        used = sum(cell.get("t") == "s" for sheet in sheets for cell in sheet.iter(f"{MAIN}c"))
        if int(parsed(parts["xl/sharedStrings.xml"]).get("count", used)) != used:
            yield f"Shared texts are used {used} times, and counted otherwise"


def _of_formats_and_pull_downs(sheet: ET.Element) -> Iterator[str]:
    for rule in chain(sheet.iter(f"{MAIN}cfRule"), sheet.iter(f"{MAIN}dataValidation")):
        yield from (part.text or "" for part in rule if part.tag.removeprefix(MAIN).startswith("formula"))


def _of_table(table: ET.Element, texts: Mapping[str, str]) -> Iterator[str]:
    name, place = table.get("displayName"), re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", table.get("ref", ""))
    titles = [column.get("name", "") for column in table.iter(f"{MAIN}tableColumn")]
    assert place is not None, table.get("ref")
    first, last = number_of(place[1]), number_of(place[3])
    if last - first + 1 != len(titles):
        yield f"{name}: {table.get('ref')} has not as many columns as the table"
    if int(place[4]) <= int(place[2]):
        yield f"{name}: {table.get('ref')} has no row below its headings"
    for number, title in enumerate(titles, first):
        if texts.get(f"{letters_of(number)}{place[2]}") != title:
            yield f"{name}: the heading of {title} reads otherwise on the sheet"
    for title, count in Counter(title.casefold() for title in titles).items():
        if count > 1:
            yield f"{name}: two columns are called {title}"


def _blank_rows(table: ET.Element, texts: Mapping[str, str]) -> Iterator[str]:
    """Rows of a table that hold nothing, which filters show and Power BI loads; one alone is how a table begins."""
    place = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", table.get("ref", ""))
    assert place is not None
    columns = range(number_of(place[1]), number_of(place[3]) + 1)
    blank = [
        row
        for row in range(int(place[2]) + 1, int(place[4]) + 1)
        if not any(texts.get(f"{letters_of(number)}{row}") for number in columns)
    ]
    if blank and int(place[4]) > int(place[2]) + 1:
        yield f"{table.get('displayName')}: rows {blank[0]} to {blank[-1]} are blank"


def _text(cell: ET.Element, parts: Parts) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{MAIN}t"))
    if cell.get("t") != "s":
        return cell.findtext(f"{MAIN}v") or ""
    strings = _strings(parts["xl/sharedStrings.xml"])
    return strings[int(cell.findtext(f"{MAIN}v") or 0)]


_KEPT: dict[bytes, list[str]] = {}


def _strings(part: bytes) -> list[str]:
    if part not in _KEPT:
        items = parsed(part).findall(f"{MAIN}si")
        _KEPT[part] = ["".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in items]
    return _KEPT[part]
