"""`python -m bot` is `homeroom`."""

from bot.cli import main

main()
