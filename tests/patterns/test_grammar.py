"""Who acts in a clause, told by its first words or not at all."""

import pytest

from patterns.grammar import actor, last_named, people
from patterns.text import fold


@pytest.mark.parametrize(
    ("clause", "doer"),
    [
        ("I asked him again.", "self"),
        ("And then I'd ring her.", "self"),
        ("im so tired of this", "self"),
        ("Last night I checked his phone.", "self"),
        ("He went cold after dinner.", "third"),
        ("But she's gone quiet.", "third"),
        ("They left.", "third"),
        ("My husband went to the garage.", "partner"),
        ("my bf said nothing", "partner"),
        ("My best friend cried.", "kin"),
        ("Her mother rang twice.", "kin"),
        ("We made up.", "we"),
        ("When he went quiet, I rang his sister.", "self"),
        ("When I cried she left the room.", "third"),
        ("If he is late I call.", "self"),
        ("Because I was late.", None),
        ("Asked him again.", None),
        ("Tom went quiet.", None),
        ("My husband's phone was on the table.", None),
        ("", None),
    ],
)
def test_actor(clause: str, doer: str | None) -> None:
    assert actor(fold(clause)) == doer


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("I think he is cross with my mum.", {"self", "third", "kin"}),
        ("My wife sat with me until I slept.", {"partner"}),
        ("He asked if I still love him.", {"third"}),
        ("She sulked so I'd come up.", {"third"}),
        ("If I call she sighs.", {"self", "third"}),
        ("Nothing happened.", set()),
    ],
)
def test_people_who_act(clause: str, found: set[str]) -> None:
    assert people(fold(clause)) == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("my wife rang. then my mother rang.", "kin"),
        ("my mother likes my husband", "partner"),
        ("nobody rang", None),
        ("", None),
    ],
)
def test_last_named(text: str, kind: str | None) -> None:
    assert last_named(text) == kind
