"""Roles and what they may do (岗位与权限), in plain words."""

from django.http import HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.choices import Role
from yingbao.office.access.permissions import NEEDS_SECOND_FACTOR, PERMISSIONS, Permission
from yingbao.office.access.wording import PERMISSIONS_IN_WORDS, ROLES


@policy(scope=Scope.OFFICER)
def role_list(request: OfficerRequest) -> HttpResponse:
    """Say of every role what it is for and what it may do."""
    roles = [
        {
            "role": role,
            "purpose": ROLES[role],
            "may": [
                {"words": PERMISSIONS_IN_WORDS[each], "twice": each in NEEDS_SECOND_FACTOR}
                for each in Permission
                if each in PERMISSIONS[role]
            ],
        }
        for role in Role
    ]
    return render(request, "access/role_list.html", {"roles": roles})
