"""Which ways to say a word are added, and where."""

from sonorant.engines.embedded.dictionary import ways_to_say
from sonorant.engines.embedded.fluent import fluent_ways


def added(text: str) -> dict[str, list[str]]:
    """The ways that are added to the words of `text`, where "," parts words."""
    words = text.replace(" ,", "").split()
    parts = text.split()
    joined = [index > 0 and parts[index - 1] != "," for index, part in enumerate(parts) if part != ","]
    ways = [ways_to_say(word) for word in words]
    found = zip(words, fluent_ways(words, ways, joined), strict=True)
    return {word: [" ".join(way) for way in ways] for word, ways in found if ways}


def test_a_final_t_or_d_of_a_cluster_goes_before_a_consonant_only():
    assert added("grand piano") == {"grand": ["G R AE1 N"]}
    assert added("grand opera") == {}
    assert added("grand , piano") == {}
    assert added("good piano") == {}


def test_the_ending_of_the_past_tense_has_to_be_heard():
    assert added("walked past") == {}


def test_h_goes_from_little_words_within_a_phrase():
    assert "IH1 Z" in added("saw his car")["his"]
    assert "his" not in added("his car")
    assert added("saw houses") == {}


def test_to_melts_with_going_and_want():
    assert added("going to")["going"] == ["G AH1 N"]
    assert added("want to") == {"want": ["W AA1 N", "W AO1 N"], "to": ["AH0"]}
    assert added("want , to") == {}


def test_a_stressed_ing_keeps_its_sound():
    assert added("sing") == {}


def test_t_and_d_melt_with_a_following_y():
    assert added("did you")["did"] == ["D IH1 JH"]
    assert {"UW1", "JH UW1"} <= set(added("did you")["you"])
    assert {"W AH1 CH"} <= set(added("what you")["what"])
    assert added("last year") == {"last": ["L AE1 S CH"], "year": ["IH1 R", "CH IH1 R"]}
    assert added("did , you") == {}
    assert added("see you") == {}


def test_of_two_like_consonants_one_may_be_said():
    assert added("good day") == {"good": ["G UH1", "G IH0"]}
    assert "AE1 S K" in added("asked to")["asked"]
    assert added("good , day") == {}
    assert added("see easy") == {}
