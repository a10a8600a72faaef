"""What a learner knows, what to ask next, and how an answer is judged: pure functions, no torch, no clock, no prose.

The curriculum says what there is to learn; the dialogue says when a learner is asked. Here is what lies between.
"""
