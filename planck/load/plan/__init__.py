"""A tree of nodes to a plan."""
