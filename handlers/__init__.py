"""What people say and tap, and what they see back: one module a feature."""

from handlers import (
    classes,
    delivery,
    families,
    meetings,
    my,
    notice_authors,
    notice_changes,
    notice_lists,
    notice_told,
    notices,
    people,
    questions,
)

# The one visible list: what is not here does not exist for anybody.
FEATURES = (
    questions.feature,
    people.feature,
    classes.feature,
    families.feature,
    notices.feature,
    notice_authors.feature,
    notice_told.feature,
    notice_changes.feature,
    notice_lists.feature,
    meetings.feature,
    my.feature,
    delivery.feature,
)
