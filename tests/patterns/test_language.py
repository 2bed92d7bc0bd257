"""Only English is read; what is short or unclear counts as English."""

import json
import unicodedata
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patterns import lexicon
from patterns.language import detect, has_words

HERE: Final = Path(__file__).parent
CORPUS: Final = lexicon.FOLDER.parent / "corpus"
FALSE_ALARMS: Final = 0.001
"""The share of English texts that may be taken for another language."""


def lines_of(name: str) -> list[str]:
    return [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


FOREIGN: Final = [tuple(line.split("\t")) for line in lines_of("languages.txt")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I asked him again if we are okay, third time today.", "en"),
        ("Heute habe ich ihn wieder gefragt, ob bei uns alles in Ordnung ist.", "de"),
        ("Le pregunté otra vez si me quiere y no me contestó nada en todo el día.", "es"),
        ("Je lui ai encore demandé si tout va bien entre nous et il n'a pas répondu.", "fr"),
        ("Oggi gli ho chiesto ancora se mi ama e lui non ha detto niente.", "it"),
        ("Perguntei de novo se ele ainda me ama e ele não disse nada.", "pt"),
        ("Ik heb hem vandaag weer gevraagd of het goed zit en hij zei niets.", "nl"),
        ("Jag frågade honom igen om det är bra mellan oss och han blev tyst.", "sv"),
        ("Znowu go zapytałam, czy wszystko jest dobrze, ale on nic nie powiedział.", "pl"),
        ("Bugün ona yine beni seviyor musun diye sordum ama çok sessiz kaldı.", "tr"),
        ("Я снова спросила его, всё ли у нас хорошо.", "ru"),
        ("今日は彼にまた聞いてしまった。", "ja"),
        ("سألته مرة أخرى إن كان يحبني", "ar"),
        ("ok", "en"),
        ("Te quiero", "en"),
        ("Ich habe ihn heute wieder gefragt.", "en"),
        ("Abeg I switched off my phone since morning because Chidi wants us to talk.", "en"),
        ("beach, chips, gulls, sand everywhere, home late", "en"),
        ("My abuela said mija ya no llores and held me until I slept.", "en"),
    ],
)
def test_detect(text: str, code: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "".join(
            f"[12.03.26, 21:14] {name}: ok when\n"
            for name in ("Małgorzata Dąbrowska", "Przemysław Wójcik", "Agnieszka Szczepańska", "Wojciech Święcicki") * 3
        ),
        "<div style='margin:0;padding:0'><span class='x'><b>Rang</b> Mum.</span></div>" * 20,
        "https://www.beispiel.de/wie/ich/heute/wieder/nicht/schlafen/konnte Mum sent tickets, trains cancelled, walked",
        "ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha",
        "jajaja jajaja jajaja jajaja jajaja jajaja jajaja jajaja jajaja",
    ],
    ids=["names", "markup", "an address", "laughing", "laughing in Spanish"],
)
def test_names_markup_addresses_and_laughter_are_in_no_language(text: str) -> None:
    assert detect(text) == "en"


def test_accents_written_as_marks_of_their_own_change_nothing() -> None:
    for _, text in FOREIGN:
        assert detect(unicodedata.normalize("NFD", text)) == detect(unicodedata.normalize("NFC", text))


def test_every_language_that_we_promise_has_its_eight_texts() -> None:
    codes = [code for code, _ in FOREIGN]
    assert {code: codes.count(code) for code in dict.fromkeys(codes)} == dict.fromkeys(
        ["de", "es", "fr", "pt", "it", "nl", "pl", "tr", "hi", "hi-Latn", "ar", "zh", "ru", "sw", "yo"], 8
    )


@pytest.mark.parametrize(("code", "text"), FOREIGN)
def test_a_text_of_fifteen_words_in_another_language_is_told_from_english(code: str, text: str) -> None:
    assert detect(text) != "en"
    if code != "yo":  # written with all its tones it is taken for Vietnamese
        assert detect(text) == code


@pytest.mark.parametrize("text", lines_of("english.txt"))
def test_slang_dialects_clipped_notes_names_and_foreign_phrases_stay_english(text: str) -> None:
    assert detect(text) == "en"


def test_of_a_thousand_english_texts_at_most_one_is_taken_for_another_language() -> None:
    texts = [
        str(json.loads(line)["text"])
        for path in sorted(CORPUS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    wrong = [text for text in texts if detect(text) != "en"]
    assert len(wrong) <= FALSE_ALARMS * len(texts), wrong


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_any_text_has_a_language(text: str) -> None:
    assert detect(text)
    assert detect("\0\ud800" + text)


@pytest.mark.parametrize("text", ["", "   \n", "123 45", "🙂🙂", "...!?", "\0\ud800"])
def test_marks_alone_are_no_words(text: str) -> None:
    assert not has_words(text)


@pytest.mark.parametrize("text", ["a", "no 5", "é", "愛"])
def test_letters_are_words(text: str) -> None:
    assert has_words(text)
