"""The hit test, and the test questions that guard every release."""
