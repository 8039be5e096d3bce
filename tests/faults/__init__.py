"""Faults as tests: the bot as a process, the stand-in's journal as the truth."""
