"""What a teacher does: hand out, collect, grade, see what the class got wrong.

Answers are data here. Nothing of a student's is run, imported or unpickled.
"""
