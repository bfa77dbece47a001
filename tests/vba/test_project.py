"""A project holds the modules it was given, as others read them."""

from __future__ import annotations

import re
import struct
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
import xlwings

from vba.projects import VERSION_RECORD, dir_records, inflated, sources, streams
from xl_send.vba.modules import Module, ModuleKind, read_module
from xl_send.vba.project import vba_project

CODE = 'Option Explicit\n\nPublic Sub Greet()\n    Debug.Print "Good morning"\nEnd Sub\n'
WORKBOOK, SHEET = Module("ThisWorkbook", ModuleKind.WORKBOOK), Module("Sheet1", ModuleKind.SHEET)
MODULES = (Module("Greeting", ModuleKind.PLAIN, CODE), Module("Visitor", ModuleKind.CLASS, CODE), SHEET, WORKBOOK)
EXCELS_OWN = Path(xlwings.__file__).parent / "quickstart.xlsm"
MODULE_NAME, MODULE_COUNT, END = 0x0019, 0x000F, 0x0010
REFERENCE_NAME, PLATFORM, COMPATIBLE = 0x0016, 0x0001, 0x004A


def test_every_module_comes_back_word_for_word() -> None:
    found = sources(vba_project(MODULES))
    assert set(found) == {"Greeting", "Visitor", "Sheet1", "ThisWorkbook"}
    assert found["Greeting"] == 'Attribute VB_Name = "Greeting"\r\n' + CODE.replace("\n", "\r\n")
    assert found["Visitor"].endswith("\r\n" + CODE.replace("\n", "\r\n"))
    said = re.findall(r"VB_(\w+) = (True|False)", found["Visitor"])
    assert {name for name, value in said if value == "True"} == set()
    assert {name for name, value in re.findall(r"VB_(\w+) = (True|False)", found["Sheet1"]) if value == "True"} == {
        "PredeclaredId", "Exposed", "Customizable",
    }  # fmt: skip


def test_it_says_that_nothing_in_it_is_compiled() -> None:
    """As [MS-OVBA] 2.3.4.1 asks of writers other than Office."""
    found = streams(vba_project(MODULES))
    assert found["VBA/_VBA_PROJECT"] == bytes.fromhex("CC61FFFF000000")
    assert struct.pack("<HLLH", VERSION_RECORD, 4, 1, 1) in inflated(found["VBA/dir"])


def test_documents_stand_first_and_the_project_lists_every_module() -> None:
    text = streams(vba_project(MODULES))["PROJECT"].decode("ascii")
    listed = [line for line in text.split("\r\n")[:6] if "=" in line][1:]
    assert listed[:2] == ["Document=Sheet1/&H00000000", "Document=ThisWorkbook/&H00000000"]
    assert listed[2:4] == ["Module=Greeting", "Class=Visitor"]


def test_same_sources_same_bytes() -> None:
    assert vba_project(MODULES) == vba_project(list(MODULES))


def test_what_stands_in_no_project_is_refused() -> None:
    for wrong in ("1st", "a b", "x" * 32, "", "Geschäft"):
        with pytest.raises(ValueError, match="name"):
            vba_project([Module(wrong, ModuleKind.PLAIN)])
    with pytest.raises(ValueError, match="unique"):
        vba_project([Module("Twice", ModuleKind.PLAIN), Module("twice", ModuleKind.PLAIN)])
    with pytest.raises(ValueError, match="ASCII"):
        vba_project([Module("Pound", ModuleKind.PLAIN, "' £\n")])


def test_an_exported_file_is_read_without_its_head() -> None:
    head = 'VERSION 1.0 CLASS\r\nBEGIN\r\n  MultiUse = -1  \'True\r\nEND\r\nAttribute VB_Name = "Visitor"\r\n'
    assert read_module("Visitor.cls", head + CODE.replace("\n", "\r\n")) == Module("Visitor", ModuleKind.CLASS, CODE)
    assert read_module("Greeting.bas", 'Attribute VB_Name = "Greeting"\n' + CODE) == MODULES[0]
    assert read_module("ThisWorkbook.cls", "").kind is ModuleKind.WORKBOOK
    assert Module("Short", ModuleKind.PLAIN, "' no end of line").source().endswith("' no end of line\r\n")


