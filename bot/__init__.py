"""The running process: configuration, wiring, Telegram's wire, the command line."""
