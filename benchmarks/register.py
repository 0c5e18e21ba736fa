"""A synthetic register of any size, made inside the database: the same persons on every machine.

Every value is arithmetic on the person's number. Facts are independent of each
other, as in real registers they are not; that makes more distinct answers.
"""

from datetime import UTC, datetime

from django.db import connection, transaction

COUNTY = "500156"
SCHEMES = {
    # scheme: (persons in a thousand, amount in fen or none)
    "dibao": (150, None),
    "single_dibao": (15, None),
    "dibao_margin": (50, None),
    "tekun": (20, None),
    "orphan_support": (4, None),
    "unsupported_child_support": (3, None),
    "work_injury_care": (4, None),
    "elder_care_subsidy": (30, 6000),
    "other_welfare_living_subsidy": (20, 5000),
    "prison": (3, None),
    "resident_pension": (450, None),
    "employee_pension": (60, None),
    "resident_medical": (700, None),
    "employee_medical": (60, None),
    "living_allowance": (140, 10000),
    "nursing_subsidy": (380, 10000),
}
KINDS = ("visual", "hearing", "speech", "physical", "intellectual", "psychosocial", "multiple")
EMPTY = {"sqlite": "x'00'", "postgresql": "'\\x00'::bytea"}
LARGE = 2147483647


def drawn(of: int, below: int) -> str:
    """Return the expression of a number below a bound, different for every person and every `of`."""
    prime = (7919, 104729, 1299709, 15485863, 32452843, 49979687, 67867967, 86028121)[of % 8]
    return f"((((id * {prime} + {of} * 2654435761) % {LARGE}) * 48271 % {LARGE}) % {below})"


def day(start: str, days: str) -> str:
    """Return the expression of a day so many days after another."""
    if connection.vendor == "postgresql":
        return f"(DATE '{start}' + CAST({days} AS INTEGER))"
    return f"DATE('{start}', '+' || {days} || ' days')"


def numbers(count: int) -> str:
    """Return the table of the numbers 1 to count, with the column id."""
    if connection.vendor == "postgresql":
        return f"generate_series(1::bigint, {count}) AS n(id)"
    return (
        f"(WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < {count})"
        " SELECT id FROM n) AS n"
    )


@transaction.atomic
def fill(count: int) -> None:
    """Fill an empty register with so many persons."""
    from yingbao.office.register.models import Source

    empty = EMPTY[connection.vendor]
    of = numbers(count)
    day_one = datetime(2026, 1, 1, tzinfo=UTC)
    Source.objects.create(
        id=1, kind="benchmark", division_code=COUNTY, month=day_one.date(), state="applied",
        received_at=day_one, received_by="benchmark", applied_at=day_one,
    )  # fmt: skip
    statements = [
        "INSERT INTO access_division (code, name, level) VALUES ('50', '重庆市', 'province')",
        f"""INSERT INTO access_division (code, name, level, parent_id)
            VALUES ('{COUNTY}', '武隆区', 'county', '50')""",
        f"""INSERT INTO register_person (id, name, pinyin, sex, birth_on, source_id) SELECT id, '某某', '',
            CASE WHEN {drawn(1, 2)} = 0 THEN 'male' ELSE 'female' END, {day("1936-01-01", drawn(2, 31000))}, 1
            FROM {of}""",
        f"""INSERT INTO register_standing (person_id, county, division_code, source_id)
            SELECT id, '{COUNTY}', '{COUNTY}' || CAST(100 + {drawn(3, 26)} AS TEXT) || '001', 1 FROM {of}""",
        f"""INSERT INTO register_certificate (person_id, valid_from, source_id, number_sealed, number_index,
            kind, grade, reissue, expires_on, status, status_on)
            SELECT id, {day("2014-01-01", drawn(4, 4400))}, 1, {empty}, {empty}, {kinds()}, 1 + {
            drawn(6, 4)
        }, 0,
            CASE WHEN {drawn(7, 50)} = 0 THEN NULL ELSE {day("2024-06-01", drawn(8, 3600))} END,
            CASE WHEN {drawn(9, 50)} = 0 THEN 'annulled' ELSE 'valid' END,
            CASE WHEN {drawn(9, 50)} = 0 THEN {day("2025-01-01", drawn(10, 500))} END
            FROM {of} WHERE {drawn(11, 50)} > 0""",
        f"""INSERT INTO register_hukou (person_id, division_code, source_id)
            SELECT id, CASE WHEN {drawn(12, 40)} = 0 THEN '430811' ELSE '{COUNTY}' END, 1
            FROM {of} WHERE {drawn(13, 50)} > 0""",
        f"""INSERT INTO register_home (person_id, division_code, source_id)
            SELECT id, '{COUNTY}', 1 FROM {of} WHERE {drawn(14, 3)} = 0""",
        f"""INSERT INTO register_death (person_id, died_on, source_id)
            SELECT id, {day("2026-01-01", drawn(15, 200))}, 1 FROM {of} WHERE {drawn(16, 100)} = 0""",
        *(spells(scheme, place, of) for place, scheme in enumerate(SCHEMES)),
        *(
            f"""INSERT INTO register_coverage (scheme, division_code, month, source_id)
            VALUES ('{scheme}', '{COUNTY}', '2026-01-01', 1)"""
            for scheme in [*SCHEMES, "certificate"]
        ),
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Millions of foreign keys, all known to be right, need no checking one by one.
            cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)


