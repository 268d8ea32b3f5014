"""The clock of each task: segments and the timers they lead to."""
