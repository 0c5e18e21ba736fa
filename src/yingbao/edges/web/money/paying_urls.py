"""The screens of paying: the month, rolls, lines, what the bank answered."""

from django.urls import path

from yingbao.edges.web.money.line_change import line_leave_out, problem_accept
from yingbao.edges.web.money.line_show import line_show
from yingbao.edges.web.money.month_board import month_board
from yingbao.edges.web.money.month_sheet import month_sheet
from yingbao.edges.web.money.month_turn import month_close, month_open, month_reckon
from yingbao.edges.web.money.return_show import return_show
from yingbao.edges.web.money.roll_act import roll_act
from yingbao.edges.web.money.roll_approve import roll_approve
from yingbao.edges.web.money.roll_differences import roll_differences
from yingbao.edges.web.money.roll_file import roll_file
from yingbao.edges.web.money.roll_lines import roll_export, roll_lines
from yingbao.edges.web.money.roll_list import roll_list
from yingbao.edges.web.money.roll_names import roll_names
from yingbao.edges.web.money.roll_new import roll_new
from yingbao.edges.web.money.roll_return import roll_return
from yingbao.edges.web.money.roll_show import roll_show

urlpatterns = [
    path("money/", month_board, name="month_board"),
    path("money/open", month_open, name="month_open"),
    path("money/reckon", month_reckon, name="month_reckon"),
    path("money/close", month_close, name="month_close"),
    path("money/sheet", month_sheet, name="month_sheet"),
    path("rolls/", roll_list, name="roll_list"),
    path("rolls/new", roll_new, name="roll_new"),
    path("rolls/<int:roll_id>", roll_show, name="roll_show"),
    path("rolls/<int:roll_id>/lines", roll_lines, name="roll_lines"),
    path("rolls/<int:roll_id>/lines/export", roll_export, name="roll_export"),
    path("rolls/<int:roll_id>/differences", roll_differences, name="roll_differences"),
    path("rolls/<int:roll_id>/approve", roll_approve, name="roll_approve"),
    path("rolls/<int:roll_id>/file", roll_file, name="roll_file"),
    path("rolls/<int:roll_id>/names", roll_names, name="roll_names"),
    path("rolls/<int:roll_id>/return", roll_return, name="roll_return"),
    path("rolls/<int:roll_id>/do/<str:name>", roll_act, name="roll_act"),
    path("rolls/lines/<int:line_id>", line_show, name="line_show"),
    path("rolls/lines/<int:line_id>/leave-out", line_leave_out, name="line_leave_out"),
    path("rolls/problems/<int:problem_id>/accept", problem_accept, name="problem_accept"),
    path("rolls/returns/<int:return_id>", return_show, name="return_show"),
]
