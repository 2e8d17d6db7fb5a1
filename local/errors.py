"""What stops the stack on a laptop, in words for the person who started it."""


class CannotStart(Exception):
    """Its text is all that the person sees, so it says what to do next."""
