"""Pasted conversations: each line with its speaker; everything else stays the writer's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patterns.chat import find_lines
from patterns.passages import split
from patterns.reader import Reader
from patterns.text import sentences

Said = list[tuple[str, str]]


def said(text: str) -> Said:
    """Who says which words, without headers that stand alone."""
    return [(line.speaker, text[line.words : line.end]) for line in find_lines(text) if line.words < line.end]


HIM_AND_ME: Said = [("other", "where are you"), ("me", "out")]


@pytest.mark.parametrize(
    "text",
    [
        "[12.03.26, 21:14] Sam: where are you\n[12.03.26, 21:15] me: out",
        "\u200e[12/03/2026, 9:14:33\u202fPM] Sam ❤️: where are you\n\u200e[12/03/2026, 9:15:01\u202fPM] You: out",
        "12/03/2026, 21:14 - Sam: where are you\r\n12/03/2026, 21:15 - Me: out",
        "3/12/26, 9:14 PM - +44 7700 900123: where are you\n3/12/26, 9:15 PM - me: out",
        "[21:14] Sam: where are you\n[21:15] me: out",
        "[21:14] <Sam> where are you\n[21:15] <me> out",
        "Sam (21:14): where are you\nme (21:15): out",
        "21:14 Sam: where are you\n21:15 me: out",
        "Sam 21:14 where are you\nme 21:15 out",
        "Sam 9:14 pm\nwhere are you\nMe 9:15 pm\nout",
        "Sam, [12.03.26 21:14]\nwhere are you\nme, [12.03.26 21:15]\nout",
        "Sam — Today at 9:14 PM\nwhere are you\nme — Today at 9:15 PM\nout",
        "Sam: where are you\nme: out",
        "Him: where are you\nME:  out",
        "You: where are you\nMe: out",
        "my sister: where are you\nMe: out",
        "Mary Ann O’Neill: where are you\nI: out",
    ],
)
def test_it_says_who_speaks_in_which_words(text: str) -> None:
    assert [(speaker, words.strip()) for speaker, words in said(text)] == HIM_AND_ME


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "I asked him again: are we okay?\nHe said: yes.",
        "I said: are you ok?\nHe said: yes\nI said: really?\nHe said: yes",
        "Mood: 3\nSleep: I woke at four\nMood: 4\nSleep: I slept",
        "Steps: 8000\nWater: 2 l\nSteps: 9000",
        "Kitchen: two coats\nHall: one coat\nKitchen: third coat",
        "Reminders\nReminder again: I ring you\nPriya: I ring you\nTo Do: you",
        "Sam: I was so glad.\nSam: you should have seen us.",
        "Gym 18:00 felt fine\nBed 22:30 slept well\nGym 18:10 did I even try?",
        "Dinner 19:00\nSam 20:30\nthen home",
        "Three things: tea, rain, Sam.",
        "Sam: he was lovely today.",
        "Monday 21:14\nhe rang\nMonday 22:10\nI rang",
        "10:30 dentist\n12:00 lunch with Sam",
        "Trigger: he was late\nThought: I thought he would leave me\nUrge: to ring him",
    ],
)
def test_notes_and_told_talk_are_no_conversation(text: str) -> None:
    assert find_lines(text) == []


def test_an_old_label_alone_makes_no_talk_but_a_second_speaker_does() -> None:
    assert find_lines("Sam: he said so\nSam: and again, I heard it") == []
    assert said("Sam: did you?\nPriya: I did\nSam: you did not") == [
        ("unknown", "did you?"), ("unknown", "I did"), ("unknown", "you did not"),
    ]  # fmt: skip


def test_what_is_written_around_it_stays_the_writers() -> None:
    text = "We fought.\n\n[21:14] Sam: stop\n[21:15] me: no\nI lied to him.\n\nI rang Mum."
    assert said(text) == [("other", "stop"), ("me", "no")]
    assert [(passage.speaker, text[slice(*passage.span)]) for passage in split(text, sentences(text))] == [
        (None, "We fought."), ("other", "stop"), ("me", "no"), (None, "I lied to him."), (None, "I rang Mum."),
    ]  # fmt: skip


def test_a_message_of_several_lines_is_its_senders() -> None:
    text = "[21:14] Sam: stop\ni mean it\n[21:15] me: no"
    assert said(text) == [("other", "stop"), ("other", "i mean it"), ("me", "no")]


def test_below_names_without_times_the_writer_goes_on() -> None:
    text = "Sam: are you ok?\nI said nothing.\nme: yes\nSam: good"
    assert said(text) == [("other", "are you ok?"), ("me", "yes"), ("other", "good")]


def test_of_two_names_nobody_knows_whose_notebook_it_is() -> None:
    text = "[21:14] Sam: I checked your phone\n[21:15] Priya: I need space\n[21:16] Sam changed the subject"
    assert {speaker for speaker, _ in said(text)} == {"unknown"}
    assert split(text, sentences(text)) == []


def test_one_name_alone_is_somebody_elses() -> None:
    assert said("[21:14] Sam: I checked your phone") == [("other", "I checked your phone")]


def test_only_what_the_same_person_says_is_near_a_sentence() -> None:
    text = "me: I want to ring my mum.\nSam: she did it again\nme: I put the phone down."
    first, second, third = split(text, sentences(text))
    assert (first.after, second.nearby, third.nearby) == ("", None, "kin")
    text = "Mum: I rang you\nme: when?"
    mum, _ = split(text, sentences(text))
    assert (mum.speaker, mum.nearby) == ("other", "kin")


def test_clauses_of_anothers_line_are_the_others_too() -> None:
    text = "[21:14] Mum: I rang you twice, and she went quiet, and I cried"
    [passage] = split(text, sentences(text))
    assert passage.parts
    assert {(part.speaker, part.nearby) for part in passage.parts} == {("other", "kin")}


OTHERS = [
    "I checked your phone last night while you slept.",
    "I need to hear that you still love me, tell me again.",
    "I went quiet and left the room when you cried.",
    "I can't stop thinking that you will leave me.",
]
HEADS = ["[12.03.26, 21:14] Sam: ", "Sam 21:14 ", "Sam: ", "12/03/2026, 21:14 - Sam: "]


@pytest.mark.parametrize("head", HEADS)
def test_the_lines_of_others_never_become_the_writers_behaviour(reader: Reader, head: str) -> None:
    text = "\n".join(f"{head}{words}\n{head.replace('Sam', 'me')}ok" for words in OTHERS)
    found = reader.read(text).tags
    assert found
    assert {tag.holder for tag in found} <= {"partner", "other"}
    assert all("Sam" not in tag.quote and "21:14" not in tag.quote for tag in found)


def test_the_writers_own_lines_are_theirs(reader: Reader) -> None:
    asked = "I asked you twice today if you still love me, please just say it again."
    [tag] = reader.read(f"[21:14] Sam: what now\n[21:15] me: {asked}").tags[:1]
    assert (tag.pattern, tag.holder) == ("reassurance_seeking", "self")


def test_what_another_says_of_the_writer_is_hearsay(reader: Reader) -> None:
    text = "[21:14] Sam: You asked me five times today whether I still love you.\n[21:15] me: ok"
    assert all((tag.holder, tag.status) != ("self", "enacted") for tag in reader.read(text).tags)
    assert {tag.status for tag in reader.read(text).tags} <= {"reported"}


BITS = ["[21:14]", "(9.14 pm)", "Sam", "me", ": ", " 21:14", "\n", "12.03.26,", " - ", "\u200e", "<", ">", "hi", "\0"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(BITS), max_size=40).map("".join))
def test_lines_lie_in_order_within_the_text(text: str) -> None:
    at = 0
    for line in find_lines(text):
        assert at <= line.start <= line.words <= line.end <= len(text)
        assert "\n" not in text[line.start : line.end]
        at = line.end
