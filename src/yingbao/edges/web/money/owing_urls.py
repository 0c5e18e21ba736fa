"""What is owed and to whom, taken over, frozen, recovered, reconciled and budgeted."""

from django.urls import path

from yingbao.edges.web.money.budget_list import budget_export, budget_list
from yingbao.edges.web.money.budget_write import budget_write
from yingbao.edges.web.money.due_list import due_export, due_list
from yingbao.edges.web.money.payee_list import payee_list
from yingbao.edges.web.money.payee_new import payee_account, payee_new
from yingbao.edges.web.money.payee_show import payee_decide, payee_show
from yingbao.edges.web.money.performance_list import performance_export, performance_list
from yingbao.edges.web.money.person_money import person_money, person_money_export
from yingbao.edges.web.money.premium_freeze import premium_freeze
from yingbao.edges.web.money.receivable_letter import receivable_letter
from yingbao.edges.web.money.receivable_repaid import receivable_repaid
from yingbao.edges.web.money.receivable_show import receivable_show
from yingbao.edges.web.money.reconciliation import reconciliation, reconciliation_export
from yingbao.edges.web.money.recovery_demand import recovery_demand
from yingbao.edges.web.money.recovery_list import recovery_export, recovery_list
from yingbao.edges.web.money.takeover_list import takeover_list
from yingbao.edges.web.money.takeover_new import takeover_new
from yingbao.edges.web.money.takeover_show import takeover_decide, takeover_show
from yingbao.edges.web.money.write_off import write_off_decide, write_off_propose

urlpatterns = [
    path("persons/<int:person_id>/money", person_money, name="person_money"),
    path("persons/<int:person_id>/money/export", person_money_export, name="person_money_export"),
    path("persons/<int:person_id>/money/<str:programme_id>/demand", recovery_demand, name="recovery_demand"),
    path("money/owed", due_list, name="due_list"),
    path("money/owed/export", due_export, name="due_export"),
    path("money/taking-over", takeover_list, name="takeover_list"),
    path("money/taking-over/new", takeover_new, name="takeover_new"),
    path("money/taking-over/<int:takeover_id>", takeover_show, name="takeover_show"),
    path("money/taking-over/<int:takeover_id>/decide", takeover_decide, name="takeover_decide"),
    path("money/payees", payee_list, name="payee_list"),
    path("money/payees/new", payee_new, name="payee_new"),
    path("money/payees/<int:payee_id>", payee_show, name="payee_show"),
    path("money/payees/<int:payee_id>/account", payee_account, name="payee_account"),
    path("money/payees/<int:payee_id>/decide", payee_decide, name="payee_decide"),
    path("money/premiums", premium_freeze, name="premium_freeze"),
    path("money/recoveries", recovery_list, name="recovery_list"),
    path("money/recoveries/export", recovery_export, name="recovery_export"),
    path("money/recoveries/<int:receivable_id>", receivable_show, name="receivable_show"),
    path("money/recoveries/<int:receivable_id>/letter", receivable_letter, name="receivable_letter"),
    path("money/recoveries/<int:receivable_id>/repaid", receivable_repaid, name="receivable_repaid"),
    path("money/recoveries/<int:receivable_id>/write-off", write_off_propose, name="write_off_propose"),
    path("money/write-offs/<int:write_off_id>", write_off_decide, name="write_off_decide"),
    path("money/budget", budget_list, name="budget_list"),
    path("money/budget/export", budget_export, name="budget_export"),
    path("money/budget/new", budget_write, name="budget_write"),
    path("money/performance", performance_list, name="performance_list"),
    path("money/performance/export", performance_export, name="performance_export"),
    path("money/reconciliation", reconciliation, name="reconciliation"),
    path("money/reconciliation/export", reconciliation_export, name="reconciliation_export"),
]
