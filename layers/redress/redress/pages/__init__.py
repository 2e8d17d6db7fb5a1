"""What reporters and authors see in a browser: the form, the status, the decision. No script, five languages."""
