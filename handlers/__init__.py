"""What people say and tap, and what they see back: one module a feature."""

from handlers import classes, delivery, families, my, people, questions

# The one visible list: what is not here does not exist for anybody.
FEATURES = (
    questions.feature,
    people.feature,
    classes.feature,
    families.feature,
    my.feature,
    delivery.feature,
)
