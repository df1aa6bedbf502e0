"""Pages for people who look: one self-contained page a check, an index over plans, a strip of statuses."""
