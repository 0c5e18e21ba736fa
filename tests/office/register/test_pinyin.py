import pytest

from yingbao.office.register.pinyin import searchable


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("王秀兰", {"wxl", "wangxiulan"}),
        ("单桂花", {"sgh", "shanguihua"}),
        ("曾庆红", {"zqh", "zengqinghong"}),
        ("覃金花", {"qjh", "qinjinhua", "tjh", "tanjinhua"}),
        ("欧阳震华", {"oyzh", "ouyangzhenhua"}),
        ("尉迟恭", {"ycg", "yuchigong"}),
        ("吕梁", {"ll", "lvliang"}),
        ("买买提·吐尔逊", {"mmttex", "maimaitituerxun"}),
        ("王 秀　兰", {"wxl", "wangxiulan"}),
        ("", set()),
    ],
)
def test_a_name_is_found_by_initials_and_in_full(name: str, words: set[str]) -> None:
    assert set(searchable(name).split()) == words
