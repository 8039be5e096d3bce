"""What happens by itself, on time: the clock, alarms, the sender, housekeeping."""
