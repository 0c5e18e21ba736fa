"""The rule language, chapter by chapter. `python -m tests.spec.manual` makes the reference from it."""

from tests.spec.chapter import Amounts, Chapter, Refusal, Table
from yingbao.law.rules.scope import Purpose
from yingbao.values.month import Month

FACTS = Chapter(
    "Facts and values",
    "A condition compares facts with values. A fact is written by its id or by its Chinese name; a choice by "
    "its code or its label. A fact that is not known makes the comparison unknown, never false.",
    (
        Table(
            "certificate_grade = 2",
            """
            certificate_grade | expected
            1 | no
            2 | yes
            - | unknown
            """,
        ),
        Table(
            "残疾等级 IN (1, 2) AND 残疾类别 = '智力'",
            """
            certificate_grade | certificate_kind | expected
            2 | intellectual | yes
            2 | visual | no
            3 | - | no
            2 | - | unknown
            """,
        ),
        Table(
            "certificate_grade BETWEEN 2 AND 3",
            """
            certificate_grade | expected
            1 | no
            2 | yes
            3 | yes
            4 | no
            - | unknown
            """,
            says="Both ends are included.",
        ),
        Table(
            "elder_care_subsidy_fen * 100 >= household_income_per_head_fen * 15",
            """
            elder_care_subsidy_fen | household_income_per_head_fen | expected
            1499 | 10000 | no
            1500 | 10000 | yes
            - | 10000 | unknown
            """,
            says="Numbers may be reckoned with on both sides: a share is compared without a fraction.",
        ),
        Table(
            "hukou_division LIKE '500156%'",
            """
            hukou_division | expected
            500156 | yes
            500156001001 | yes
            500157 | no
            - | unknown
            """,
            says="LIKE takes a prefix and nothing else: in this division or below it.",
        ),
        Table(
            "on_dibao OR on_dibao_margin AND margin_counts",
            """
            on_dibao | on_dibao_margin | expected
            no | yes | yes
            no | no | no
            - | yes | yes
            - | no | unknown
            """,
            says="AND binds before OR. A switch of the pack (`margin_counts`, on in this month) stands as a fact does.",
        ),
    ),
)

UNKNOWN = Chapter(
    "Unknown is not no",
    "AND is no as soon as one part is no, OR is yes as soon as one part is yes; otherwise an unknown part makes the "
    "whole unknown. So a missing fact is asked for only where it can change the answer.",
    (
        Table(
            "has_certificate AND (certificate_grade = 1 OR (certificate_grade = 3 AND needs_long_term_care))",
            """
            has_certificate | certificate_grade | needs_long_term_care | expected
            yes | 1 | - | yes
            yes | 3 | - | unknown
            no | 3 | - | no
            yes | 2 | - | no
            """,
        ),
        Table(
            "NOT on_tekun",
            """
            on_tekun | expected
            yes | no
            no | yes
            - | unknown
            """,
            says="The opposite of unknown is unknown: who may be on tekun is not known to be without it.",
        ),
        Table(
            "(on_dibao AND employed) OR (on_dibao AND NOT employed)",
            """
            on_dibao | employed | expected
            yes | - | yes
            no | - | no
            - | yes | unknown
            """,
            says="Where a part stands twice the answer is still the exact one: employed or not, it is yes.",
        ),
        Table(
            "death_on IS NULL OR death_on >= month_start()",
            """
            death_on | expected
            - | yes
            2026-05-31 | no
            2026-06-01 | yes
            2026-06-30 | yes
            """,
            says="`death_on` is declared `absent: never`: where no death is known there was none. Only such facts may "
            "be asked with IS NULL. The month of death still counts.",
        ),
    ),
)

MONTHS = Chapter(
    "Months, days and ages",
    "A rule is asked for a month. `month_start()` and `month_end()` are its first and last day, `year_start()` is "
    "1 January of its year, `add_months(day, n)` and `add_years(day, n)` move a day, `age(day)` is the completed "
    "years on a day. An age is turned into a comparison of the day of birth. Who was born on 29 February completes "
    "a year on 28 February in common years.",
    (
        Table(
            "certificate_expires_on >= month_start()",
            """
            certificate_expires_on | expected
            2026-05-31 | no
            2026-06-01 | yes
            2026-06-30 | yes
            """,
        ),
        Table(
            "age(month_end()) >= 16",
            """
            birth_on | expected
            2010-06-30 | yes
            2010-07-01 | no
            - | unknown
            """,
            says="In June 2026: turning 16 on the last day of the month is enough.",
        ),
        Table(
            "age(month_start()) BETWEEN 16 AND 59",
            """
            birth_on | expected
            2010-06-01 | yes
            2010-06-02 | no
            1966-06-02 | yes
            1966-06-01 | no
            """,
        ),
        Table(
            "年龄(月末()) >= 18",
            """
            birth_on | expected
            2008-02-29 | yes
            2008-03-01 | no
            """,
            month=Month(2026, 2),
            says="February 2026 has no 29th: born on 29 February 2008, 18 on the 28th.",
        ),
        Table(
            "age(year_start()) < 7",
            """
            birth_on | expected
            2019-01-01 | no
            2019-01-02 | yes
            2019-06-30 | yes
            - | unknown
            """,
            says="The age on 1 January counts for the whole year.",
        ),
        Table(
            "certificate_expires_on < add_months(month_start(), 6)",
            """
            certificate_expires_on | expected
            2026-11-30 | yes
            2026-12-01 | no
            """,
        ),
    ),
)

