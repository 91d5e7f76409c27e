"""The pure heart: what a lead, a person and a regulation are, and what follows from what happens.

No I/O, no asyncio, no logging here: every function takes what it needs, time included, and returns a value.
"""
