"""The language shelf: files hold together, rows carry their examples, detection knows its limits."""

import re
import tomllib
from importlib import resources

import pytest

from digest.language import UNKNOWN, WORD_LISTS, detect, direction, known, languages, shelved, wordings
from digest.model import DigestError

ROW = {
    "rule": "sample",
    "category": "share",
    "pattern": "share this",
    "because": "a button",
    "cuts": ["Share this"],
    "keeps": ["Share this out among you."],
}


@pytest.mark.parametrize("code", sorted(languages()))
def test_every_file_is_whole(code: str) -> None:
    language = languages()[code]
    assert language.name
    assert len(set(language.headings)) == 3
    assert language.direction in {"ltr", "rtl"}


def test_rule_names_are_unique() -> None:
    names = [row.rule for language in languages().values() for row in language.wording]
    assert len(names) == len(set(names))


def test_no_rule_cuts_an_example_that_another_keeps() -> None:
    """What one row must keep, no other row may cut wherever it stands."""
    rows = [row for language in languages().values() for row in language.wording]
    clashes = [
        (keep.rule, cut.rule, line)
        for keep in rows
        for line in keep.keeps
        for cut in rows
        if cut.where == "anywhere" and cut.match(line)
    ]
    assert clashes == []


def test_a_sound_row_loads() -> None:
    (row,) = wordings([ROW], "rules")
    assert row.match(" Share   this ")
    assert not row.match("Share this out among you.")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"pattern": "("}, "RE2"),
        ({"pattern": None}, "pattern"),
        ({"pattern": r"(share)\1"}, "RE2"),
        ({"cuts": []}, "no examples"),
        ({"keeps": []}, "no examples"),
        ({"cuts": ["Print"]}, "misses its example"),
        ({"keeps": ["share this"]}, "must keep"),
        ({"category": "nonsense"}, "category"),
        ({"where": "nowhere"}, "where"),
        ({"because": None}, "because"),
        ({"patern": "x"}, "unknown key of sample 'patern'. Did you mean pattern"),
        ({"keep": []}, "Did you mean keeps"),
    ],
)
def test_an_unsound_row_says_what_is_wrong(change: dict[str, object], what: str) -> None:
    row = {name: value for name, value in (ROW | change).items() if value is not None}
    with pytest.raises(DigestError, match=re.escape(what)):
        wordings([row], "rules")


ENGLISH = """
name = "English"
headings = ["Summary", "Text", "Related"]
[labels]
nav-home = "Home"
"""
OTHER = """
name = "Deutsch"
headings = ["Zusammenfassung", "Text", "Verwandtes"]
[labels]
nav-home = "Start"
[words]
stopwords = ["der", "die"]
[[wording]]
rule = "de-print"
category = "share"
pattern = "drucken"
because = "ein Knopf"
cuts = ["Drucken"]
keeps = ["Sie drucken Geld"]
"""


def test_a_sound_file_loads() -> None:
    german = shelved({"en": ENGLISH, "de": OTHER})["de"]
    assert german.label("nav-home") == "Start"
    assert german.list("stopwords") == ("der", "die")


@pytest.mark.parametrize("code", ["de", "ckb", "zh-Hant", "pt-BR", "es-419", "zxx"])
def test_a_file_is_named_after_a_code(code: str) -> None:
    assert code in shelved({"en": ENGLISH, code: OTHER})


@pytest.mark.parametrize("code", ["german", "DE", "de_AT", "x", "", "de-", "../de"])
def test_a_file_of_another_name_is_refused(code: str) -> None:
    with pytest.raises(DigestError, match="no language code"):
        shelved({"en": ENGLISH, code: OTHER})


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("nav-home", "nav-hom", "languages/de.toml: unknown label 'nav-hom'. Did you mean nav-home?"),
        ("stopwords", "stop-words", "languages/de.toml: unknown list of words 'stop-words'. Did you mean stopwords?"),
        ("name =", "direktion = 'ltr'\nname =", "unknown key 'direktion'. Did you mean direction?"),
        ("name =", "zzz = 'ltr'\nname =", "One of: direction, headings, labels, name, reasons, wording, words."),
        ("name =", "direction = 'up'\nname =", "direction is missing or unsound"),
        ('name = "Deutsch"', "", "name is missing"),
        ('"Text", ', "", "headings is missing or unsound"),
        ('"Text"', '"Verwandtes"', "headings is missing or unsound"),
        ('["der", "die"]', '["der", "der"]', "stopwords says 'der' twice"),
        ('["der", "die"]', '"der die"', "stopwords is no list of words"),
        ('["der", "die"]', '["der", 1]', "stopwords is no list of words"),
        ("[words]", "[words", "is no TOML"),
        ("because =", "becuase =", "unknown key of de-print 'becuase'. Did you mean because?"),
    ],
)
def test_an_unsound_file_is_named_with_its_key(old: str, new: str, what: str) -> None:
    with pytest.raises(DigestError, match=re.escape(what)):
        shelved({"en": ENGLISH, "de": OTHER.replace(old, new)})


def test_a_rule_of_two_files_names_both() -> None:
    with pytest.raises(DigestError, match=r"languages/nb.toml: the rule de-print stands in languages/de.toml already"):
        shelved({"en": ENGLISH, "de": OTHER, "nb": OTHER})


def test_the_template_is_no_language_and_shows_all_a_language_may_say() -> None:
    text = (resources.files("digest") / "languages" / "_template.toml").read_text("utf-8")
    template = shelved({"en": ENGLISH + "\n".join(f'{n} = "x"' for n in _other_labels()), "qaa": text})["qaa"]
    assert "_template" not in languages()
    assert set(template.words) == WORD_LISTS
    assert set(template.labels) == set(known("en").labels)


def _other_labels() -> list[str]:
    return sorted(known("en").labels.keys() - tomllib.loads(ENGLISH)["labels"].keys())


@pytest.mark.parametrize("code", sorted(languages().keys() - {"zxx"}))
def test_a_language_says_everything_pages_say(code: str) -> None:
    """A label half translated would leave English on the page; places for values stay."""
    labels, english = languages()[code].labels, known("en").labels
    assert set(labels) == set(english)
    assert all(("{date}" in labels[name]) == ("{date}" in english[name]) for name in labels)


@pytest.mark.parametrize("code", sorted(languages().keys() - {"zxx"}))
def test_a_language_has_the_lists_that_sentences_need(code: str) -> None:
    assert all(languages()[code].list(name) for name in ("leaning", "orphans", "stopwords", "connectives"))


def test_directions() -> None:
    assert direction("ar") == "rtl"
    assert direction("fa") == "rtl"
    assert direction("zh") == "ltr"


def test_a_language_without_a_file_speaks_english() -> None:
    assert known("xx").headings == known("en").headings


@pytest.mark.parametrize("text", ["", "  ", "123 456", "…!", "\x00"])
def test_no_letters_no_language(text: str) -> None:
    assert detect(text) == UNKNOWN


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The talks went on all night.", "en"),
        ("استمرت المحادثات طوال الليل", "ar"),
        ("Переговоры продолжались всю ночь", "ru"),
        ("会谈持续了一整夜", "zh"),
        ("The talks in Doha went on all night and nobody slept at all. تعليق", "en"),
    ],
)
def test_detection(text: str, lang: str) -> None:
    assert detect(text) == lang
