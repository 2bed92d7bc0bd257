"""The word lists: every cue does what its example says, and a line that cannot be read is refused by name."""

import pytest

from patterns.lexicon import Cue, LexiconError, compile_phrases, cues, read
from patterns.text import fold
from patterns.vocabulary import INSECURE, PATTERNS

LISTS = ("past", "reported", "hypothetical", "urge", "resisted", "negated")
EVERY_LIST = (*LISTS, "omitted")


def by_example() -> list[tuple[str, list[Cue]]]:
    groups: dict[str, list[Cue]] = {}
    for name in EVERY_LIST:
        for cue in cues(name):
            groups.setdefault(cue.example, []).append(cue)
    return list(groups.items())


@pytest.mark.parametrize(("example", "group"), by_example(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_cue_fires_on_its_example_and_not_on_its_near_miss(example: str, group: list[Cue]) -> None:
    def fires(sentence: str) -> bool:
        return any(cue.holds(fold(sentence), pattern) for cue in group for pattern in INSECURE)

    assert fires(example)
    assert not fires(group[0].near_miss)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_speaks_for_the_status_it_is_named_after(name: str) -> None:
    assert {cue.value for cue in cues(name)} == {name}
    assert all(1 < cue.weight <= 100 for cue in cues(name))


def test_an_omission_speaks_against_a_denial() -> None:
    assert {(cue.value, cue.weight < 1) for cue in cues("omitted")} == {("negated", True)}


def test_every_pattern_has_its_acts() -> None:
    assert sorted(read("acts")["acts"]) == list(PATTERNS)


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("used to _", "i used to hide", True),
        ("used to _", "i used too much", False),
        ("ask*", "he was asking", True),
        ("ask*", "the mask fell", False),
        ("(my|the) (old )?habit", "my old habit", True),
        ("(my|the) (old )?habit", "my new habit", False),
        ("wanted ... but", "wanted to go there now but", True),
        ("wanted ... but", "wanted a b c d e f but", True),
        ("wanted ... but", "wanted a b c d e f g but", False),
        ("wanted ... but", "wanted it. but", False),
        ("^why", "and why", True),
        ("^why", "she knows why", False),
        ("didn't", "i didnt", True),
        ("<days> off", "sunday off", True),
        ("threats?", "a threat", True),
    ],
)
def test_phrases(phrase: str, text: str, found: bool) -> None:
    expression = compile_phrases([phrase], {"days": ["saturday", "sunday"]}, "test")
    assert (expression.search(text) is not None) is found


@pytest.mark.parametrize(
    "phrase", ["[a-z]+", "a.b", "(open", "<unknown> word", "Ünï", "a{3}", "\\d", "open (end)?", "space "]
)
def test_an_unreadable_phrase_is_refused_with_file_and_line(phrase: str) -> None:
    with pytest.raises(LexiconError, match=r"test\.toml: cannot read the phrase"):
        compile_phrases([phrase], {}, "test")
