"""What founders say of the answers, and the questions that got none: for staff, the words masked."""
