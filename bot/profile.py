"""What the bot says of itself in Telegram, and the rights it asks for when it is added."""

from __future__ import annotations

from telegram import Bot, ChatAdministratorRights

from handlers.kit.texts import School, Texts

# Bot API: setMyDescription and setMyShortDescription, in characters.
LONGEST = 512
LONGEST_SHORT = 120
# Whoever makes the bot an administrator is offered this and no more: it takes typed commands away.
RIGHTS = ChatAdministratorRights(
    can_delete_messages=True,
    is_anonymous=False,
    can_manage_chat=False,
    can_manage_video_chats=False,
    can_restrict_members=False,
    can_promote_members=False,
    can_change_info=False,
    can_invite_users=False,
    can_post_stories=False,
    can_edit_stories=False,
    can_delete_stories=False,
)


def profile(school: School) -> list[tuple[str, str, str]]:
    """Each of the school's languages, with the description and the short one."""
    spoken = [Texts(language, school) for language in school.languages]
    return [
        (
            texts.language,
            _cut(texts.plain("bot-description", school=school.name), LONGEST),
            _cut(texts.plain("bot-short-description", school=school.name), LONGEST_SHORT),
        )
        for texts in spoken
    ]


async def publish_profile(bot: Bot, school: School) -> None:
    """Sets the descriptions in each of the school's languages, and the rights; not the name.

    Raises:
        TelegramError: Telegram does not take it, or cannot be reached.
    """
    for language, long, short in profile(school):
        # Telegram knows two-letter codes; the default language is also the one for all others.
        codes = [language.split("-")[0], *([None] if language == school.default_language else [])]
        for code in codes:
            await bot.set_my_description(long, language_code=code)
            await bot.set_my_short_description(short, language_code=code)
    await bot.set_my_default_administrator_rights(RIGHTS)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
