"""The shell: starts, wires, ticks. Nobody imports it."""
