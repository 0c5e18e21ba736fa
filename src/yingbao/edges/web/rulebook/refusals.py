"""Why an act about a change of the rules was refused, as the officer reads it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.law.facts.problems import PackProblems
from yingbao.office.rulebook import actions

REFUSALS: dict[type[Exception], Promise] = {
    actions.OwnProposal: _("You proposed this yourself. Another officer of the county decides about it."),
    actions.AlreadyDecided: _("Someone has decided this already."),
    actions.AlreadyProposed: _("This is proposed already and waits for another officer."),
    actions.SomeoneElses: _("Only who proposed it takes it back."),
    actions.NotOwnCounty: _("Only the offices of the county change its rules."),
    actions.NotApproved: _("Only what was approved, and not ended yet, can be ended."),
    actions.StillFits: _("It fits the rules as they are. To give it up, propose a later change."),
    actions.Outdated: _(
        "The rules have changed since this was proposed. "
        "Refuse it, and have it proposed again over the new ones."
    ),
    actions.Faulty: _(
        "It no longer fits the rules as they are. Refuse it, and have it proposed again over the new rules."
    ),
    actions.Negative: _("Somebody would be owed less than nothing by it. Refuse it."),
    PackProblems: _(
        "The rules cannot be read as they are, so nothing is approved over them. Mend them first."
    ),
}
