"""Plan and figures to assessments: which figures count, laid out as arrays, judged by the engine."""
