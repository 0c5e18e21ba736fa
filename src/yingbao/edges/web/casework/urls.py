"""The screens of casework."""

from django.urls import path

from yingbao.edges.web.casework.bundle_show import bundle_show
from yingbao.edges.web.casework.case_act import case_act, case_decide
from yingbao.edges.web.casework.case_list import case_list
from yingbao.edges.web.casework.case_new import case_new
from yingbao.edges.web.casework.case_propose import case_propose
from yingbao.edges.web.casework.case_sheet import case_sheet
from yingbao.edges.web.casework.case_show import case_show
from yingbao.edges.web.casework.case_together import case_together, decide_together, do_together
from yingbao.edges.web.casework.letter_show import letter_show, letter_take
from yingbao.edges.web.casework.notice_list import notice_list
from yingbao.edges.web.casework.notice_new import notice_new
from yingbao.edges.web.casework.notice_public import notice_public
from yingbao.edges.web.casework.notice_sheet import notice_sheet
from yingbao.edges.web.casework.notice_show import notice_show
from yingbao.edges.web.casework.objection_list import objection_list
from yingbao.edges.web.casework.objection_new import objection_new
from yingbao.edges.web.casework.objection_show import objection_reveal, objection_show
from yingbao.edges.web.casework.office_list import office_list, office_write

urlpatterns = [
    path("cases/", case_list, name="case_list"),
    path("cases/propose", case_propose, name="case_propose"),
    path("cases/together", case_together, name="case_together"),
    path("cases/together/do", do_together, name="do_together"),
    path("cases/together/decide", decide_together, name="decide_together"),
    path("cases/together/<int:bundle_id>", bundle_show, name="bundle_show"),
    path("cases/<int:case_id>", case_show, name="case_show"),
    path("cases/<int:case_id>/sheet", case_sheet, name="case_sheet"),
    path("cases/<int:case_id>/decide/<str:name>", case_decide, name="case_decide"),
    path("cases/<int:case_id>/<str:name>", case_act, name="case_act"),
    path("persons/<int:person_id>/apply", case_new, name="case_new"),
    path("notices/", notice_list, name="notice_list"),
    path("notices/new", notice_new, name="notice_new"),
    path("notices/<int:notice_id>", notice_show, name="notice_show"),
    path("notices/<int:notice_id>/sheet", notice_sheet, name="notice_sheet"),
    path("notices/<int:notice_id>/objection", objection_new, name="objection_new"),
    path("n/<str:slug>", notice_public, name="notice_public"),
    path("objections/", objection_list, name="objection_list"),
    path("objections/<int:objection_id>", objection_show, name="objection_show"),
    path("objections/<int:objection_id>/objector", objection_reveal, name="objection_reveal"),
    path("letters/<int:letter_id>", letter_show, name="letter_show"),
    path("letters/<int:letter_id>/<str:form>", letter_take, name="letter_take"),
    path("offices/", office_list, name="office_list"),
    path("offices/<str:code>", office_write, name="office_write"),
]
