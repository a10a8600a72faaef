"""Tests mirror modules; conversations/ holds golden dialogues, browser/ drives a real Chromium."""
