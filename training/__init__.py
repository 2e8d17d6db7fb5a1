"""Makes the learnt weights, away from everything that ships. README.md says how."""