def kinds() -> str:
    """Return the expression of one of the seven kinds."""
    cases = " ".join(f"WHEN {number} THEN '{kind}'" for number, kind in enumerate(KINDS))
    return f"CASE {drawn(5, 7)} {cases} END"


def spells(scheme: str, place: int, of: str) -> str:
    """Return the statement that puts some persons on a scheme; one in twelve begins during 2026."""
    thousandth, fen = SCHEMES[scheme]
    amount = "NULL" if fen is None else str(fen)
    since = f"CASE WHEN {drawn(40 + place, 12)} = 0 THEN {day('2026-01-01', drawn(60 + place, 240))}"
    return f"""INSERT INTO register_spell (person_id, valid_from, source_id, scheme, division_code,
        amount_fen, category)
        SELECT id, {since} ELSE {day("2025-01-01", "0")} END, 1, '{scheme}', '{COUNTY}', {amount}, ''
        FROM {of} WHERE {drawn(20 + place, 1000)} < {thousandth}"""


def finish() -> None:
    """Let the database know what it holds, as it would after a night."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


@transaction.atomic
def pay(month: str) -> None:
    """Enrol whom the county believes entitled in a month; one in a hundred is left out or wrongly in.

    So the lists are as long as in a county that works, not as in one that pays at random.
    """
    first = f"'{month}-01'"
    believed = (
        f"SELECT d.person_id AS id, g.outcome, g.amount_fen FROM determination_decision AS d"
        f" LEFT JOIN determination_grant AS g ON g.decision_id = d.id AND g.programme = '{{programme}}'"
        f" WHERE d.run_to_id IS NULL AND d.month_from <= {first}"
        f" AND (d.month_to IS NULL OR d.month_to >= {first})"
    )
    for place, programme in enumerate(("living_allowance", "nursing_subsidy")):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM register_spell WHERE scheme = '{programme}'")
            cursor.execute(f"""INSERT INTO register_spell (person_id, valid_from, source_id, scheme,
                division_code, amount_fen, category)
                SELECT id, {day("2025-10-01", "0")}, 1, '{programme}', '{COUNTY}',
                COALESCE(amount_fen, 10000), '' FROM ({believed.format(programme=programme)}) AS d
                WHERE (outcome = 'yes' AND {drawn(90 + place, 100)} > 0)
                OR (outcome IS NULL AND {drawn(92 + place, 300)} = 0)""")
