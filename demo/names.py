"""Names as a district has them: polyphonic surnames, rare characters, names with a dot."""

import random

SURNAMES = {
    "430811": "向田彭覃张李王卓毛周吴杜龚赵谷钟熊陈刘黄杨邓丁胡全戴朱",
    "500156": "冉罗张王李陈刘黄代游黎郑周杨何谭任申肖郭汪龙廖田石",
}
UNCOMMON = (
    "单",
    "解",
    "仇",
    "区",
    "曾",
    "盖",
    "查",
    "翟",
    "尉迟",
    "欧阳",
    "司马",
    "上官",
    "朴",
    "乐",
    "万俟",
)
MALE = "国建文志明伟强军平勇辉斌刚林波永华清德生成光福贵祥银金学安东海山松云龙飞鹏浩宇轩俊杰"
FEMALE = "秀兰英梅芳丽娟红艳敏静霞燕玲桂香珍莲菊凤琴云翠月莉萍琼淑惠玉春秋雪晴雨欣怡婷佳慧"
SINGLE = "刚强伟勇军杰涛磊鑫敏静丽艳娟芳霞燕玲洁莹翠"
RARE = "喆堃犇赟玥㛃䶮𬭎𪟝㵘𠅤焜燚"
WITH_DOT = (
    ("阿依古丽", "买买提"), ("买买提", "吐尔逊"), ("古丽娜", "艾合买提"), ("热依汗", "阿不都"),
    ("扎西", "多吉"), ("吉克", "阿木"), ("阿布都", "热合曼"), ("玛依拉", "肉孜"), ("巴音", "朝鲁"),
)  # fmt: skip


def full_name(rng: random.Random, district: str, *, male: bool, surname: str | None = None) -> str:
    chance = rng.random()
    if surname is None and chance < 0.004:
        return "·".join(rng.choice(WITH_DOT))
    family = surname or (rng.choice(UNCOMMON) if chance < 0.04 else rng.choice(SURNAMES[district]))
    return family + given_name(rng, male=male)


def given_name(rng: random.Random, *, male: bool) -> str:
    pool = MALE if male else FEMALE
    chance = rng.random()
    if chance < 0.14:
        return rng.choice(SINGLE)
    if chance < 0.16:
        return rng.choice(pool) + rng.choice(RARE)
    return rng.choice(pool) + rng.choice(pool)


def surname_of(name: str) -> str | None:
    if "·" in name:
        return None
    return name[:2] if name[:2] in UNCOMMON else name[:1]


def spelled_otherwise(rng: random.Random, name: str) -> str:
    """Return the name as another department typed it: another dot, a space, full-width blanks."""
    if "·" in name:
        return name.replace("·", rng.choice("•．・"))
    if len(name) == 2:
        return name[0] + rng.choice((" ", "\u3000", "  ")) + name[1]
    return rng.choice((name + " ", " " + name, name + "\u3000"))
