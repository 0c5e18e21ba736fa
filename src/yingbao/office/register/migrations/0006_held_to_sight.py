"""PostgreSQL holds the tables of the register to the sight as well (ADR 16)."""

from django.db import migrations

from yingbao.office.access.actions.row_security import (
    SEES_EVERYTHING,
    hold_to_sight,
    lies_here,
    show_besides,
    stands_here,
)

# Facts about a person, and other names of one.
OF_PERSON = [
    "register_bankaccount",
    "register_certificate",
    "register_contact",
    "register_death",
    "register_guardian",
    "register_home",
    "register_hukou",
    "register_membership",
    "register_othername",
    "register_spell",
    "register_statedfact",
]
OF_LIST = ["register_stagedchunk", "register_stagedrow"]


def is_of_a_list_here(table: str) -> str:
    return (
        f"{SEES_EVERYTHING} OR EXISTS (SELECT 1 FROM register_source AS source"
        f" WHERE source.id = {table}.source_id AND {lies_here('source.division_code')})"
    )


class Migration(migrations.Migration):
    dependencies = [("register", "0005_cut_to_what_may_be_seen")]

    operations = [
        hold_to_sight(
            {
                "register_standing": lies_here(),
                "register_conflict": lies_here(),
                # Who was merged stands where the other does. Not COALESCE: PostgreSQL does not vouch for it, and
                # would walk through every standing for each person.
                "register_person": stands_here(
                    "CASE WHEN register_person.merged_into_id IS NULL THEN register_person.id"
                    " ELSE register_person.merged_into_id END"
                ),
                **{table: stands_here(f"{table}.person_id") for table in OF_PERSON},
                **{table: is_of_a_list_here(table) for table in OF_LIST},
            }
        ),
        # A question shows its two persons under the name its list says.
        show_besides(
            "register_person",
            {
                "named_in_a_question": "EXISTS (SELECT 1 FROM register_conflict AS question"
                " WHERE question.person_id = register_person.id)",
                "named_second_in_a_question": "EXISTS (SELECT 1 FROM register_conflict AS question"
                " WHERE question.other_person_id = register_person.id)",
            },
        ),
    ]
