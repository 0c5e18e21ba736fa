"""Programmes read: their rules checked, their relations compiled, their citations resolved."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from yingbao.law.facts.documents import Located
from yingbao.law.facts.problems import Place, Problems, Wording, blanks
from yingbao.law.facts.shapes import fit
from yingbao.law.facts.vocabulary import Fact, Vocabulary
from yingbao.law.packs.citations import Library
from yingbao.law.packs.particulars import SubjectCheck, read_particulars
from yingbao.law.packs.relations import RelationReader, as_fen
from yingbao.law.packs.shapes import ConditionShape, PaysShape, ProgrammeShape
from yingbao.law.rules import refusals
from yingbao.law.rules.graph import conditions_of, facts_of, facts_of_term
from yingbao.law.rules.months import inline
from yingbao.law.rules.nodes import All, Always, Condition, Parameter, Rule
from yingbao.law.rules.programmes import Enrolment, Pays, Relation, WrittenCondition, WrittenProgramme
from yingbao.law.rules.reading import read_amount, read_condition
from yingbao.law.rules.scope import Purpose, Scope
from yingbao.law.rules.truth import TooTangled, exact
from yingbao.values.citation import Citation
from yingbao.values.sure import Sure

SAME_ID = Wording(
    "条件“{id}”与关系表生成的条件重名", "condition “{id}” has the name of one made by the relations"
)
UNUSED = Wording("条件“{id}”没有写进 eligible", "condition “{id}” stands nowhere in eligible")
NO_SUCH_FACT = Wording("说明里没有事实“{{{fact}}}”", "there is no fact “{{{fact}}}” to put into the sentence")
BAD_BRACES = Wording("说明里的大括号不成对", "the braces of the sentence do not match")
BAD_ID = Wording(
    "条件名只用小写字母、数字和下划线：{id}", "a condition's name has small letters, digits and _ only: {id}"
)
NO_UNIT = Wording(
    "没有单位“{unit}”；金额写 fen，其他请写进 policy/owed.yaml",
    "there is no unit “{unit}”; money is fen, all else stands in policy/owed.yaml",
)
NOT_MONEY = Wording("unit 为 fen 时应为金额", "with unit fen an amount of money stands here")
SAID_TWICE = Wording(
    "clauses/ 或 tasks.yaml 已写明规划 {clause} 成为“{id}”，这里不再写",
    "clauses/ or tasks.yaml says that {clause} of the plan became “{id}”; it does not stand here again",
)
TRUE, FALSE = Wording("成立", "true"), Wording("不成立", "false")


@dataclass(frozen=True)
class ProgrammeReader:
    """Reads programmes against a vocabulary, parameters and a library."""

    vocabulary: Vocabulary
    parameters: Mapping[str, Parameter]
    library: Library
    owed: frozenset[str]
    bindings: Mapping[str, tuple[Citation, ...]]
    problems: Problems
    # Most conditions are shared: what a text means is found out once.
    known: dict[str, Rule] = field(default_factory=dict)

    def read(self, entry: Located, area: str) -> WrittenProgramme | None:
        """Return a programme of an area, or None after noting what is wrong with it."""
        before = len(self.problems)
        shape = fit(ProgrammeShape, entry, self.problems)
        if shape is None:
            return None
        conditions = list(self._conditions(shape, entry))
        by_id = {condition.id: condition for condition in conditions}
        pays = self._pays(shape.pays, entry.find(("pays",)), by_id) if shape.pays else None
        relations = list(self._relations(shape, entry, pays, by_id))
        made = [condition for _, condition in relations if condition]
        written = [name for name in shape.conditions if name in by_id]
        eligible = self._eligible(shape, entry, frozenset(written), made)
        particulars = read_particulars(shape, entry, self.parameters, self.problems)
        self._check_subject(shape, entry, (*conditions, *made), pays)
        if eligible is None or len(self.problems) > before:
            return None
        return WrittenProgramme(
            id=shape.id,
            name=shape.name.wording,
            kind=shape.kind,
            subject=shape.subject,
            lead=shape.lead,
            citations=tuple(self._citations(shape, entry)),
            conditions=(*conditions, *made),
            eligible_text=" ".join(shape.eligible.split()),
            eligible=eligible,
            relations=tuple(relation for relation, _ in relations),
            pays=pays,
            enrolment=Enrolment(shape.enrolment.scheme, shape.enrolment.compare) if shape.enrolment else None,
            in_force=shape.in_force.span,
            place=entry.place,
            area=area,
            particulars=particulars,
        )

    def _check_subject(
        self, shape: ProgrammeShape, entry: Located, conditions: Iterable[WrittenCondition], pays: Pays | None
    ) -> None:
        asked = SubjectCheck(shape.id, shape.subject, self.problems)
        for condition in conditions:
            here = entry.find(("conditions", condition.id, "rule")).place
            asked.check(facts_of(condition.rule), here)
            asked.check(self._told(condition), here)
        if pays:
            asked.check(facts_of_term(pays.amount), entry.find(("pays", "amount")).place)

    def _told(self, condition: WrittenCondition) -> Iterator[Fact]:
        """Give the facts the sentences of a condition name."""
        for sentence in (condition.says, condition.fails):
            for word in blanks_of(sentence):
                if word in self.vocabulary.facts:
                    yield self.vocabulary[word]

    def _scope(self, purpose: Purpose, conditions: frozenset[str] = frozenset()) -> Scope:
        return Scope(self.vocabulary, self.parameters, conditions, purpose)

    def _citations(self, shape: ProgrammeShape, entry: Located) -> Iterator[Citation]:
        """Give the clauses of the plan that became the programme, then what it cites itself."""
        bound = self.bindings.get(shape.id, ())
        yield from bound
        for number, text in enumerate(shape.clauses):
            place = entry.find(("clauses", number)).place
            citation = self.library.resolve(text, place)
            if citation in bound:
                self.problems.add(place, SAID_TWICE.fill(clause=citation.clause, id=shape.id))
            elif citation:
                yield citation

    def _conditions(self, shape: ProgrammeShape, entry: Located) -> Iterator[WrittenCondition]:
        scope = self._scope(Purpose.CONDITION)
        for name, condition in shape.conditions.items():
            here = entry.find(("conditions", name))
            if not name.isascii() or not name.isidentifier():
                self.problems.add(here.key_place, BAD_ID.fill(id=name))
            self._check_words(condition, here)
            rule = self._condition(condition.rule, scope, here.find(("rule",)).place)
            yield WrittenCondition(
                id=name,
                text=" ".join(condition.rule.split()),
                rule=rule or Always(None),
                says=condition.says.wording,
                fails=(condition.fails or condition.says).wording,
                citation=self._clause(condition, here),
                sure=condition.sure or Sure.STATED,
            )

    def _condition(self, text: str, scope: Scope, place: Place) -> Rule | None:
        if text in self.known:
            return self.known[text]
        rule = read_condition(text, scope, place, self.problems)
        if rule is None or not self._sound(rule, place):
            return None
        self.known[text] = rule
        return rule

    def _clause(self, condition: ConditionShape, here: Located) -> Citation | None:
        if condition.clause is None:
            return None
        return self.library.resolve(condition.clause, here.find(("clause",)).place)

    def _sound(self, rule: Rule, place: Place) -> bool:
        try:
            meaning = exact(rule)
        except TooTangled:
            self.problems.add(place, refusals.TOO_TANGLED)
            return False
        if isinstance(meaning, Always) and meaning.truth is not None:
            self.problems.add(place, refusals.ALWAYS.fill(truth=TRUE if meaning.truth else FALSE))
            return False
        return True

    def _check_words(self, condition: ConditionShape, here: Located) -> None:
        for key, named in (("says", condition.says), ("fails", condition.fails)):
            for language, sentence in (("zh", named.zh), ("en", named.en)) if named else ():
                place = here.find((key, language)).place
                for word in self._blanks(sentence, place):
                    if word not in self.vocabulary.facts:
                        self.problems.add(place, NO_SUCH_FACT.fill(fact=word))

    def _blanks(self, sentence: str, place: Place) -> Sequence[str]:
        try:
            return blanks(sentence)
        except ValueError:
            self.problems.add(place, BAD_BRACES)
            return []

    def _pays(
        self, shape: PaysShape, entry: Located, conditions: Mapping[str, WrittenCondition]
    ) -> Pays | None:
        if shape.unit != "fen" and shape.unit not in self.owed:
            self.problems.add(entry.find(("unit",)).place, NO_UNIT.fill(unit=shape.unit))
        place = entry.find(("amount",)).place
        scope = self._scope(Purpose.AMOUNT, frozenset(conditions))
        amount = read_amount(shape.amount, scope, place, self.problems)
        if amount is None:
            return None
        if shape.unit == "fen":
            amount = as_fen(inline(amount, conditions))
            if amount is None:
                self.problems.add(place, NOT_MONEY)
                return None
        return Pays(shape.amount, amount, shape.unit, shape.per, shape.start, shape.until, shape.by)

    def _relations(
        self,
        shape: ProgrammeShape,
        entry: Located,
        pays: Pays | None,
        conditions: Mapping[str, WrittenCondition],
    ) -> Iterator[tuple[Relation, WrittenCondition | None]]:
        amount = pays.amount if pays and pays.in_money else None
        wrong = shape.pays is not None and pays is None
        reader = RelationReader(self.vocabulary, self.library, self.problems, amount, wrong)
        taken = set(conditions)
        for number, relation in enumerate(shape.relations):
            here = entry.find(("relations", number))
            read = reader.read(relation, here)
            if read is None:
                continue
            made = read[1]
            if made and made.id in taken:
                self.problems.add(here.place, SAME_ID.fill(id=made.id))
            if made:
                taken.add(made.id)
            yield read

    def _eligible(
        self, shape: ProgrammeShape, entry: Located, names: frozenset[str], made: list[WrittenCondition]
    ) -> Rule | None:
        place = entry.find(("eligible",)).place
        rule = read_condition(shape.eligible, self._scope(Purpose.ELIGIBLE, names), place, self.problems)
        if rule is None or not self._sound(rule, place):
            return None
        for name in names - set(conditions_of(rule)):
            self.problems.add(entry.find(("conditions", name)).key_place, UNUSED.fill(id=name))
        parts = rule.parts if isinstance(rule, All) else (rule,)
        extra = tuple(Condition(condition.id) for condition in made)
        return replace(All(parts), parts=(*parts, *extra))


def blanks_of(said: Wording) -> set[str]:
    """Return the facts either language of a sentence has room for; none where its braces do not match."""
    try:
        return {*blanks(said.zh), *blanks(said.en)}
    except ValueError:
        return set()
