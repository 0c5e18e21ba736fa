"""One complete sentence per finding, in the language in use: the pack's own words and a few of ours."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language

from yingbao.law.facts.problems import Wording
from yingbao.law.packs import Pack
from yingbao.law.rules.programmes import WrittenCondition, WrittenProgramme
from yingbao.office.determination.choices import Reason, WorkList
from yingbao.office.determination.models import Finding
from yingbao.office.determination.wording import fill, say_money, say_month, say_value
from yingbao.values.month import Month

# What everybody on the list has in common, or what the grade already says.
UNSAID = {"alive", "has_certificate", "severe"}
UNSAID_PREFIXES = ("certificate_", "without_", "higher_than_", "outside_")


def tell(finding: Finding, pack: Pack) -> str:
    """Return the sentence of a finding in the language in use."""
    return word(finding, pack).speak(get_language() or "zh")


def word(finding: Finding, pack: Pack) -> Wording:
    """Return the sentence of a finding in both languages."""
    telling = _Telling(finding, pack)
    special: Mapping[str, Callable[[], Wording]] = {
        Reason.NOT_ENROLLED: telling.missed,
        Reason.AMOUNT_DIFFERS: telling.amount_differs,
        Reason.PAID_TWICE: telling.paid_twice,
        Reason.ROW_REFUSED: telling.row_refused,
        Reason.BECAME_ELIGIBLE: telling.became_eligible,
        Reason.BECAME_UNKNOWN: telling.became_unknown,
        Reason.AMOUNT_CHANGED: telling.amount_changed,
    }
    if finding.reason in special:
        return special[finding.reason]()
    if finding.list == WorkList.ASK:
        return telling.ask()
    return telling.ended() if finding.list == WorkList.CHANGED else telling.wrong()


def name_programme(pack: Pack, programme_id: str) -> str:
    """Return a programme's name in the language in use, its id where the pack no longer has it."""
    programme = find_programme(pack, programme_id)
    return programme.name.speak(get_language() or "zh") if programme else programme_id


def name_reason(pack: Pack, programme_id: str, reason: str) -> str:
    """Return a reason in a few words, to filter by: a condition's own, a fact's name, or one of ours."""
    if reason in Reason.values:
        return str(Reason(reason).label)
    condition = find_condition(pack, programme_id, reason)
    language = get_language() or "zh"
    if condition:
        wording = condition.says
        return Wording(f"不符合：{wording.zh}", f"Not met: {wording.en}").speak(language)
    fact = pack.vocabulary.find(reason)
    return fact.name.speak(language) if fact else reason


def find_programme(pack: Pack, programme_id: str) -> WrittenProgramme | None:
    """Return a programme of the pack by id."""
    return next((p for p in pack.programmes if p.id == programme_id), None)


def find_condition(pack: Pack, programme_id: str, name: str) -> WrittenCondition | None:
    """Return a condition of a programme by name."""
    programme = find_programme(pack, programme_id)
    return next((c for c in programme.conditions if c.id == name), None) if programme else None


