"""Only English is read; what is short or unclear counts as English."""

import pytest

from patterns.language import detect, has_words


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
        ("Я снова спросила его, всё ли у нас хорошо.", "und"),
        ("今日は彼にまた聞いてしまった。", "und"),
        ("سألته مرة أخرى إن كان يحبني", "und"),
        ("ok", "en"),
        ("Te quiero", "en"),
        ("Abeg I switched off my phone since morning because Chidi wants us to talk.", "en"),
        ("beach, chips, gulls, sand everywhere, home late", "en"),
        ("My abuela said mija ya no llores and held me until I slept.", "en"),
    ],
)
def test_detect(text: str, code: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize("text", ["", "   \n", "123 45", "🙂🙂", "...!?", "\0\ud800"])
def test_marks_alone_are_no_words(text: str) -> None:
    assert not has_words(text)


@pytest.mark.parametrize("text", ["a", "no 5", "é", "愛"])
def test_letters_are_words(text: str) -> None:
    assert has_words(text)
