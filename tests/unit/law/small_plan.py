"""A small district with a plan, and what each of its clauses became; to be spoilt file by file."""

from pathlib import Path

from tests.unit.law.policy import write_policy

PLAN = """
format: 1
title: 某区规划
number: 某府发〔2022〕1号
issuer: 某区
issued_on: '2022-01-01'
clauses:
  - {id: head.1, kind: title, text: 某区“十四五”规划（2021—2025年）, lines: [1, 1]}
  - {id: '1', kind: chapter, text: 第一章 背景, lines: [2, 2]}
  - {id: 1.a, kind: sentence, text: 对1200余户家庭实施了无障碍改造，每年培训。, lines: [3, 3], parent: '1'}
  - {id: '3', kind: chapter, text: 第三章 任务, lines: [4, 4]}
  - {id: 3.p1, kind: paragraph, text: '', lines: [5, 6], parent: '3'}
  - {id: 3.p1.a, kind: sentence, text: 为一级、二级残疾人每月发放护理补贴，一级110元。, lines: [5, 5], parent: 3.p1}
  - {id: 3.p1.b, kind: sentence, text: 每季度走访；2025年前改造300户；60周岁以上的优先。, lines: [6, 6], parent: 3.p1}
  - {id: 专栏1.1, kind: indicator, text: 1 护理补贴覆盖率（%） ＞95 约束性, lines: [7, 7]}
  - {id: 附件.head, kind: table_head, text: 序号 任务, lines: [8, 8]}
  - {id: 附件.1, kind: task, text: 1 发放护理补贴。 区民政局, lines: [9, 9]}
boxes: []
indicators: []
tasks:
  - {id: 附件.1, number: 1, text: 发放护理补贴。, lead: [区民政局], responsible: []}
problems: []
furniture: []
"""
DISTRICT = """
id: cn-50
name: {zh: 某区, en: District}
jurisdiction: '50'
extends: cn
in_force: {from: 2016-01}
period: {from: 2021-01, to: 2025-12}
adapts: [care]
"""
UNITS = """
civil_affairs: {name: {zh: 区民政局, en: bureau}, aliases: [民政, 民政部门]}
village: {name: {zh: 村（社区）, en: villages}, kind: village}
poverty_office:
  {name: {zh: 区扶贫办, en: poverty office}, kind: department, to: 2021-05, successor: rural_office}
rural_office:
  {name: {zh: 区乡村振兴局, en: rural office}, kind: department, from: 2021-06, to: 2023-12, successor: village}
"""
TASKS = """
附件.1: {does: [care], responsible: [village], note: 规划没有写责任单位}
"""
INDICATORS = """
care_coverage:
  name: {zh: 护理补贴覆盖率, en: coverage}
  clauses: ['plan:专栏1.1']
  nature: binding
  unit: percent
  target: {value: 95, bound: '>', by: 2025-12}
  among: {programme: care}
  reached: {rule: on_dibao}
  definition: {zh: 当月应享人数中在领的比例, en: those drawing among those entitled}
  sure: assumed
"""
PROCESS = """
id: care_application
name: {zh: 护理补贴申请, en: application}
source: 国发〔2015〕52号
steps:
  - {id: accept, name: {zh: 受理, en: accept}, does: accept, who: village, within: accept_days, days: working, asks: [{zh: 身份证, en: ID}]}
  - {id: notice, name: {zh: 公示, en: notice}, does: notice, who: 民政, for: accept_days, days: calendar, masked: true}
  - {id: decide, name: {zh: 审定, en: decision}, does: decide, who: 民政, within: accept_days, extends: accept_days, days: working}
stops_clock: [waiting_for_applicant]
remedies: [objection]
"""
LIMITS = """
accept_days:
  name: {zh: 受理天数, en: days to accept}
  type: integer
  values: [{from: 2016-01, value: 5, sure: assumed, source: 待核}]
homes_to_modify:
  name: {zh: 改造户数, en: homes}
  type: integer
  values: [{from: 2021-01, value: 300, sure: stated, source: 'plan:3.p1.b'}]
"""
VISIT = """
id: visit
name: {zh: 走访, en: visit}
clauses: [国发〔2015〕52号]
kind: service
lead: village
responsible: [民政]
process: care_application
conditions:
  old: {rule: 年龄(月末()) >= 60, says: {zh: 60周岁以上, en: 60 or older}}
eligible: old
goes_by: [homes_to_modify]
forms: [{id: at_home, zh: 上门, en: at home}]
funds: {central: rest, county: homes_to_modify}
pays: {amount: '1', unit: visit, per: quarter, by: 2025-12}
"""
CLAUSES = """
head.1: {guidance: frame}
1.a: {guidance: background, figures: [{name: {zh: 改造户数, en: homes}, value: 1200, unit: 户, period: 2016—2020}]}
3.p1.a: {becomes: [care]}
3.p1.b: {becomes: [visit], note: {kind: gap, zh: 没有写谁走访, en: it is not said who visits}}
"""
FILES = {
    "packs__cn-50__pack": DISTRICT,
    "packs__cn-50__plan": PLAN,
    "packs__cn-50__units": UNITS,
    "packs__cn-50__tasks": TASKS,
    "packs__cn-50__indicators": INDICATORS,
    "packs__cn-50__processes__care-application": PROCESS,
    "packs__cn-50__parameters__limits": LIMITS,
    "packs__cn-50__programmes__care__visit": VISIT,
    "packs__cn-50__clauses__all": CLAUSES,
}


def write_district(folder: Path, **changed: str) -> Path:
    """Write the district, with some files written differently: `packs__cn-50__units=…`."""
    return write_policy(folder, **{**FILES, **changed})
