"""The screens of the rulebook."""

from django.urls import path

from yingbao.edges.web.rulebook.amendment_list import amendment_list
from yingbao.edges.web.rulebook.amendment_show import amendment_decide, amendment_show, amendment_withdraw
from yingbao.edges.web.rulebook.ending import ending_decide, ending_propose, ending_withdraw
from yingbao.edges.web.rulebook.from_scenario import scenario_propose
from yingbao.edges.web.rulebook.rule_change import rule_change
from yingbao.edges.web.rulebook.value_change import value_change
from yingbao.edges.web.rulebook.value_confirm import value_confirm

urlpatterns = [
    path("rules/<str:programme_id>/change", rule_change, name="rule_change"),
    path("values/<str:parameter_id>/change", value_change, name="value_change"),
    path("values/<str:parameter_id>/confirm/<str:month>", value_confirm, name="value_confirm"),
    path("scenarios/<int:scenario_id>/propose", scenario_propose, name="scenario_propose"),
    path("amendments/", amendment_list, name="amendment_list"),
    path("amendments/<int:amendment_id>", amendment_show, name="amendment_show"),
    path("amendments/<int:amendment_id>/decide", amendment_decide, name="amendment_decide"),
    path("amendments/<int:amendment_id>/withdraw", amendment_withdraw, name="amendment_withdraw"),
    path("amendments/<int:amendment_id>/end", ending_propose, name="ending_propose"),
    path("amendments/<int:amendment_id>/end/decide", ending_decide, name="ending_decide"),
    path("amendments/<int:amendment_id>/end/withdraw", ending_withdraw, name="ending_withdraw"),
]
