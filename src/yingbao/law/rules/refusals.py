"""Why a rule is refused, in a sentence that says what to write instead."""

from yingbao.law.facts.problems import Wording

EMPTY = Wording("规则是空的", "the rule is empty")
TOO_LONG = Wording("规则超过 {limit} 字，请拆成几个条件", "longer than {limit} characters; split it up")
NOT_SQL = Wording("读不懂：{why}", "cannot be read: {why}")
COMMENT = Wording("规则里不能写注释；请写进 YAML 注释", "no comments in a rule; put them into the YAML")
ONE_ONLY = Wording("只能写一个条件，不能用分号", "one condition only, no semicolons")
NOT_ALLOWED = Wording(
    "规则里不能用 {what}；可用：AND OR NOT、= <> < <= > >=、+ - * /、IN、BETWEEN、LIKE '前缀%'、"
    "age()、month_start()、month_end()、year_start()",
    "{what} is not allowed; use AND OR NOT, = <> < <= > >=, + - * /, IN, BETWEEN, LIKE 'prefix%', "
    "age(), month_start(), month_end(), year_start()",
)
COALESCE = Wording(
    "COALESCE 会把未知当成已知；请直接写事实，未知由系统追问",
    "COALESCE hides what is unknown; write the fact itself, the unknown is asked for",
)
CAST = Wording(
    "不能转换类型；请直接写值，如 '2026-01-01'", "no casts; write the value itself, as '2026-01-01'"
)
SUBQUERY = Wording(
    "规则里不能有子查询；请先在事实表中定义事实", "no queries inside a rule; define a fact instead"
)
QUALIFIED = Wording("事实名前不写表名，也不加引号：{name}", "no table and no quotes around a name: {name}")
UNKNOWN_WORD = Wording("不认识“{word}”{hint}", "“{word}” is not known{hint}")
PERHAPS = Wording("；是不是“{word}”？", "; did you mean “{word}”?")
NO_HINT = Wording("", "")
UNKNOWN_FUNCTION = Wording("没有函数 {word}()", "there is no function {word}()")
ARGUMENTS = Wording("{word}() 的参数不对：应为 {form}", "{word}() takes {form}")
NOT_TIERED = Wording("{word} 不分档，请直接写 {word}", "{word} is not tiered; write {word} alone")
TIERED = Wording("{word} 按 {by} 分档，请写 {word}({by})", "{word} is tiered; write {word}({by})")
NOT_A_TRUTH = Wording(
    "“{word}”不是是否类事实，请与一个值比较", "“{word}” is neither true nor false; compare it with a value"
)
BARE_TRUTH = Wording(
    "是否类事实直接写 {word} 或 NOT {word}", "write {word} or NOT {word} for a yes-or-no fact"
)
CONSTANT_TRUTH = Wording("不能直接写真或假", "TRUE and FALSE decide without a fact")
NO_FACT = Wording(
    "比较里没有事实，结果与人无关", "a comparison without a fact decides nothing about a person"
)
SAME_FACT = Wording("同一事实与自己比较", "a fact is compared with itself")
KINDS = Wording("{left} 不能与 {right} 用 {operator} 比较", "{left} cannot stand before {operator} {right}")
NULL = Wording(
    "不能与 NULL 比较；未知由系统追问，“从未发生”写 IS NULL",
    "nothing is compared with NULL; the unknown is asked for, “never happened” is written IS NULL",
)
ABSENT_UNKNOWN = Wording(
    "{fact} 缺失表示未知，不能写 IS NULL；只有 absent: never 的事实可以",
    "{fact} absent means unknown, so IS NULL is refused; only a fact with absent: never may be asked so",
)
ONLY_NULL = Wording("IS 之后只能写 NULL 或 NOT NULL", "only NULL or NOT NULL stands after IS")
IN_LIST = Wording("IN 之前写事实，括号里写值", "a fact stands before IN and values in its brackets")
REPEATED = Wording("IN 里重复：{written}", "twice in the list: {written}")
BACKWARDS = Wording("BETWEEN 的下限大于上限", "BETWEEN runs backwards")
PREFIX = Wording("LIKE 只能写前缀，如 '500156%'", "LIKE takes a prefix only, as '500156%'")
PREFIX_KIND = Wording("LIKE 只用于区划或文字", "LIKE is for divisions and texts")
NOT_WHOLE = Wording("只写整数；金额以分为单位", "whole numbers only; amounts are in fen")
AGE_AS_NUMBER = Wording("年龄只能与整岁比较（0–150）", "an age is compared with whole years, 0 to 150")
NAMED_ONLY = Wording(
    "eligible 里只写条件名；请把“{word}”写进 conditions 并起名",
    "eligible is made of named conditions; give “{word}” a name under conditions",
)
CASE_IN_RULE = Wording("条件里不用 CASE，请用 AND 和 OR", "no CASE in a condition; use AND and OR")
CASE_FORM = Wording("CASE 写 WHEN 条件 THEN 金额 … ELSE 金额 END", "write CASE WHEN … THEN … ELSE … END")
NOT_AN_AMOUNT = Wording("这里应为金额或数量", "an amount or a count stands here")
ARITHMETIC = Wording("只能对数相加减，或金额乘以整数", "add amounts, or multiply one by a whole number")
DIVISOR = Wording(
    "只能除以写明的正整数，结果四舍五入到整数（金额到分）",
    "divide by a written whole number above 0 only; the share is rounded to the nearest whole (money: fen)",
)
ALWAYS = Wording("无论事实如何都{truth}，规则写错了", "always {truth}, whatever the facts: the rule is wrong")
TOO_TANGLED = Wording(
    "条件重复出现太多，请改写，使每个条件只出现一次",
    "too tangled; write it so that each condition stands once",
)
