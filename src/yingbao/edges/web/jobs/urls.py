"""The screens of background work."""

from django.urls import path

from yingbao.edges.web.jobs.job_list import job_again, job_cancel, job_list

urlpatterns = [
    path("jobs/", job_list, name="job_list"),
    path("jobs/<int:job_id>/cancel", job_cancel, name="job_cancel"),
    path("jobs/<int:job_id>/again", job_again, name="job_again"),
]
