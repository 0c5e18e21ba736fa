"""What follows a case and surrounds it: awards, re-verification, support plans, certificates."""

from django.urls import path

from yingbao.edges.web.casework.award_list import award_export, award_list
from yingbao.edges.web.casework.award_show import award_show
from yingbao.edges.web.casework.certificate_list import certificate_list, certificate_tell
from yingbao.edges.web.casework.person_file import person_file
from yingbao.edges.web.casework.plan_write import plan_list, plan_of_person, plan_write
from yingbao.edges.web.casework.review_list import review_list, review_new
from yingbao.edges.web.casework.review_sheet import review_sheet
from yingbao.edges.web.casework.review_show import review_case, review_item, review_show

urlpatterns = [
    path("awards/", award_list, name="award_list"),
    path("awards/export", award_export, name="award_export"),
    path("awards/<int:award_id>", award_show, name="award_show"),
    path("reviews/", review_list, name="review_list"),
    path("reviews/new", review_new, name="review_new"),
    path("reviews/<int:review_id>", review_show, name="review_show"),
    path("reviews/<int:review_id>/sheet", review_sheet, name="review_sheet"),
    path("reviews/items/<int:item_id>", review_item, name="review_item"),
    path("reviews/items/<int:item_id>/case", review_case, name="review_case"),
    path("plans/", plan_list, name="plan_list"),
    path("persons/<int:person_id>/file", person_file, name="person_file"),
    path("persons/<int:person_id>/plan", plan_of_person, name="plan_of_person"),
    path("persons/<int:person_id>/plan/new", plan_write, name="plan_write"),
    path("certificates/", certificate_list, name="certificate_list"),
    path("certificates/<int:certificate_id>/tell", certificate_tell, name="certificate_tell"),
]
