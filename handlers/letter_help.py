"""Letters that ask for help for a family: one confidant reads them, and nobody else does."""

from __future__ import annotations

from handlers import letter_cards as cards
from handlers.kit.feature import Feature
from handlers.kit.roles import Can
from storage import letter_views, letters

feature = Feature("letter_help", snapshots=letters.of_ids)

feature.card(cards.HELP, letter_views.view, can=Can.LETTER_HELP)(cards.letter)
