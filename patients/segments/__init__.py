"""Segments: the patient's own rhythm. The same formulas twice, and tests that hold them together:

`reference` says them in plain Python, one patient and one day at a time; `summary` and `history` compute them for
everybody in SQL. A segment on day A is a pure function of the facts with event date <= A, the holds known on A, the
stored borders of the best (`best`) and the policy's numbers.
"""
