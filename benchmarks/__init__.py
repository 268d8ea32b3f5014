"""One command per figure, each with what it is compared to in the same run."""
