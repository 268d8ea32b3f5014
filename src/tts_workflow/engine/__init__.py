"""The rules of the work on a ticket: pure functions over immutable values, no clock and no I/O."""
