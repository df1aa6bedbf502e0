"""From figures and a model to scores: which figures, which points, what is said about them, and how sure they are."""
