"""工作台: tickets, unanswered questions, opinions, use, and the switches of the channels."""
