"""What the next version of a workflow will say."""
