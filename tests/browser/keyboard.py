"""Answers the questions of ``al.ask`` as a reader would who has no mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

Keys = Callable[["Reader", Any], None]
SUBMIT = "button[type=submit]"


class Reader:
    """A question's card on a page, and the keys that a reader presses."""

    def __init__(self, page: Page, id: str) -> None:
        self.page, self.id = page, id
        self.card: Locator = page.locator(f'.al-q[data-id="{id}"]')
        self.said: Locator = self.card.locator(".al-v")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: Any) -> None:
        self.page.keyboard.insert_text(str(text))

    def begin(self) -> None:
        """Put the focus before the card's first control."""
        self.card.evaluate("node => { node.tabIndex = -1; node.focus(); }")

    def tab_to(self, selector: str) -> None:
        """Tab until the focus is in a matching element of this card."""
        there = "(node, wanted) => node.contains(document.activeElement)"
        there += " && document.activeElement.matches(wanted)"
        for _ in range(400):
            if self.card.evaluate(there, selector):
                return
            self.press("Tab")
        stuck = self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        raise AssertionError(f"{self.id}: Tab never reaches {selector}; the focus is in {stuck}")

    def push(self, selector: str) -> None:
        """Find a button from the card's beginning and press it."""
        self.begin()
        self.tab_to(selector)
        self.press("Enter")

    def pick(self, selector: str, value: Any) -> None:
        """Choose a line of a list."""
        self.tab_to(selector)
        values = self.page.evaluate("[...document.activeElement.options].map(one => one.value)")
        steps = values.index(str(value)) - self.page.evaluate(
            "document.activeElement.selectedIndex"
        )
        self.press(*["ArrowDown" if steps > 0 else "ArrowUp"] * abs(steps))

    def fields(self, selector: str) -> list[str]:
        """The card's controls of a sort, as selectors."""
        found = "(node, sort) => [...node.querySelectorAll(sort)].map(one => `#${one.id}`)"
        ids: list[str] = self.card.evaluate(found, selector)
        return ids

    def mark_own(self, level: int) -> dict[str, int]:
        """Mark an argument of one's own, with one level in every row of the rubric."""
        found = "node => [...node.querySelectorAll('[data-row]')].map(one => one.dataset.row)"
        rows: list[str] = self.card.evaluate(found)
        self.begin()
        for row in rows:
            _choice(self, str(level), f'[data-row="{row}"] ')
        return dict.fromkeys(rows, level)

    def answer(self, kind: str, answer: Any) -> str:
        """Give an answer; what the card says to it."""
        self.begin()
        BY_KIND.get(kind, _line)(self, answer)
        self.tab_to(SUBMIT)
        self.press("Enter")
        self.page.wait_for_function(
            "node => !['blank', 'chosen', 'checking'].includes(node.dataset.state)",
            arg=self.card.element_handle(),
            timeout=15_000,
        )
        return self.card.get_attribute("data-state") or ""


def _line(reader: Reader, answer: Any) -> None:
    reader.tab_to("input[type=text]")
    reader.type(answer)


def _choice(reader: Reader, answer: str, within: str = "") -> None:
    reader.tab_to(f"{within}input[type=radio]")
    reader.press("Space")
    for _ in range(20):
        if reader.page.evaluate("document.activeElement.value") == answer:
            return
        reader.press("ArrowDown")


def _truefalse(reader: Reader, answer: list[Any]) -> None:
    for field, value in zip(reader.fields("fieldset"), map(str, answer), strict=True):
        _choice(reader, value.lower(), f"{field} ")


def _choices(reader: Reader, answer: list[str]) -> None:
    for letter in answer:
        reader.tab_to(f'input[value="{letter}"]')
        reader.press("Space")


def _order(reader: Reader, answer: list[str]) -> None:
    row = "(node, letter) => [...node.querySelectorAll('li')].findIndex("
    row += "one => one.dataset.letter === letter)"
    for place, letter in enumerate(answer):
        for _ in range(20):
            if reader.card.evaluate(row, letter) == place:
                break
            reader.push(f'li[data-letter="{letter}"] button:first-of-type')


def _match(reader: Reader, answer: dict[str, str]) -> None:
    for left, right in answer.items():
        _choice(reader, right, f'li[data-key="{left}"] ')


def _cite(reader: Reader, answer: list[Any]) -> None:
    for group, value in zip(reader.fields(".al-pick"), answer, strict=True):
        _choice(reader, str(value), f"{group} ")


def _mark(reader: Reader, answer: str) -> None:
    shown = reader.card.locator(".al-passage button").all_text_contents()
    text = " ".join(shown)
    first = text[: text.lower().index(answer.lower())].count(" ")
    last = first + answer.count(" ")
    reader.tab_to(".al-passage button")
    reader.press(*["ArrowRight"] * first, "Enter", *["ArrowRight"] * (last - first), "Enter")


def _argue(reader: Reader, answer: dict[str, Any]) -> None:
    reader.tab_to("textarea")
    reader.type(answer["claim"])
    facts = [one for one in answer["evidence"] if isinstance(one, str)]
    places = [part for one in answer["evidence"] if one not in facts for part in one]
    while len(reader.fields("fieldset select")) < len(places):
        reader.push("fieldset button")
    reader.begin()
    for field, value in zip(reader.fields("fieldset select"), places, strict=False):
        reader.pick(field, value)
    reader.tab_to("fieldset input")
    reader.type("; ".join(facts))
    reader.tab_to(reader.fields("textarea")[1])
    reader.type(answer["reasoning"])
    if against := answer.get("against"):
        reader.tab_to(reader.fields("textarea")[2])
        reader.type(against["text"])
        for field, value in zip(reader.fields("select")[-2:], against["place"], strict=True):
            reader.pick(field, value)


def _table(reader: Reader, answer: dict[str, list[Any]]) -> None:
    reader.tab_to("input")
    for value in [value for row in answer["rows"] for value in row]:
        reader.type(value)
        reader.press("Tab")


BY_KIND: dict[str, Keys] = {
    "choice": _choice,
    "truefalse": _truefalse,
    "choices": _choices,
    "order": _order,
    "match": _match,
    "cite": _cite,
    "mark": _mark,
    "argue": _argue,
    "table": _table,
}
