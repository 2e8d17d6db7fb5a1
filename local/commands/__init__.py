"""One module for each command. They import what they need when they run, so that `--help` and `token` are quick."""
