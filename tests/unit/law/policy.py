"""A small policy written into a folder, to be spoilt file by file."""

from pathlib import Path

FACTS = """
birth_on:
  name: {zh: 出生日期, en: date of birth}
  type: date
death_on:
  name: {zh: 死亡日期, en: date of death}
  type: date
  absent: never
grade:
  name: {zh: 等级, en: grade}
  type: integer
  range: [1, 4]
  question: {zh: 几级？, en: Which grade?}
hukou_division:
  name: {zh: 户籍地, en: hukou}
  type: division
on_dibao:
  name: {zh: 低保, en: dibao}
  type: boolean
  question: {zh: 是否低保？, en: On dibao?}
on_tekun:
  name: {zh: 特困, en: tekun}
  type: boolean
on_elder_care:
  name: {zh: 老年护理补贴, en: elder care}
  type: boolean
elder_care_fen:
  name: {zh: 老年护理补贴金额, en: elder care amount}
  type: fen
"""
NATION = """
id: cn
name: {zh: 全国, en: China}
jurisdiction: '00'
documents:
  国发〔2015〕52号: {title: 两项补贴意见, number: 国发〔2015〕52号}
"""
CITY = """
id: cn-50
name: {zh: 重庆市, en: Chongqing}
jurisdiction: '50'
extends: cn
in_force: {from: 2016-01}
adapts: [care]
"""
RATES = """
care_rate:
  name: {zh: 护理补贴标准, en: care rate}
  type: fen
  by: grade
  values:
    - {from: 2016-01, value: unknown, sure: stated, source: 国发〔2015〕52号}
"""
CITY_RATES = """
care_rate:
  values:
    - {from: 2022-10, value: {1: 9000, 2: 8000}, sure: stated, source: 公告}
    - {from: 2026-01, value: {1: 11000, 2: 10000}, sure: assumed, source: 公告}
"""
CARE = """
id: care
name: {zh: 护理补贴, en: Care subsidy}
clauses: [国发〔2015〕52号, '残疾人保障法:第四十八条']
subject: person
kind: cash
lead: 民政
conditions:
  alive:
    rule: death_on IS NULL OR death_on >= month_start()
    says: {zh: 健在, en: alive}
    fails: {zh: '已于{death_on}去世', en: 'died on {death_on}'}
  severe:
    rule: grade IN (1, 2)
    says: {zh: 一级或二级, en: grade 1 or 2}
    fails: {zh: '等级为{grade}级', en: 'grade {grade}'}
    clause: 残疾人保障法:第四十八条
  registered_here:
    rule: hukou_division LIKE '%'
    says: {zh: 户籍在本地, en: registered here}
    fails: {zh: '户籍在{hukou_division}', en: 'registered in {hukou_division}'}
eligible: alive AND severe AND registered_here
relations:
  - {with: on_tekun, relation: exclude, source: 国发〔2015〕52号, from: 2021-12}
  - {with: on_elder_care, amount: elder_care_fen, relation: choose_higher, source: 国发〔2015〕52号}
  - {with: on_dibao, relation: allow, source: 国发〔2015〕52号}
pays: {amount: care_rate(grade), unit: fen, per: month, from: month_of_application, until: month_after_event}
enrolment: {scheme: care, compare: both}
"""
CITY_CARE = """
id: care
conditions:
  registered_here:
    rule: hukou_division LIKE '50%'
"""
UNITS = """
civil_affairs: {name: {zh: 民政部门, en: civil affairs}, kind: department, aliases: [民政]}
federation: {name: {zh: 残联, en: federation}, kind: federation}
"""
LAW = """
id: 残疾人保障法
title: 中华人民共和国残疾人保障法
articles:
  第四十八条: 给予护理补贴。
"""
REFORM = """
id: wider
name: {zh: 扩面, en: wider}
clauses: [国发〔2015〕52号]
programmes:
  care:
    conditions:
      severe: {rule: 'grade IN (1, 2, 3)'}
"""
CASES = """
- case: 王秀兰，二级
  programme: care
  month: 2026-06
  facts: &her {grade: 2, hukou_division: '500156', on_tekun: false, on_elder_care: false}
  expect: yes
  amount: 100.00
- case: 王秀兰，三级，扩面后可享受，标准未定
  programme: care
  month: 2026-06
  reform: wider
  facts: {<<: *her, grade: 3}
  expect: yes
  amount: unknown
- case: 李明，不知几级
  programme: care
  month: 2026-06
  facts: {<<: *her, grade: null}
  expect: unknown
  asks: [grade]
"""
FILES = {
    "facts/person.yaml": FACTS,
    "owed.yaml": "visit: {zh: 次走访, en: visit}\n",
    "laws/law.yaml": LAW,
    "packs/cn/pack.yaml": NATION,
    "packs/cn/units.yaml": UNITS,
    "packs/cn/parameters/rates.yaml": RATES,
    "packs/cn/programmes/care/care.yaml": CARE,
    "packs/cn-50/pack.yaml": CITY,
    "packs/cn-50/parameters/rates.yaml": CITY_RATES,
    "packs/cn-50/programmes/care/care.yaml": CITY_CARE,
    "packs/cn-50/reforms/wider.yaml": REFORM,
    "packs/cn-50/cases/care/care.yaml": CASES,
}


def write_policy(folder: Path, **changed: str) -> Path:
    """Write the policy, with some files written differently: `packs__cn__pack=…`."""
    spoilt = {name.replace("__", "/") + ".yaml": text for name, text in changed.items()}
    for name, text in {**FILES, **spoilt}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder
