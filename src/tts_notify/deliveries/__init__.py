"""The record of telling one person over one channel."""
