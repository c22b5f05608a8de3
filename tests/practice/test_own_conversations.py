from pathlib import Path

from sonorant.practice.own_conversations import OwnConversations, identity

COFFEE = Path(__file__).parents[2] / "resources" / "conversations" / "coffee-to-go.txt"


def test_what_is_written_can_be_held_next_time_as_it_was_written(tmp_path: Path) -> None:
    text = "# For my class.\n" + COFFEE.read_text(encoding="utf-8")
    OwnConversations(tmp_path / "own").write("my-coffee", text)

    [conversation], wrong = OwnConversations(tmp_path / "own").load()
    assert (conversation.id, conversation.title, wrong) == ("my-coffee", "Coffee to go", [])
    assert OwnConversations(tmp_path / "own").texts() == {"my-coffee": text}


def test_a_text_that_is_not_right_yet_is_kept_and_told_while_the_others_go_on(tmp_path: Path) -> None:
    own = OwnConversations(tmp_path)
    own.write("half", "title: Half")
    own.write("whole", COFFEE.read_text(encoding="utf-8"))

    good, [wrong] = own.load()
    assert [each.id for each in good] == ["whole"]
    assert str(wrong) == "“half”, line 1: “kind” is missing, so add a line “kind: …” at the top."
    assert own.texts()["half"] == "title: Half"


def test_a_removed_one_is_gone(tmp_path: Path) -> None:
    own = OwnConversations(tmp_path)
    own.write("half", "title: Half")
    own.remove("half")
    assert own.load() == ([], [])


def test_a_new_conversation_gets_an_identity_of_its_own() -> None:
    assert identity("Tea & biscuits!", ["coffee"]) == "tea-biscuits"
    assert identity("Tea", ["tea", "tea-2"]) == "tea-3"
    assert identity("茶", []) == "conversation"
