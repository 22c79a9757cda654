"""``al.language``: in which language the question room speaks."""

from __future__ import annotations

from alliance.questions import phrases

# Each language by its own name; the words are in ``phrases_<code>``.
LANGUAGES = {"en": "English", "ja": "日本語"}


class Spoken(str):
    """A sentence that a notebook shows without quotation marks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def language(code: str | None = None) -> Spoken:
    """Choose the language of buttons, verdicts and progress: ``al.language("ja")``.

    Without a code, says which one is in use. What the course itself says stays in English where
    nobody has translated it. ``ALLIANCE_LANGUAGE`` chooses before the notebook starts.
    """
    known = ", ".join(f'"{code}" ({name})' for code, name in LANGUAGES.items())
    if code is not None:
        wanted = code.strip().lower() if type(code) is str else ""
        wanted = next((key for key, name in LANGUAGES.items() if wanted in (key, name.lower())), "")
        if not wanted:
            return Spoken(phrases.say("language-unknown", known=known))
        phrases.use(wanted)
    name = LANGUAGES.get(phrases.language(), LANGUAGES["en"])
    return Spoken(phrases.say("language-now", name=name, known=known))
