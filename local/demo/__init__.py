"""A believable day, sent through the running local stack by its own doors: nothing here takes a short cut."""
