"""Browsers that have signed in to an account before."""