MONEY = Chapter(
    "Amounts",
    "An amount is made of whole numbers, parameters, tiered parameters `rate(fact)` and amounts among the facts, with "
    "+, - and *, / by a written whole number, rounding, and CASE. Money is whole fen. An amount nobody has stated is unknown, and so is whatever rests on it. "
    "CASE is unknown as soon as a condition on its way is: SQL alone would take unknown for no and pay the next branch.",
    (
        Amounts(
            "care_rate(certificate_grade)",
            """
            certificate_grade | expected
            1 | 11000
            2 | 10000
            3 | unknown
            4 | unknown
            - | unknown
            """,
            says="The rate of grade 3 is explicitly unknown, for grade 4 there is none.",
        ),
        Amounts(
            "CASE WHEN on_dibao THEN 1200 ELSE 400 END",
            """
            on_dibao | expected
            yes | 1200
            no | 400
            - | unknown
            """,
        ),
        Amounts(
            "care_rate(certificate_grade) - elder_care_subsidy_fen",
            """
            certificate_grade | elder_care_subsidy_fen | expected
            1 | 5000 | 6000
            1 | - | unknown
            """,
        ),
        Amounts(
            "elder_care_subsidy_fen * 35 / 100",
            """
            elder_care_subsidy_fen | expected
            10000 | 3500
            1 | 0
            10 | 4
            - | unknown
            """,
            says="A share is rounded to the nearest fen, half a fen up: 3.5 fen are 4.",
        ),
        Amounts(
            "round_up(dibao_standard * certificate_grade * 25 / 100, 10)",
            """
            certificate_grade | expected
            1 | 18390
            2 | 36780
            - | unknown
            """,
            says="A share of a parameter (the standard of dibao is 735.50 yuan here), brought to whole jiao: 18387.5 fen are 18388 and "
            "then 18390. `round_to(amount, n)` is the nearest multiple of n, halfway the higher; `round_up` and `round_down` the next one "
            "not below and not above. n is 10 for whole jiao and 100 for whole yuan.",
        ),
        Amounts(
            "round_down(elder_care_subsidy_fen / 2, 100)",
            """
            elder_care_subsidy_fen | expected
            11100 | 5500
            199 | 100
            197 | 0
            - | unknown
            """,
            says="Half a rate, in whole yuan, what is below a yuan left off. The half is rounded to fen first: of 1.99 yuan it is 1.00.",
        ),
        Amounts(
            "family_rate(on_dibao, certificate_kind, certificate_grade)",
            """
            on_dibao | certificate_kind | certificate_grade | expected
            yes | intellectual | 1 | 45000
            yes | intellectual | 2 | 32000
            yes | psychosocial | 2 | unknown
            no | intellectual | 1 | 18000
            no | intellectual | 2 | unknown
            no | visual | 1 | unknown
            - | intellectual | 1 | unknown
            """,
            says="A parameter may be tiered by two or three facts, in the order of its `by`. A tier that is not there, or not known, is unknown.",
        ),
    ),
)

REFUSED = Chapter(
    "What is refused",
    "Everything that is not named above. Each refusal says where it stands and what to write instead.",
    (
        Refusal("certificate_grade IN (1, 2) OR 1 = 1", "comparison without a fact", column=32),
        Refusal("certificate_grade = 2 -- always", "no comments"),
        Refusal("certificate_grade = (SELECT 1)", "no queries", column=29),
        Refusal("COALESCE(on_dibao, FALSE)", "COALESCE hides what is unknown"),
        Refusal("certificate_grade = CAST('2' AS INTEGER)", "no casts", column=26),
        Refusal("on_dibao IS NULL", "absent means unknown"),
        Refusal("on_dibao = TRUE", "write on_dibao or NOT on_dibao"),
        Refusal("certificate_grade = NULL", "nothing is compared with NULL"),
        Refusal("certificate_grade = 7", "no value of certificate_grade", column=21),
        Refusal("certificate_kind = 'deaf'", "no value of certificate_kind", column=20),
        Refusal("certificate_grade = 1.5", "whole numbers only", column=21),
        Refusal("certificate_kind > 'visual'", "cannot stand before >"),
        Refusal("certificate_grad = 1", "did you mean “certificate_grade”?"),
        Refusal("hukou_division LIKE '%156'", "LIKE takes a prefix only"),
        Refusal("certificate_grade", "neither true nor false"),
        Refusal("TRUE", "TRUE and FALSE decide without a fact"),
        Refusal("care_rate = 100", "write care_rate(certificate_grade)"),
        Refusal(
            "family_rate(certificate_grade) = 100",
            "write family_rate(on_dibao, certificate_kind, certificate_grade)",
        ),
        Refusal("round_to(elder_care_subsidy_fen, 0) > 5", "round_to() takes"),
        Refusal("getenv('HOME') = 'x'", "there is no function getenv()"),
        Refusal("birth_on = certificate_grade", "cannot stand before ="),
        Refusal("certificate_grade = certificate_grade", "compared with itself"),
        Refusal("certificate_grade BETWEEN 3 AND 2", "runs backwards"),
        Refusal("persons.certificate_grade = 1", "no table and no quotes", column=1),
        Refusal("on_dibao; DROP TABLE persons", "one condition only"),
        Refusal("CASE WHEN on_dibao THEN employed END", "no CASE in a condition", column=11),
        Refusal("certificate_grade IN (1, 2)", "made of named conditions", purpose=Purpose.ELIGIBLE),
        Refusal("severe AND on_dibao", "give “on_dibao” a name", column=12, purpose=Purpose.ELIGIBLE),
        Refusal("certificate_grade % 2 = 0", "is not allowed"),
        Refusal("certificate_grade / certificate_grade", "divide by a written", purpose=Purpose.AMOUNT),
        Refusal("certificate_grade / 0", "divide by a written", purpose=Purpose.AMOUNT),
    ),
)

CHAPTERS = (FACTS, UNKNOWN, MONTHS, MONEY, REFUSED)
