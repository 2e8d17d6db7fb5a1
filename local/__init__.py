"""The laptop: the engine, the deploy, the doors and the sign-in that stand in for AWS. Never shipped."""