class _Telling:
    def __init__(self, finding: Finding, pack: Pack) -> None:
        self.finding = finding
        self.pack = pack
        self.params: Mapping[str, Any] = finding.params
        self.values: Mapping[str, object] = self.params.get("facts", {})
        self.places: Mapping[str, str] = self.params.get("places", {})
        self.month = say_month(Month.of(finding.month))

    def missed(self) -> Wording:
        parts = [*self._who(), *self._because()]
        zh = "，".join([*(part.zh for part in parts), "符合条件但不在发放名单中"])
        en = "; ".join([*(part.en for part in parts), "entitled but not on the payee list"])
        return _sentence(_with(Wording(zh, en), self._since(), self._monthly(), *self._not_counted()))

    def wrong(self) -> Wording:
        since = self._since_month()
        tail = Wording("{since}起仍在发放", "still paid since {since}").fill(since=since)
        return _sentence(_with(_joined(self._fails(), tail), self._paid(), *self._not_counted()))

    def amount_differs(self) -> Wording:
        text = Wording("应发每月{due}，实发每月{paid}", "{due} a month is due, {paid} is paid")
        text = text.fill(due=self._fen("due"), paid=self._fen("paid"))
        return _sentence(_with(text, self._since(), *self._not_counted()))

    def paid_twice(self) -> Wording:
        text = Wording(
            "{month}发放名单中列了{times}次，共发{paid}，应发{due}",
            "listed {times} times in {month}: {paid} paid in all, {due} is due",
        )
        times = self.params.get("times", 2)
        paid, due = self._fen("paid"), self._fen("due")
        return _sentence(text.fill(month=self.month, times=times, paid=paid, due=due))

    def row_refused(self) -> Wording:
        if self.params.get("contested"):
            text = Wording(
                "符合条件；发放名单第{line}行可能是此人但身份有疑点，请先在“身份疑点”中处理",
                "entitled; line {line} of the payee list may be this person: decide first who is who",
            )
        else:
            text = Wording(
                "符合条件；发放名单第{line}行同名但未能读取，请先更正该行",
                "entitled; line {line} of the payee list has this name and was not read: correct it first",
            )
        return _sentence(text.fill(line=self.params.get("line", "?")))

    def became_eligible(self) -> Wording:
        text = Wording("自{month}起符合条件，上月不符合", "entitled from {month}, not the month before")
        return _sentence(_with(text.fill(month=self.month), self._monthly()))

    def became_unknown(self) -> Wording:
        text = Wording("自{month}起不能确定是否符合条件", "from {month} it is not certain whether entitled")
        return _sentence(_joined(text.fill(month=self.month), self._question()))

    def amount_changed(self) -> Wording:
        text = Wording(
            "自{month}起每月应发由{before}变为{due}",
            "from {month} the monthly amount is {due}, before {before}",
        )
        return _sentence(text.fill(month=self.month, before=self._fen("before"), due=self._fen("due")))

    def ended(self) -> Wording:
        tail = Wording("自{month}起不再符合条件", "no longer entitled from {month}").fill(month=self.month)
        return _sentence(_joined(self._fails(), tail))

    def ask(self) -> Wording:
        question = self._question()
        tail = Wording("知道后即可认定", "the answer decides")
        return Wording(f"{question.zh}（{tail.zh}）", f"{question.en} ({tail.en})")

    def _who(self) -> list[Wording]:
        kind, grade = self.values.get("certificate_kind"), self.values.get("certificate_grade")
        if kind is None or grade is None:
            return []
        said = say_value(self.pack.vocabulary["certificate_kind"], kind, {})
        grades = {1: "一级", 2: "二级", 3: "三级", 4: "四级"}
        return [Wording(f"{grades.get(int(str(grade)), grade)}{said.zh}残疾", f"{said.en} grade {grade}")]

    def _because(self) -> list[Wording]:
        programme = find_programme(self.pack, self.finding.programme)
        return [
            fill(condition.says, self.pack.vocabulary, self.values, self.places)
            for condition in (programme.conditions if programme else ())
            if condition.id not in UNSAID and not condition.id.startswith(UNSAID_PREFIXES)
        ]

    def _fails(self) -> Wording:
        condition = find_condition(self.pack, self.finding.programme, self.finding.reason)
        if condition is None:
            return Wording(self.finding.reason, self.finding.reason)
        return fill(condition.fails, self.pack.vocabulary, self.values, self.places)

    def _question(self) -> Wording:
        fact = self.pack.vocabulary.find(str(self.params.get("fact", self.finding.reason)))
        if fact:
            return fact.question
        # No fact can decide: a parameter of the pack is not known for the month.
        condition = find_condition(self.pack, self.finding.programme, self.finding.reason)
        text = Wording("请核实：{says}", "To be checked: {says}")
        return text.fill(
            says=condition.says if condition else Wording(self.finding.reason, self.finding.reason)
        )

    def _fen(self, name: str) -> Wording:
        fen = self.params.get(f"{name}_fen")
        return say_money(fen) if isinstance(fen, int) else Wording("金额待核", "an amount not known")

    def _since_month(self) -> Wording:
        since = say_month(Month.of(self.finding.since_month or self.finding.month))
        if self.params.get("at_the_bound"):
            return Wording(f"{since.zh}或更早", f"{since.en} or earlier")
        return since

    def _since(self) -> Wording:
        return Wording("自{since}起", "since {since}").fill(since=self._since_month())

    def _monthly(self) -> Wording:
        if self.finding.monthly_fen is None:
            return Wording("金额待核", "amount to be checked")
        amount = say_money(self.finding.monthly_fen)
        return Wording(f"每月{amount.zh}", f"{amount.en} a month")

    def _not_counted(self) -> list[Wording]:
        """Say of which months the amount is not known, so that the money at stake leaves them out."""
        unpriced, first = self.params.get("unpriced_months"), self.params.get("priced_from")
        if not unpriced or not first:
            return []
        month = Month.parse(str(first))
        if Month.of(self.finding.month) - month + 1 + unpriced == self.params.get("months"):
            text = Wording(
                "{month}以前金额不详、未计入", "amounts before {month} are not known and not counted"
            )
            return [text.fill(month=say_month(month))]
        text = Wording(
            "其中{number}个月金额不详、未计入", "the amounts of {number} months are not known and not counted"
        )
        return [text.fill(number=unpriced)]

    def _paid(self) -> Wording:
        if self.finding.monthly_fen is None:
            return Wording("发放金额不详", "amount paid not known")
        return self._monthly()


def _joined(*parts: Wording) -> Wording:
    return Wording("，".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _with(text: Wording, *notes: Wording) -> Wording:
    noted = _joined(*notes)
    return Wording(f"{text.zh}（{noted.zh}）", f"{text.en} ({noted.en.replace('; ', ', ')})")


def _sentence(text: Wording) -> Wording:
    return Wording(_ended(text.zh, "。"), _ended(text.en[:1].upper() + text.en[1:], "."))


def _ended(text: str, stop: str) -> str:
    return text if text.endswith(("。", "？", ".", "?")) else text + stop
