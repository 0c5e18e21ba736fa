"""How alike two texts are: whole per cent, the same either way round, rare words weighing more."""

from hypothesis import given
from hypothesis import strategies as st

from yingbao.law.packs.drafting.likeness import Likeness, pairs_of

KNOWN = ["发放护理补贴。", "发放生活补贴。", "发放燃油补贴。", "规范送教上门工作。"]
LIKENESS = Likeness.among(KNOWN)
texts = st.text(alphabet="发放护理生活燃油补贴规范送教上门，。12", max_size=12)


def test_the_same_words_are_wholly_alike_and_other_words_not_at_all() -> None:
    assert LIKENESS.score("发放护理补贴。", "发放护理补贴") == 100
    assert LIKENESS.score("发放护理补贴", "规范送教上门") == 0
    assert LIKENESS.score("", "规范送教上门") == 0


def test_figures_spaces_and_signs_do_not_count() -> None:
    assert pairs_of("1．发放 110 元\n护理补贴（试行）") == pairs_of("发放元护理补贴试行")
    assert LIKENESS.score("改造300户", "改造１８０户") == 100
    assert LIKENESS.score("（一）送教上门", "送教上门") == LIKENESS.score("三、送教上门", "送教上门") == 100


def test_rare_words_weigh_more_than_those_of_every_plan() -> None:
    assert LIKENESS.weight("送教") > LIKENESS.weight("补贴")
    assert LIKENESS.score("送教补助", "送教工作") > LIKENESS.score("发放补助", "发放工作")


def test_how_much_of_a_name_stands_in_a_text() -> None:
    assert LIKENESS.held("送教上门", "对不能到校的，规范开展送教上门。") == 100
    assert 0 < LIKENESS.held("家庭医生签约服务", "推动家庭医生与残疾人签约") < 100
    assert LIKENESS.held("送教上门", "发放补贴") == 0


@given(texts, texts)
def test_a_score_is_a_share_and_the_same_either_way_round(one: str, other: str) -> None:
    score = LIKENESS.score(one, other)

    assert 0 <= score <= 100
    assert score == LIKENESS.score(other, one)
    assert LIKENESS.score(one, one) == (100 if pairs_of(one) else 0)
