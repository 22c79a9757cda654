"""A student's own marks in JupyterLab: by selecting, by the keyboard alone, by a call."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyterlab_driver import (
    THEMES,
    Lab,
    browser,
    kept_in,
    pictured,
    server,
    shutdown,
    violations,
    write_notebook,
)

from alliance import corpus

ID, P = "reuters-2020", 3
WORDS = " ".join(corpus.source(ID).paragraph(P).text.split()[2:5])
TYPED = " ".join(corpus.source(ID).paragraph(5).text.split()[1:4])
CALLED = " ".join(corpus.source(ID).paragraph(13).text.split()[1:4])
CELLS = ["import alliance as al", f'al.article("{ID}", 3, 5, 13)']
CALL = f'al.mark("{ID}", 13, {CALLED!r}, "claim", "is it so?")'
# From inside the first word to inside the last: a reader's finger is not exact.
SELECT = """([p, words]) => {
  const all = [...document.querySelectorAll('.al-para')];
  const body = all.find(one => one.textContent.startsWith(`¶${p} `));
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let node = walker.nextNode();
  while (!node.data.includes(words)) node = walker.nextNode();
  range.setStart(node, node.data.indexOf(words) + 1);
  range.setEnd(node, node.data.indexOf(words) + words.length - 1);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What the browser saw and the notebook kept, step by step."""
    folder = tmp_path_factory.mktemp("lab")
    write_notebook(folder / "write.ipynb", CELLS)
    write_notebook(folder / "call.ipynb", [*CELLS[:1], CALL])
    with server(folder) as address, browser(address, 1280) as lab, pictured(lab, folder):
        yield walked(lab, folder)


def start(lab: Lab, name: str = "write.ipynb") -> None:
    lab.open(name)
    lab.run_all()
    lab.page.locator(".al-mine" if name == "write.ipynb" else "mark").first.wait_for()


def said(lab: Lab, words: str) -> None:
    lab.page.locator(".al-mine [role=status]", has_text=words).wait_for()


def mine(lab: Lab) -> str:
    """The text as it is shown, with the student's own layer."""
    lab.page.locator(".al-layers label", has_text="your marks").click()
    return lab.text("yours 2")


def tab_to(lab: Lab, within: str) -> None:
    for _ in range(60):
        if lab.page.evaluate("wanted => document.activeElement.matches(wanted)", within):
            return
        lab.page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {within}")


def kept_marks(folder: Path, name: str = "write.ipynb") -> list[dict[str, Any]]:
    return list(kept_in(folder / name).get("marks", ()))


def walked(lab: Lab, folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = {"axe": []}
    start(lab)
    by_keyboard(lab, found)
    lab.page.evaluate(SELECT, [P, WORDS])
    form = lab.page.locator("div:has(> .al-para) + .al-mine[open]")
    form.get_by_label("Note").fill("whose word?")
    found["chosen"] = form.get_by_label("Words").input_value()
    found["below"] = form.evaluate("one => one.previousElementSibling.innerText")
    form.get_by_label("Layer").select_option("bias")
    look(lab, "form", found)
    form.locator("button[type=submit]").click()
    said(lab, f"Marked as yours: “{WORDS}”")
    found["focus"] = lab.page.evaluate("document.activeElement.textContent")
    look(lab, "kept", found)
    lab.until(lambda: len(kept_marks(folder)) == 2)
    found["kept"] = kept_marks(folder)
    lab.page.reload()
    lab.page.locator(".al-para").first.wait_for()
    found["reloaded"] = lab.page.locator(".jp-OutputArea-output article").inner_text()
    lab.page.goto("about:blank")
    shutdown(lab.address)
    start(lab)
    found["later"] = mine(lab)
    lab.page.locator(".al-mine summary").click()
    lab.page.get_by_role("button", name=f"Take back: ¶{P} “{WORDS}”").click()
    said(lab, "Taken back")
    lab.until(lambda: any("gone" in one for one in kept_marks(folder)))
    found["left"] = [one["words"] for one in kept_marks(folder) if not one.get("gone")]
    start(lab, "call.ipynb")
    found["called"] = lab.until(lambda: kept_marks(folder, "call.ipynb"))
    found["errors"] = lab.errors
    return found


def by_keyboard(lab: Lab, found: dict[str, Any]) -> None:
    """Mark by the keys alone, first words that stand nowhere."""
    page = lab.page
    page.locator(".al-layers input:checked").focus()
    tab_to(lab, ".al-mine summary")
    page.keyboard.press("Enter")
    tab_to(lab, ".al-mine select")
    page.keyboard.press("ArrowDown")
    for text in ("purple bananas", TYPED):
        tab_to(lab, ".al-mine input")
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(text)
        page.keyboard.press("Enter")
        if text != TYPED:
            said(lab, "does not stand")
            found["missing"] = page.locator(".al-mine [role=status]").inner_text()
    said(lab, f"Marked as yours: “{TYPED}”")


def look(lab: Lab, name: str, found: dict[str, Any]) -> None:
    """What axe says of it in each theme; pictures, wide and narrow, for who asks for them."""
    for theme in THEMES:
        lab.theme(theme)
        found["axe"] += violations(lab.page, ".jp-OutputArea-output")
        if pictures := os.environ.get("ALLIANCE_SCREENSHOTS"):
            for width in (390, 1280):
                lab.command("application:toggle-left-area")
                lab.page.set_viewport_size({"width": width, "height": 1500})
                lab.page.wait_for_timeout(800)
                file = f"mark-{name}-{theme.split()[1]}-{width}.png"
                lab.page.screenshot(path=Path(pictures, file))
    lab.theme(THEMES[0])


def test_a_selection_takes_whole_words_and_the_form_stands_below_them(
    seen: dict[str, Any],
) -> None:
    assert seen["chosen"] == WORDS and seen["below"].startswith(f"¶{P}")
    assert seen["focus"] == "Keep this mark"


def test_both_ways_write_the_same_thing(seen: dict[str, Any]) -> None:
    typed, selected = seen["kept"]
    assert selected.pop("time") and typed.pop("time")
    assert selected == {
        "source": ID,
        "p": P,
        "words": WORDS,
        "layer": "bias",
        "note": "whose word?",
    }
    assert typed == {"source": ID, "p": 5, "words": TYPED, "layer": "bias", "note": ""}
    assert "purple bananas" in seen["missing"]
    (called,) = seen["called"]
    assert (called["words"], called["layer"], called["note"]) == (CALLED, "claim", "is it so?")


def test_they_are_still_there_after_a_reload_and_in_a_new_kernel(seen: dict[str, Any]) -> None:
    for when in ("reloaded", "later"):
        assert "your marks" in seen[when] and "yours 1" in seen[when], when
        assert "whose word?" in seen[when] and "yours 2" in seen[when], when


def test_one_that_is_taken_back_is_gone(seen: dict[str, Any]) -> None:
    assert seen["left"] == [TYPED]


def test_it_is_accessible_and_nothing_breaks(seen: dict[str, Any]) -> None:
    assert not seen["axe"] and not seen["errors"]
