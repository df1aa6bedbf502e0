"""What is told, before anybody lays it out: words and rounded numbers in one language, the most important first."""
