"""The regulation of these runs: op10 in seconds."""

REMIND, ESCALATE, UNDO = 3.0, 6.0, 60.0  # seconds
REGULATION = f"""\
extends = "op10"
name = "kill"
title = "op10 in seconds"
undo = "{UNDO:.0f}s"

[[clocks]]
code = "first_touch"

[[clocks.ladder]]
after = "{REMIND:.0f}s"
notify = "manager"

[[clocks.ladder]]
after = "{ESCALATE:.0f}s"
notify = "supervisors"

[[actions]]
code = "no_answer"
starts = []  # a run that meets the very minute of the plan would be judged for reminders of another clock
"""
