"""The servers that an ecosystem starts itself where none is given."""
