"""What people type finds what they mean, in every script; the same question always finds the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.information.search import LONGEST, PASSAGE, Document, Index, asked_for, words_of


def page(title: str, text: str = "", language: str = "en") -> Document:
    return Document("Page", title, text, f"/{len(title)}/{len(text)}", language)


PAGES = (
    page("Your rights", "You may think about it for three months. A lawyer is free."),
    page("A lawyer", "Ask for one before you talk to the police."),
    page("Shelter", "A safe place tonight. Nobody learns the address, also not the police."),
    page("Uw rechten", "U krijgt bedenktijd. Een advocaat is gratis voor slachtoffers.", "nl"),
    page("Opvang", "Een veilige plek. Arbeidsuitbuiting melden mag anoniem.", "nl"),
    page("Prawa ofiary", "Pomoc jest bezpłatna. Łatwo zadzwonić po radę.", "pl"),
    page("Drepturile tale", "Poliția nu trebuie să știe. Ajutor în fiecare oraș.", "ro"),
    page("Giúp đỡ", "Cảnh sát không được thông báo. Gọi số điện thoại này.", "vi"),
    page("Допомога", "Ви можете зателефонувати до поліції без імені.", "uk"),
    page("Помощ", "Полицията не научава кой сте.", "bg"),
    page("المساعدة", "يمكنك الاتصال بالشرطة دون ذكر اسمك.", "ar"),
    page("ሓገዝ", "ናብ ፖሊስ ክትድውል ትኽእል ኢኻ።", "ti"),
    page("Segítség", "Ügyvéd kérhető. A rendőrség nem tudja meg.", "hu"),
)
INDEX = Index(PAGES)


def titles(question: str, index: Index = INDEX) -> list[str]:
    return [hit.document.title for hit in index.find(question)]


def marked(question: str) -> list[str]:
    """The words that are marked in the best hit."""
    best = INDEX.find(question)[0]
    return [piece.text for piece in (*best.title, *best.passage) if piece.found]


@pytest.mark.parametrize(
    ("question", "title", "word"),
    [
        ("advocat", "Uw rechten", "advocaat"),
        ("avdocaat", "Uw rechten", "advocaat"),
        ("slachtofer", "Uw rechten", "slachtoffers"),
        ("arbiedsuitbuiting", "Opvang", "Arbeidsuitbuiting"),
        ("uitbiuting", "Opvang", "Arbeidsuitbuiting"),
        ("lawer", "A lawyer", "lawyer"),
        ("SHELTR", "Shelter", "Shelter"),
        ("adress", "Shelter", "address"),
        ("bezplatna", "Prawa ofiary", "bezpłatna"),
        ("latwo", "Prawa ofiary", "Łatwo"),
        ("politia stie", "Drepturile tale", "Poliția"),
        ("oras", "Drepturile tale", "oraș"),
        ("giup do", "Giúp đỡ", "Giúp"),
        ("canh sat", "Giúp đỡ", "Cảnh"),
        ("ĐIỆN THOẠI", "Giúp đỡ", "điện"),
        ("dien thoai", "Giúp đỡ", "điện"),
        ("ugyved", "Segítség", "Ügyvéd"),
        ("ДОПОМОГА", "Допомога", "Допомога"),
        ("допомга", "Допомога", "Допомога"),
        ("dopomoha", "Допомога", "Допомога"),
        ("полицията", "Помощ", "Полицията"),
        ("الشرطة", "المساعدة", "بالشرطة"),
        ("الشُّرْطَة", "المساعدة", "بالشرطة"),
        ("المُسَاعَدَة", "المساعدة", "المساعدة"),
        ("المساعده", "المساعدة", "المساعدة"),
        ("ፖሊስ", "ሓገዝ", "ፖሊስ"),
    ],
)
def test_it_finds_what_was_meant_and_marks_it(question, title, word):
    assert titles(question)[0] == title
    assert word in marked(question)


def test_a_hit_in_a_title_comes_before_any_hit_in_a_text():
    index = Index([page("Nothing", "rights rights rights"), page("Rigths"), page("Rights")])

    assert titles("rights", index) == ["Rights", "Rigths", "Nothing"]


@given(st.permutations(PAGES), st.sampled_from(["police", "lawyer", "advocaat", "допомога"]))
def test_the_order_of_the_pages_changes_nothing_but_ties(pages, question):
    found, again = (set(titles(question, Index(order))) for order in (pages, PAGES))

    assert found == again
    assert titles(question, Index(pages)) == titles(question, Index(pages))


def test_a_question_in_a_whole_sentence_finds_the_page_with_the_telling_words():
    assert titles("where can I find a lawyer for my rights")[:2] == ["Your rights", "A lawyer"]


def test_the_passage_is_the_part_of_the_text_with_the_words():
    filler = "Nothing of interest is said in this sentence. " * 30
    long = page("Long", f"{filler}Here is the antelope. {filler}")

    (hit,) = Index([long]).find("antelope")

    passage = "".join(piece.text for piece in hit.passage)
    assert "antelope" in passage
    assert len(passage) <= PASSAGE


def test_a_passage_does_not_run_on_into_the_next_paragraph():
    (hit,) = Index([page("Two", "A heading\nThe antelope is here.\nAnother one.")]).find(
        "antelope"
    )

    assert "".join(piece.text for piece in hit.passage) == "The antelope is here."


@given(st.text(), st.text(), st.text())
def test_marking_changes_no_letter(title, text, question):
    for hit in Index([page(title, text)]).find(question):
        assert "".join(piece.text for piece in hit.title) == title
        assert all(piece.text for piece in (*hit.title, *hit.passage))


@pytest.mark.parametrize(
    "question",
    ["", " ", "\x00", "\u202e", "\u200b", ".*", "[(", "\\", "?", "%", "'", "—", "🙂", "zzzqqq"],
)
def test_nothing_is_found_where_there_is_nothing_to_find(question):
    assert INDEX.find(question) == ()


@pytest.mark.parametrize("hidden", ["\x00", "\u202e", "\u2066", "\u200b", "\ufeff"])
def test_marks_that_hide_letters_are_left_out(hidden):
    assert titles(f"law{hidden}yer") == titles("lawyer")


def test_a_question_without_end_is_cut():
    assert len(asked_for("word " * 100_000)) <= LONGEST
    assert titles("lawyer " * 100_000) == titles("lawyer")


def test_each_word_counts_once_and_the_first_ones_only():
    assert words_of("Één een EEN twee") == ["Één", "twee"]
    assert len(words_of(" ".join(f"w{number}" for number in range(50)))) == 12


@given(st.text(max_size=300))
def test_any_question_gets_an_answer(question):
    assert INDEX.find(question) == INDEX.find(question)


def test_an_index_of_nothing_finds_nothing():
    assert Index([]).find("lawyer") == ()
