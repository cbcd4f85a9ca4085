"""Exercises for quizzes elsewhere: questions in formats that learning platforms read."""