def test_settings_read_back_as_no_password_and_not_protected() -> None:
    text = streams(vba_project(MODULES))["PROJECT"].decode("ascii")
    lines = dict(line.split("=", 1) for line in text.split("\r\n") if "=" in line)
    for key, plain in (("CMG", bytes(4)), ("DPB", b"\x00"), ("GC", b"\xff")):
        assert revealed(bytes.fromhex(lines[key].strip('"'))) == plain


def revealed(hidden: bytes) -> bytes:
    """The reverse of the disguise, after the specification's own steps for reading."""
    seed = hidden[0]
    version, key = hidden[1] ^ seed, hidden[2] ^ seed
    assert version == 2
    plain, last = [key], [hidden[2], hidden[1]]
    for byte in hidden[3:]:
        plain.append(byte ^ ((last[1] + plain[-1]) & 0xFF))
        last = [byte, last[0]]
    ignored = (seed & 6) // 2
    (length,) = struct.unpack("<L", bytes(plain[1 + ignored : 5 + ignored]))
    data = bytes(plain[5 + ignored :])
    assert len(data) == length
    return data


def test_the_reverse_reads_what_excel_wrote() -> None:
    assert revealed(bytes.fromhex("A7A58C2B7CDD73E173E173E173E1")) == bytes(4)
    assert revealed(bytes.fromhex("9D9FB6314A2D4B2D4BD2")) == b"\xff"


def test_a_project_that_excel_wrote_is_the_same_when_we_write_it() -> None:
    """Module for module: the sources to the byte, and the records that do not speak of compiled code."""
    with zipfile.ZipFile(EXCELS_OWN) as opened:
        excels = opened.read("xl/vbaProject.bin")
    texts = sources(excels)
    kinds = {
        "ThisWorkbook": ModuleKind.WORKBOOK,
        "Sheet1": ModuleKind.SHEET,
        "Sheet2": ModuleKind.SHEET,
        "Module1": ModuleKind.PLAIN,
    }
    assert set(texts) == set(kinds)
    modules = [Module(name, kind, read_module(f"{name}.bas", texts[name]).code) for name, kind in kinds.items()]
    ours = vba_project(modules)
    assert sources(ours) == texts
    assert module_records(ours) == module_records(excels)
    assert project_keys(ours) == project_keys(excels)
    assert names_kept(ours) == names_kept(excels)
    assert information(ours) == information(excels)
    assert set(streams(ours)) == set(streams(excels))


def module_records(project: bytes) -> dict[bytes, list[tuple[int, bytes]]]:
    """Each module's records but for where its text starts and its cookie, which is never read."""
    records = dir_records(project)
    starts = [at for at, (code, _) in enumerate(records) if code == MODULE_NAME] + [len(records) - 1]
    of_compiled_code = {0x0031, 0x002C}
    return {
        records[start][1]: [record for record in records[start:end] if record[0] not in of_compiled_code]
        for start, end in pairwise(starts)
    }


def information(project: bytes) -> list[tuple[int, bytes]]:
    """What the dir stream says of the project itself, but for its platform, version and references."""
    records = dir_records(project)
    first = next(at for at, (code, _) in enumerate(records) if code == REFERENCE_NAME)
    count = [record for record in records if record[0] in {MODULE_COUNT, END}]
    return [record for record in records[:first] if record[0] not in {PLATFORM, COMPATIBLE, VERSION_RECORD}] + count


def names_kept(project: bytes) -> list[tuple[str, str]]:
    """Each module's name in the PROJECTwm stream, in the code page and in UTF-16, to its very end."""
    data, found = streams(project)["PROJECTwm"], list[tuple[str, str]]()
    while data != b"\0\0":
        name, _, data = data.partition(b"\0")
        found.append((name.decode("ascii"), data[: 2 * len(name)].decode("utf-16-le")))
        assert data[2 * len(name) :][:2] == b"\0\0"
        data = data[2 * len(name) + 2 :]
    return sorted(found)


def project_keys(project: bytes) -> set[str]:
    text = streams(project)["PROJECT"].decode("ascii").rpartition("[Workspace]")[0]
    hidden = ("ID=", "CMG=", "DPB=", "GC=")
    return {line.partition("=")[0] if line.startswith(hidden) else line for line in text.split("\r\n") if line}
