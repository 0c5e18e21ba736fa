"""Every screen, by room."""

from django.urls import path

from yingbao.edges.web.access.post_urls import urlpatterns as posts
from yingbao.edges.web.access.urls import urlpatterns as access
from yingbao.edges.web.audit.urls import urlpatterns as acts
from yingbao.edges.web.casework.after_urls import urlpatterns as after_cases
from yingbao.edges.web.casework.urls import urlpatterns as casework
from yingbao.edges.web.determination.finding_export import finding_export
from yingbao.edges.web.determination.finding_list import finding_list
from yingbao.edges.web.determination.home import home
from yingbao.edges.web.determination.question_answer import question_answer
from yingbao.edges.web.determination.run_ask import run_ask
from yingbao.edges.web.health.urls import urlpatterns as health
from yingbao.edges.web.jobs.urls import urlpatterns as jobs
from yingbao.edges.web.messages.urls import urlpatterns as messages
from yingbao.edges.web.money.owing_urls import urlpatterns as owing
from yingbao.edges.web.money.paying_urls import urlpatterns as paying
from yingbao.edges.web.persons.death_take_back import death_take_back
from yingbao.edges.web.persons.number_reveal import number_reveal
from yingbao.edges.web.persons.person_answers import person_answers
from yingbao.edges.web.persons.person_programme import person_programme
from yingbao.edges.web.persons.person_search import person_find, person_search
from yingbao.edges.web.persons.person_show import person_show
from yingbao.edges.web.plan.clause_show import clause_show
from yingbao.edges.web.plan.entitled_list import entitled_list
from yingbao.edges.web.plan.indicator_list import indicator_list
from yingbao.edges.web.plan.plan_compare import plan_compare
from yingbao.edges.web.plan.plan_show import plan_show
from yingbao.edges.web.plan.process_list import process_list
from yingbao.edges.web.plan.process_show import process_show
from yingbao.edges.web.plan.programme_list import programme_list
from yingbao.edges.web.plan.programme_show import programme_show
from yingbao.edges.web.plan.task_list import task_list
from yingbao.edges.web.plan.unit_list import unit_list
from yingbao.edges.web.plan.unit_show import unit_show
from yingbao.edges.web.rosters.conflict_list import conflict_list
from yingbao.edges.web.rosters.conflict_show import conflict_show
from yingbao.edges.web.rosters.roster_decide import roster_cancel, roster_confirm, roster_empty
from yingbao.edges.web.rosters.roster_list import roster_list
from yingbao.edges.web.rosters.roster_receive import roster_receive
from yingbao.edges.web.rosters.roster_refused import roster_refused
from yingbao.edges.web.rosters.roster_show import roster_show
from yingbao.edges.web.rulebook.urls import urlpatterns as rulebook
from yingbao.edges.web.scenarios.scenario_end import scenario_end
from yingbao.edges.web.scenarios.scenario_list import scenario_list
from yingbao.edges.web.scenarios.scenario_new import scenario_new
from yingbao.edges.web.scenarios.scenario_save import scenario_save
from yingbao.edges.web.scenarios.scenario_sheet import scenario_sheet
from yingbao.edges.web.scenarios.scenario_show import scenario_show
from yingbao.edges.web.scenarios.scenario_try import scenario_try
from yingbao.edges.web.scenarios.scenario_workbook import scenario_workbook

urlpatterns = [
    path("", home, name="home"),
    # 登录与账号
    *access,
    # 岗位
    *posts,
    # 消息、后台任务
    *messages,
    *jobs,
    # 操作记录
    *acts,
    # 本机状态
    *health,
    # 名单
    path("lists/", finding_list, name="finding_list"),
    path("lists/<str:name>", finding_list, name="finding_list"),
    path("lists/<str:name>/export", finding_export, name="finding_export"),
    path("questions/<int:finding_id>", question_answer, name="question_answer"),
    path("runs/ask", run_ask, name="run_ask"),
    # 人员
    path("persons/", person_search, name="person_search"),
    path("persons/find", person_find, name="person_find"),
    path("persons/<int:person_id>", person_show, name="person_show"),
    path("persons/<int:person_id>/answers/<str:answer>", person_answers, name="person_answers"),
    path("persons/<int:person_id>/programmes/<str:programme_id>", person_programme, name="person_programme"),
    path("persons/<int:person_id>/death", death_take_back, name="death_take_back"),
    path("numbers/<str:column>/<int:row>", number_reveal, name="number_reveal"),
    # 数据
    path("rosters/", roster_list, name="roster_list"),
    path("rosters/receive", roster_receive, name="roster_receive"),
    path("rosters/<int:source_id>", roster_show, name="roster_show"),
    path("rosters/<int:source_id>/confirm", roster_confirm, name="roster_confirm"),
    path("rosters/<int:source_id>/cancel", roster_cancel, name="roster_cancel"),
    path("rosters/<int:source_id>/empty", roster_empty, name="roster_empty"),
    path("rosters/<int:source_id>/refused", roster_refused, name="roster_refused"),
    path("conflicts/", conflict_list, name="conflict_list"),
    path("conflicts/<int:conflict_id>", conflict_show, name="conflict_show"),
    # 规划
    path("plan/", plan_show, name="plan_show"),
    path("plan/compare", plan_compare, name="plan_compare"),
    path("plan/<str:clause_id>", clause_show, name="clause_show"),
    path("programmes/", programme_list, name="programme_list"),
    path("programmes/<str:programme_id>", programme_show, name="programme_show"),
    path("programmes/<str:programme_id>/<str:answer>", entitled_list, name="entitled_list"),
    path("tasks/", task_list, name="task_list"),
    path("indicators/", indicator_list, name="indicator_list"),
    path("units/", unit_list, name="unit_list"),
    path("units/<str:unit_id>", unit_show, name="unit_show"),
    path("processes/", process_list, name="process_list"),
    path("processes/<str:process_id>", process_show, name="process_show"),
    # 办件
    *casework,
    *after_cases,
    # 资金
    *paying,
    *owing,
    # 改规则
    *rulebook,
    # 试算
    path("scenarios/", scenario_list, name="scenario_list"),
    path("scenarios/new", scenario_new, name="scenario_new"),
    path("scenarios/try", scenario_try, name="scenario_try"),
    path("scenarios/save", scenario_save, name="scenario_save"),
    path("scenarios/workbook", scenario_workbook, name="scenario_workbook"),
    path("scenarios/sheet", scenario_sheet, name="scenario_sheet"),
    path("scenarios/<int:scenario_id>", scenario_show, name="scenario_show"),
    path("scenarios/<int:scenario_id>/end", scenario_end, name="scenario_end"),
]
