"""Numbers only: rates, paths, goals, outcomes and status methods as functions of arrays. No files, no clock.

Every function takes arrays over regions (shape R; a scalar is an array of one) so that one district and every county
of a country are judged by the same code. A number that has no meaning is NaN here and carries the reason with it
(`Measured`); outside it is *missing with that reason*.
"""
