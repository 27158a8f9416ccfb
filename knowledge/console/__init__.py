"""The staff console: a Django project in which every part is an app of its own (docs/console-developers.md)."""
