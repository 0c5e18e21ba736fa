"""The officers of the demo: one of each role in both districts, all with the same password."""

from typing import NamedTuple

from yingbao.office.access.actions import NewOfficer, OfficerExists, create_officer
from yingbao.office.access.choices import Role

PASSWORD = "three-mountains-and-a-lake"  # noqa: S105 - printed on the screen of every demo
BY = "demo"


class Account(NamedTuple):
    """Somebody to sign in as."""

    username: str
    name: str
    role: Role
    division: str
    title: str
    unit: str = ""


ACCOUNTS = (
    Account("zhou_min", "周敏", Role.FEDERATION_COUNTY, "430811", "武陵源区残联 教就科"),
    Account("xiang_dong", "向东", Role.CIVIL_AFFAIRS_COUNTY, "430811", "武陵源区民政局 社会事务股"),
    Account("liu_kang", "刘康", Role.CIVIL_AFFAIRS_COUNTY, "430811", "武陵源区民政局 分管副局长"),
    Account("peng_cai", "彭财", Role.FINANCE, "430811", "武陵源区财政局 社保股"),
    Account("qin_ye", "覃业", Role.LEAD_UNIT, "430811", "武陵源区人社局 就业股", "human_resources"),
    Account("tian_fang", "田芳", Role.TOWNSHIP, "430811001", "军地坪街道 民政专干"),
    Account("wu_gang", "吴刚", Role.TOWNSHIP, "430811201", "协合乡 民政专干"),
    Account("yang_mei", "杨梅", Role.VILLAGE, "430811201203", "协合村 专职委员"),
    Account("shen_ji", "沈稷", Role.AUDITOR, "430811", "武陵源区审计局"),
    Account("guan_li", "关莉", Role.ADMINISTRATOR, "430811", "武陵源区 系统管理员"),
    Account("ran_jing", "冉静", Role.FEDERATION_COUNTY, "500156", "武隆区残联 维权科"),
    Account("luo_yong", "罗勇", Role.CIVIL_AFFAIRS_COUNTY, "500156", "武隆区民政局 社会事务科"),
    Account("meng_qin", "孟琴", Role.CIVIL_AFFAIRS_COUNTY, "500156", "武隆区民政局 分管副局长"),
    Account("pang_jin", "庞进", Role.FINANCE, "500156", "武隆区财政局 社保科"),
    Account("he_jiu", "何久", Role.LEAD_UNIT, "500156", "武隆区人力社保局 就业科", "human_resources"),
    Account("dai_hong", "代红", Role.TOWNSHIP, "500156001", "凤山街道 民政专干"),
    Account("you_bo", "游波", Role.TOWNSHIP, "500156104", "火炉镇 民政专干"),
    Account("li_qiang", "黎强", Role.VILLAGE, "500156001001", "复兴社区 专职委员"),
    Account("tan_wen", "谭雯", Role.AUDITOR, "500156", "武隆区审计局"),
    Account("ren_yuan", "任远", Role.ADMINISTRATOR, "500156", "武隆区 系统管理员"),
)


def create(districts: tuple[str, ...]) -> list[Account]:
    """Create the accounts of these districts; those that are there stay as they are."""
    wanted = [account for account in ACCOUNTS if account.division[:6] in districts]
    for account in wanted:
        new = NewOfficer(
            username=account.username,
            password=PASSWORD,
            name=account.name,
            role=account.role,
            division_code=account.division,
            title=account.title,
            unit=account.unit,
            password_is_initial=False,
        )
        try:
            create_officer(new=new, by=BY)
        except OfficerExists:
            continue
    return wanted


def table(accounts: list[Account]) -> str:
    """Return the accounts as lines to print."""
    lines = [f"{account.username:<12}{account.role.label!s:<36}{account.title}" for account in accounts]
    return "\n".join([*lines, f"Password of all 密码: {PASSWORD}"])
