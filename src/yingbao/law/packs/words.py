"""The words of a pack's choices in both languages: kinds, subjects, periods, payers, reasons, remarks."""

from collections.abc import Mapping

from yingbao.law.facts.problems import Wording
from yingbao.law.packs.record_shapes import Does

PROGRAMME_KINDS: Mapping[str, Wording] = {
    "cash": Wording("现金", "cash"),
    "goods": Wording("实物", "goods"),
    "service": Wording("服务", "service"),
    "premium": Wording("代缴保费", "premium paid"),
    "duty": Wording("职责", "duty"),
    "reward": Wording("奖励", "reward"),
    "facility": Wording("设施", "facility"),
    "event": Wording("活动", "event"),
}
SUBJECTS: Mapping[str, Wording] = {
    "person": Wording("个人", "a person"),
    "household": Wording("家庭", "a household"),
    "employer": Wording("用人单位", "an employer"),
    "institution": Wording("机构", "an institution"),
    "division": Wording("行政区划", "a division"),
}
AREAS: Mapping[str, Wording] = {
    "livelihood": Wording("生活保障", "livelihood"),
    "care": Wording("照护与出行", "care"),
    "work": Wording("就业创业", "work"),
    "health": Wording("健康与康复", "health"),
    "learning": Wording("教育", "learning"),
    "culture": Wording("文化体育", "culture and sport"),
    "access": Wording("无障碍", "accessibility"),
    "rights": Wording("权益", "rights"),
    "organisation": Wording("组织与保障", "organisation"),
}
PERIODS: Mapping[str, Wording] = {
    "month": Wording("月", "month"),
    "quarter": Wording("季度", "quarter"),
    "half_year": Wording("半年", "half-year"),
    "year": Wording("年", "year"),
    "term": Wording("学期", "school term"),
    "plan": Wording("规划期", "period of the plan"),
    "once": Wording("一次性", "once"),
}
PAYERS: Mapping[str, Wording] = {
    "central": Wording("中央财政", "central budget"),
    "province": Wording("省（市）级财政", "provincial budget"),
    "prefecture": Wording("市（州）级财政", "prefectural budget"),
    "county": Wording("区县财政", "county budget"),
    "township": Wording("乡镇（街道）", "township"),
    "lottery": Wording("彩票公益金", "lottery fund"),
    "insurance": Wording("保险基金", "insurance fund"),
    "levy": Wording("残疾人就业保障金", "employment levy"),
    "employer": Wording("用人单位", "employer"),
    "own": Wording("个人", "the person"),
}
UNIT_KINDS: Mapping[str, Wording] = {
    "department": Wording("部门", "department"),
    "committee": Wording("委员会", "committee"),
    "federation": Wording("残联", "federation"),
    "association": Wording("协会、群团", "association"),
    "township": Wording("乡镇（街道）", "township"),
    "village": Wording("村（社区）", "village"),
    "court": Wording("法院、检察院", "court"),
    "party": Wording("党委部门", "Party body"),
    "institution": Wording("机构", "institution"),
    "enterprise": Wording("企业", "enterprise"),
    "public": Wording("社会公众", "the public"),
}
GUIDANCE: Mapping[str, Wording] = {
    "frame": Wording("公文格式", "frame of the document"),
    "background": Wording("背景", "background"),
    "direction": Wording("指导思想", "direction"),
    "principle": Wording("原则", "principle"),
    "goal": Wording("目标表述", "goal in words"),
    "encouragement": Wording("鼓励", "encouragement"),
}
REMARKS: Mapping[str, Wording] = {
    "conflict": Wording("前后不一", "conflict"),
    "copying_error": Wording("印制差错", "copying error"),
    "gap": Wording("没有写明", "gap"),
    "reading": Wording("本系统的理解", "our reading"),
}
NATURES: Mapping[str, Wording] = {
    "binding": Wording("约束性", "binding"),
    "expected": Wording("预期性", "expected"),
    "stated": Wording("正文写明", "stated in the text"),
}
RELATIONS: Mapping[str, Wording] = {
    "exclude": Wording("不能同时享受", "excludes the other"),
    "choose_higher": Wording("择高享受", "the higher is due"),
    "allow": Wording("可以同时享受", "both are drawn"),
}
DAYS: Mapping[str, Wording] = {
    "working": Wording("个工作日", "working days"),
    "calendar": Wording("日", "days"),
}
DOES: Mapping[str, Wording] = {
    Does.ACCEPT: Wording("受理", "takes the application"),
    Does.VISIT: Wording("入户核查", "visits"),
    Does.CHECK: Wording("审核（提出意见）", "checks and gives an opinion"),
    Does.DECIDE: Wording("决定", "decides"),
    Does.NOTICE: Wording("公示", "publishes"),
    Does.TELL: Wording("告知结果", "tells the result"),
    Does.CARRY_OUT: Wording("落实（不属办件）", "carries out (no casework)"),
    Does.REQUEST: Wording("事后申请（另开办件）", "may be asked afterwards (a case of its own)"),
}
LETTERS: Mapping[str, Wording] = {
    "receipt": Wording("受理通知书", "acceptance"),
    "missing_papers": Wording("一次性告知书", "missing papers"),
    "not_accepted": Wording("不予受理通知书", "non-acceptance"),
    "decision": Wording("审定结果告知书", "decision"),
    "refusal": Wording("不予给予决定书", "refusal"),
    "suspension": Wording("暂停发放告知书", "suspension"),
    "change": Wording("待遇变更告知书", "change"),
    "end": Wording("停发告知书", "end of an award"),
    "objection_answer": Wording("异议答复书", "answer to an objection"),
    "certificate_reminder": Wording("残疾人证到期提醒", "reminder before a certificate expires"),
    "review_call": Wording("复核通知", "call for a review"),
    "recovery": Wording("多发补贴退回告知书", "recovery of what was paid too much"),
}
