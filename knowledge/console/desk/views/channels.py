"""渠道开关: administrators open and close each channel, with what people then read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from knowledge.console.desk import stores
from knowledge.console.desk.models import ChannelSubject
from knowledge.console.desk.stores import says_when_away
from knowledge.console.people.roles import administrators_only
from knowledge.switches.store import CHANNELS, DEFAULT_MESSAGE, LONGEST_MESSAGE
from knowledge.tickets.clock import now

_MOST_PAST = 20


@require_http_methods(["GET", "POST"])
@administrators_only
@says_when_away
def index(request: HttpRequest) -> HttpResponse:
    """The state of every channel and who changed it last; POST ``channel``, ``open`` (1 or 0) and ``message`` switches."""
    if request.method == "POST":
        return _switch(request)
    past = ModelLogEntry.objects.filter(action="desk.switch").select_related("user").order_by("-timestamp")
    return render(
        request,
        "desk/channels.html",
        {
            "header_title": "渠道开关",
            "switches": [(one, CHANNELS[one.channel]) for one in stores.switches().all()],
            "default": DEFAULT_MESSAGE,
            "longest": LONGEST_MESSAGE,
            "past": past[:_MOST_PAST],
        },
    )


def _switch(request: HttpRequest) -> HttpResponse:
    channel, open_ = request.POST.get("channel", ""), request.POST.get("open") == "1"
    if channel not in CHANNELS or request.POST.get("open") not in ("0", "1"):
        messages.error(request, "没有这个渠道。")
        return redirect("desk:channels")
    switch = stores.switches().turn(
        channel, open=open_, message=request.POST.get("message", ""), by=request.user.get_username(), now=now()
    )
    log(
        instance=ChannelSubject(CHANNELS[channel]),
        action="desk.switch",
        user=request.user,
        data={"channel": channel, "open": open_, "message": "" if open_ else switch.message},
    )
    done = "已打开，马上可以正常使用" if open_ else "已关闭，来的人都会看到您写的话"
    messages.success(request, f"{CHANNELS[channel]}{done}（1到2秒内生效）。")
    return redirect("desk:channels")
