import pytest

from tests.people import FENGSHAN, make_certificate, make_person
from yingbao.office.register.queries.search import SearchedBy, search_persons
from yingbao.values.resident_id import ResidentId

pytestmark = pytest.mark.django_db
WANG = ResidentId("512326195506150028")


@pytest.fixture
def wang(cast):
    person = make_person("王秀兰", number=WANG)
    make_certificate(person, f"{WANG.number}42")
    make_person("单桂花")
    make_person("王秀英", FENGSHAN)
    return person


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("512326195506150028", SearchedBy.RESIDENT_ID),
        (" 512326 19550615 0028", SearchedBy.RESIDENT_ID),
        ("'５１２３２６１９５５０６１５００２８", SearchedBy.RESIDENT_ID),
        ("512326550615002", SearchedBy.RESIDENT_ID),
        ("51232619550615002842", SearchedBy.CERTIFICATE),
        ("wxl", SearchedBy.PINYIN),
        ("WX", SearchedBy.PINYIN),
        ("wang xiu", SearchedBy.PINYIN),
        ("王秀", SearchedBy.NAME),
        ("秀兰", SearchedBy.NAME),
        (" 王秀兰 ", SearchedBy.NAME),
    ],
)
def test_a_person_is_found_by_whatever_is_typed(cast, wang, text: str, by: SearchedBy) -> None:
    found = search_persons(cast.zhou_min, text)

    assert (found.by, list(found.persons), found.problem) == (by, [wang], "")
    assert found.persons[0].division_code == "430811201203"


def test_a_surname_is_found_under_the_reading_of_surnames(cast, wang) -> None:
    assert [p.name for p in search_persons(cast.zhou_min, "shangh").persons] == []
    assert [p.name for p in search_persons(cast.zhou_min, "shan").persons] == ["单桂花"]
    assert [p.name for p in search_persons(cast.zhou_min, "dan").persons] == []


def test_nobody_of_another_county_is_found_by_any_means(cast, wang) -> None:
    for text in [WANG.number, f"{WANG.number}42", "wxl", "王秀兰"]:
        assert not search_persons(cast.ran_jing, text).persons.exists(), text
    assert [p.name for p in search_persons(cast.ran_jing, "王秀").persons] == ["王秀英"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("512326195506150029", "check_digit"),
        ("51232619550615002", "length"),
        ("51232619550615002892", "kind"),
        ("512326195506150028999", "length"),
    ],
)
def test_a_number_that_is_none_says_why(cast, wang, text: str, problem: str) -> None:
    found = search_persons(cast.zhou_min, text)

    assert found.problem == problem
    assert not found.persons.exists()


def test_both_numbers_of_a_merged_person_find_the_one_kept(cast, wang) -> None:
    other = make_person("王秀兰")
    number = ResidentId("433128194809091238")
    gone = make_person("王秀兰", number=number)
    gone.merged_into = wang
    gone.save()

    assert list(search_persons(cast.zhou_min, number.number).persons) == [wang]
    assert list(search_persons(cast.zhou_min, "王秀兰").persons) == [wang, other]


def test_nothing_typed_finds_nobody(cast, wang) -> None:
    assert search_persons(cast.zhou_min, "  ").by == SearchedBy.NOTHING
    assert not search_persons(cast.zhou_min, "").persons.exists()


def test_signs_of_the_query_language_mean_themselves(cast, wang) -> None:
    assert not search_persons(cast.zhou_min, "%").persons.exists()
    assert not search_persons(cast.zhou_min, "王_兰").persons.exists()
