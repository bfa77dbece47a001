"""The ribbon as XML: one tab of groups of buttons, all answered by one callback ([MS-CUSTOMUI2])."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from xl_send.value_classes import NamedTuple
from xl_send.vba.icons import ICONS
from xl_send.vba.sources import CALLBACK

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
RELATION = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
PART, PART_RELATIONS = "customUI/customUI14.xml", "customUI/_rels/customUI14.xml.rels"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TAB_KEY = "SP"
_TAB = {"id": "xlSend", "label": "SEND programme", "keytip": TAB_KEY}


class Button(NamedTuple):
    """One button. `icon` is one of ours, or else the name of a picture that Office itself has.

    `action` is what the callback reads in the button's tag; `screentip` and `supertip` are what a
    person reads who rests on the button.
    """

    action: str
    label: str
    icon: str
    keytip: str
    screentip: str
    supertip: str
    large: bool = False


class Group(NamedTuple):
    """Buttons that stand together under one label."""

    label: str
    buttons: tuple[Button, ...]


def ribbon_parts(groups: Sequence[Group], callback: str = CALLBACK) -> dict[str, bytes]:
    """The parts that a package gains: the ribbon, its pictures and what ties them together."""
    pictures = {_picture(button): button for group in groups for button in group.buttons if button.icon in ICONS}
    ties = "".join(
        f'<Relationship Id="{name}" Type="{_IMAGE}" Target="images/{name}.png"/>' for name in sorted(pictures)
    )
    relations = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{ties}</Relationships>'
    )
    parts = {PART: _encoded(_custom_ui(groups, callback)), PART_RELATIONS: _encoded(relations)}
    images = {
        f"customUI/images/{name}.png": ICONS[button.icon](64 if button.large else 32)
        for name, button in sorted(pictures.items())
    }
    return parts | images


def _encoded(xml: str) -> bytes:
    return (_HEAD + xml).encode("utf-8")


def _custom_ui(groups: Sequence[Group], callback: str) -> str:
    content = "".join(_element("group", _named(group), _buttons(group, callback)) for group in groups)
    tabs = _element("ribbon", {}, _element("tabs", {}, _element("tab", _TAB, content)))
    return _element("customUI", {"xmlns": NAMESPACE}, tabs)


def _named(group: Group) -> dict[str, str]:
    return {"id": f"xlSendGroup{group.label.replace(' ', '')}", "label": group.label}


def _buttons(group: Group, callback: str) -> str:
    return "".join(_element("button", {**dict(_attributes(button)), "onAction": callback}) for button in group.buttons)


def _attributes(button: Button) -> Iterator[tuple[str, str]]:
    yield "id", f"xlSend_{button.action}"
    yield "tag", button.action
    yield "label", button.label
    yield ("image", _picture(button)) if button.icon in ICONS else ("imageMso", button.icon)
    yield "size", "large" if button.large else "normal"
    yield "screentip", button.screentip
    yield "supertip", button.supertip
    yield "keytip", button.keytip


def _picture(button: Button) -> str:
    return f"{button.icon}_{'large' if button.large else 'small'}"


def _element(name: str, attributes: dict[str, str], content: str = "") -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"
