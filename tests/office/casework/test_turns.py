"""Whoever a process names for a step has a role that may take it: no case waits for nobody."""

import pytest

from yingbao.law.packs.record_shapes import Does
from yingbao.law.packs.records import records_of
from yingbao.office.access.choices import Role
from yingbao.office.access.permissions import PERMISSIONS
from yingbao.office.casework.queries.courses import CROSS_PROVINCE, GENERAL, process_of, with_lead
from yingbao.office.casework.turns import PERMISSIONS_OF_STEP, ROLE_OF_UNIT
from yingbao.office.determination.packs import pack_of
from yingbao.values.month import Month

# Steps that are no work of a desk: asked for by the applicant, or carried out afterwards.
ELSEWHERE = {Does.REQUEST, Does.CARRY_OUT}

OF_PERSONS = {"person", "household"}


@pytest.mark.parametrize("county", ["430811", "500156"])
def test_every_step_has_somebody_who_may_take_it(county: str) -> None:
    pack = pack_of(county, Month(2026, 6))
    records = records_of(pack)
    stuck, seen = set(), 0
    for programme in (each for each in pack.programmes if each.subject in OF_PERSONS):
        own = (records.process_of(programme), records.changes_of(programme))
        for process in (*own, process_of(pack, GENERAL), process_of(pack, CROSS_PROVINCE)):
            for step in with_lead(process, pack, programme.id).steps if process else ():
                seen += 1
                if step.does in ELSEWHERE:
                    continue
                role = ROLE_OF_UNIT.get(step.who, Role.LEAD_UNIT)
                if not PERMISSIONS[role] & set(PERMISSIONS_OF_STEP[step.does]):
                    stuck.add(
                        (programme.id, process.id if process else "", step.id, step.who, step.does.value)
                    )

    assert seen > 1000
    assert sorted(stuck) == []
