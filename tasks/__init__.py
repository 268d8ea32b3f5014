"""Background work: the actors of each worker, the relay and the scheduler."""
