"""The words a draft is written and told in."""

from yingbao.law.facts.problems import Wording

# Heads of files.
CLAUSES_HEAD = Wording(
    "{heading}\n每条前面的注释是原文和依据。写明的条目已生效；\n"
    "以“待核”开头的没有定：核对后删去行首的“# ”，或改成应有的内容。",
    "{heading}\nAbove each entry stand the text and what speaks for it. Entries written out hold;\n"
    "those marked 待核 are not decided: check them and take the “# ” away, or write what is right.",
)
TASKS_HEAD = Wording(
    "附件任务分工：每一项由什么来办。牵头和责任单位在 plan.yaml。",
    "The table of tasks: what does each row. Lead and responsible units stand in plan.yaml.",
)
TARGETS_HEAD = Wording(
    "指标：目标取自本规划，算法沿用上级政策包，请逐项核对。",
    "Indicators: targets are the plan's, how they are counted is taken from the pack above; check each.",
)
UNITS_HEAD = Wording(
    "任务分工里的单位，按本规划的写法。", "The units of the table of tasks, as the plan writes them."
)
PARAMETERS_HEAD = Wording(
    "规划里没有承载的数字，和可能承载它们的参数。核对后删去行首的“# ”；金额以分为单位。",
    "Numbers of the plan nothing carries, and parameters that may.\n"
    "Check and take the “# ” away; money is in fen.",
)
PACK_HEAD = Wording(
    "由 yingbao pack new 从规划原文起草；凡“待核”处请核对。",
    "Drafted from the text of the plan by yingbao pack new; check whatever is marked 待核.",
)
NO_PERIOD = Wording(
    "标题里没有读出规划年份；请填写 period。",
    "The title does not tell the years of the plan; write the period.",
)
FROM_PERIOD = Wording("规划期取自标题。", "The years of the plan are those of its title.")
HERE_HEAD = Wording("谁属于本地。", "Who belongs here.")
REGISTERED = Wording("户籍在{name}", "Registered (hukou) in {name}")
NOT_REGISTERED = Wording(
    "户籍不在{name}（现在{{hukou_division}}）", "Not registered in {name} (hukou now in {{hukou_division}})"
)
LIVES = Wording("户籍或住处在{name}", "Registered or living in {name}")
LIVES_ELSEWHERE = Wording(
    "户籍和住处都不在{name}（户籍{{hukou_division}}，住处{{residence_division}}）",
    "Neither registered nor living in {name} (hukou {{hukou_division}}, home {{residence_division}})",
)
EITHER = Wording(
    "待核：规划写“本地”残疾人时按户籍还是按住处，暂两者有一即算。",
    "To be verified whether persons of the area are those registered or those living here; "
    "either counts for now.",
)
EMPLOYER = Wording("税务登记在{name}", "Registered for tax in {name}")
NOT_EMPLOYER = Wording(
    "税务登记不在{name}（{{employer_division}}）", "Not registered for tax in {name} ({{employer_division}})"
)
INSTITUTION = Wording("机构在{name}", "The institution is in {name}")
NOT_INSTITUTION = Wording(
    "机构不在{name}（{{institution_division}}）",
    "The institution is not in {name} ({{institution_division}})",
)

# What speaks for a place.
SAME_AS = Wording(
    "与 {pack} {clause} 相同（{score}%）：{text}", "the same as {pack} {clause} ({score} %): {text}"
)
LIKE = Wording("近似 {pack} {clause}（{score}%）：{text}", "like {pack} {clause} ({score} %): {text}")
BECAME = Wording("该条成为 {names}", "it became {names}")
LACKING = Wording("其中 {names} 只在 {pack}，本包没有", "of these {names} are of {pack} alone and not here")
GUIDES = Wording("该条是 {reason}", "it is {reason}")
NAMED = Wording("文中有名称：{names}", "named in the text: {names}")
NEARLY_NAMED = Wording("名称相近：{name}（{score}%）", "much of a name stands in it: {name} ({score} %)")
UNDER = Wording("在“{heading}”之下", "under “{heading}”")
LOOSE = Wording("数字没有承载：{numbers}", "numbers nothing carries: {numbers}")
NOTHING_LIKE = Wording("没有相近的条款，请定", "nothing like it is known; decide")
DAY_OF_ISSUE = Wording("印发日期，不是任务时限", "the day of issue, no time limit")
OF_ROW = Wording("{clause} “{name}”，目标写作“{written}”", "{clause} “{name}”, target written “{written}”")
NO_BOUND = Wording("没有写上下限，暂按不低于", "no bound is written; at least is taken")
BY_NAME = Wording("按名称近似 {score}%", "the names are alike to {score} %")
BY_CLAUSE = Wording("该条成为指标 {id}", "the clause became the indicator {id}")
NO_INDICATOR = Wording(
    "上级政策包没有这样的指标；请写全（见 docs/reference/policy-packs.md）",
    "the pack above has no such indicator; write it whole (see docs/reference/policy-packs.md)",
)
NOT_NUMBER = Wording("目标不是一个数，请定", "the target is not one number; decide")
BY_THE_NAME = Wording("按 {by} 认出", "found by {by}")
NO_UNIT = Wording("没有认出“{word}”{perhaps}", "“{word}” was not found{perhaps}")
PERHAPS = Wording("；可能是 {names}", "; perhaps {names}")
MAY_CARRY = Wording("{clause} “{number}”：可能是 {names}", "{clause} “{number}”: perhaps {names}")
NOW = Wording("{id}（{name}，{unit}）", "{id} ({name}, {unit})")
TIERED = Wording("，按 {by} 分档", ", tiered by {by}")

# The report.
PLAN = Wording("{title}：{count} 条", "{title}: {count} clauses")
COUNTS = Wording(
    "{what}：已定 {sure}，建议 {proposed}，未定 {undecided}",
    "{what}: {sure} sure, {proposed} proposed, {undecided} undecided",
)
CLAUSES = Wording("条款", "clauses")
TASKS = Wording("任务", "tasks")
TARGETS = Wording("指标和目标", "indicators and targets")
UNITS = Wording(
    "单位：认出 {sure}，没有认出 {undecided}{names}", "units: {sure} found, {undecided} not found{names}"
)
THESE = Wording("（{names}）", " ({names})")
NUMBERS = Wording(
    "有数字没有承载的条款 {loose} 条；给出参数建议 {parameters} 处",
    "{loose} clauses with a number nothing carries; parameters proposed for {parameters} numbers",
)
YEARS_UNKNOWN = Wording(
    "规划年份没有读出，请在 pack.yaml 填 period",
    "the years of the plan are not known; write them into pack.yaml",
)
UNCLEAR = Wording(
    "规划原文有 {count} 处没有读清，见 plan.yaml 的 problems",
    "{count} places of the plan were not clear; see problems in plan.yaml",
)
WRITTEN = Wording("写在 {folder}", "written to {folder}")
NEXT = Wording(
    "接着：在文件里找“待核”，逐处核对；再运行 yingbao pack check {id} "
    "和 yingbao plan coverage {id}，直到没有缺口。",
    "Next: look for 待核 in the files and decide each; then run yingbao pack check {id} "
    "and yingbao plan coverage {id} until no gap is left.",
)
EXISTS = Wording("{folder} 已经有了，没有改动", "{folder} is there already; nothing was changed")
NO_DISTRICT = Wording(
    "“{id}”不是 {extends} 下面的区县编号；写作 cn- 加六位区划代码，如 {example}",
    "“{id}” is no county of {extends}; write cn- and the six digits of its division, as {example}",
)
