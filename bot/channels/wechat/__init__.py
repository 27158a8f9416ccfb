"""The WeChat door: an official account's callback, and the login of the mini-program."""
