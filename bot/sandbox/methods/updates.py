"""Methods about updates: getUpdates and the webhook, which exclude each other."""

import re
from typing import TYPE_CHECKING

from bot.sandbox.errors import ApiError, Json, bad_request
from bot.sandbox.methods.registry import method
from bot.sandbox.requests import DeleteWebhook, GetUpdates, GetWebhookInfo, SetWebhook
from bot.sandbox.updates import MOST_UPDATES
from bot.sandbox.webhook import CONNECTIONS

if TYPE_CHECKING:
    from bot.sandbox.town import Town

# Bot API: setWebhook.
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
MOST_CONNECTIONS = 100
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


@method(GetUpdates)
async def get_updates(town: "Town", request: GetUpdates) -> list[Json]:
    """Bot API: getUpdates."""
    if town.webhook is not None:
        raise ApiError(409, WEBHOOK_ACTIVE)
    town.updates.allow(request.allowed_updates)
    limit = MOST_UPDATES if request.limit is None else request.limit
    return await town.updates.fetch(request.offset or 0, limit, request.timeout or 0)


@method(SetWebhook)
def set_webhook(town: "Town", request: SetWebhook) -> bool:
    """Bot API: setWebhook; unlike Telegram it takes http and any port, on this machine."""
    if request.url and not request.url.startswith(("http://", "https://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if request.secret_token is not None and not SECRET.fullmatch(request.secret_token):
        raise bad_request("secret token contains unallowed characters")
    if request.drop_pending_updates:
        town.updates.drop()
    town.updates.allow(request.allowed_updates)
    town.updates.oust("Conflict: terminated by setWebhook request")
    connections = max(1, min(request.max_connections or CONNECTIONS, MOST_CONNECTIONS))
    town.set_webhook(request.url, request.secret_token, connections)
    return True


@method(DeleteWebhook)
def delete_webhook(town: "Town", request: DeleteWebhook) -> bool:
    """Bot API: deleteWebhook."""
    town.set_webhook(None)
    if request.drop_pending_updates:
        town.updates.drop()
    return True


@method(GetWebhookInfo)
def get_webhook_info(town: "Town", request: GetWebhookInfo) -> Json:
    """Bot API: getWebhookInfo."""
    webhook = town.webhook
    info: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": town.pending,
    }
    if webhook is not None:
        info["max_connections"] = webhook.connections
    if webhook is not None and webhook.failure is not None:
        info["last_error_date"] = int(webhook.failure.at.timestamp())
        info["last_error_message"] = webhook.failure.text
    if town.updates.allowed is not None:
        info["allowed_updates"] = sorted(town.updates.allowed)
    return info
