"""The page as an accessibility officer checks it: structure, policy, and nothing from outside."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise

import jinja2
import pytest

from board_pack.boards import Page, board, example, example_page, packed
from xl_send.board_pack.html.page import _template, style_hash, stylesheet, to_html
from xl_send.results import Status
from xl_send.workbook.submissions import Programme

PAGES: Mapping[str, Callable[[], str]] = {
    "example": example_page,
    "bare": lambda: to_html(board("")),
    "empty": lambda: to_html(packed(Programme(()))),
}


@pytest.fixture(scope="module", params=PAGES)
def html(request: pytest.FixtureRequest) -> str:
    return PAGES[request.param]()


def test_every_element_is_closed_in_order(html: str) -> None:
    assert Page(html).open == []


def test_nothing_runs_and_nothing_is_asked_of_elsewhere(html: str) -> None:
    page = Page(html)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "img", "link", "iframe", "object", "embed", "form", "input", "base"}
    names = {name for _, attributes in page.elements for name in attributes}
    assert not {name for name in names if name.startswith("on")}
    assert not names & {"style", "src", "srcset", "action", "srcdoc"}
    assert all(attributes.get("href", "#").startswith("#") for _, attributes in page.elements)
    assert "url(" not in stylesheet()
    assert "@import" not in stylesheet()


def test_the_policy_allows_this_stylesheet_and_no_other(html: str) -> None:
    policies = [
        item["content"] for item in Page(html).all("meta") if item.get("http-equiv") == "Content-Security-Policy"
    ]
    inside = html[html.index("<style>") + 7 : html.index("</style>")]
    assert policies == [f"default-src 'none'; style-src '{style_hash(inside)}'; base-uri 'none'; form-action 'none'"]
    assert html.count("<style>") == 1


def test_the_hash_is_that_of_the_text() -> None:
    assert style_hash("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def test_the_page_says_its_language_and_has_its_landmarks(html: str) -> None:
    page = Page(html)
    assert page.all("html") == [{"lang": "en-GB"}]
    assert [len(page.all(tag)) for tag in ("header", "main", "footer", "h1", "title")] == [1] * 5
    assert len(page.all("nav")) <= 1
    first_link = page.all("a")[0]
    assert first_link["href"] == "#main"
    assert page.all("main")[0]["id"] == "main"


def test_headings_go_down_one_step_at_a_time(html: str) -> None:
    levels = [int(tag[1]) for tag, _ in Page(html).elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_each_table_has_a_caption_and_headers_with_their_scope(html: str) -> None:
    page = Page(html)
    bodies = html.split("<tbody")[1:]
    assert len(page.all("table")) == len(page.all("caption")) == len(page.all("thead")) == len(bodies)
    assert {item.get("scope") for item in page.all("th")} <= {"col", "row"}
    for body in bodies:
        rows = body.split("</tbody>")[0].split("<tr")[1:]
        assert rows
        assert all(row.count('scope="row"') == 1 for row in rows)


def test_every_cell_knows_its_heading_when_rows_are_stacked() -> None:
    cells = re.findall(r"<td[^>]*>(?!</td>)", example_page())
    assert len(cells) > 100
    for cell in cells:
        assert 'data-label="' in cell


def test_ids_stand_once_and_links_lead_somewhere(html: str) -> None:
    page = Page(html)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {attributes["href"][1:] for _, attributes in page.elements if "href" in attributes}
    targets |= {attributes["aria-labelledby"] for _, attributes in page.elements if "aria-labelledby" in attributes}
    assert targets <= set(ids)


def test_a_status_is_a_word_and_a_shape() -> None:
    html = example_page()
    tags = re.findall(r'<strong class="tag ([a-z-]+)"><svg class="shape".*?</svg>([^<]*)</strong>', html)
    assert len(tags) > 100
    for look, word in tags:
        assert word.lower().replace(" ", "-") == look
        assert f'<symbol id="shape-{look}"' in html
    assert html.count('class="tag ') == html.count('class="shape"') > 100


@pytest.mark.parametrize("status", Status)
def test_every_state_has_its_word_and_shape_in_the_key(status: Status) -> None:
    key = example_page().partition('<h2 id="key">')[2]
    assert f"</svg>{status.value}</strong>" in key
    assert f'href="#shape-{status.value.lower().replace(" ", "-")}"' in key


def test_a_template_that_asks_for_what_is_not_there_fails() -> None:
    assert _template().environment.undefined is jinja2.StrictUndefined
    with pytest.raises(jinja2.UndefinedError):
        _template().render(style="", style_hash="")


def test_characters_that_no_page_may_hold_are_left_out() -> None:
    title = replace(example().title, programme="Up\x00\x0b\ud800\u202edown\x85")
    html = to_html(replace(example(), title=title))
    html.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]", html)


def test_the_same_programme_gives_the_same_page() -> None:
    assert to_html(board("")) == to_html(board(""))
    assert to_html(example()) == example_page()
