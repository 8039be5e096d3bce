"""What could not be delivered, told to the admins."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from handlers.kit.card import card, pack
from handlers.kit.feature import Feature
from handlers.kit.texts import School, Texts, lines
from storage import delivery, people, posts
from storage.base import Session

feature = Feature("delivery")


async def report(session: Session, school: School, now: datetime) -> int:
    """Tells every admin, in one message, what is dead or in doubt since the last report.

    Returns how many posts that is about.
    """
    troubles = await delivery.troubles(session)
    if not troubles:
        return 0
    reasons = Counter((post.state, post.reason or "") for post in troubles)
    rows = []
    for admin in await people.admins(session):
        texts = Texts(school.closest(admin.language), school)
        said = lines(
            texts("trouble-title", count=len(troubles)),
            *(
                texts("trouble-line", state=state, reason=reason, count=count)
                for (state, reason), count in reasons.most_common(5)
            ),
        )
        payload = pack(card(said))
        rows.append(posts.row("trouble", admin.user_id, texts.language, now, payload=payload))
    await posts.queue(session, rows)
    await delivery.mark_reported(session, [post.id for post in troubles])
    return len(troubles)
