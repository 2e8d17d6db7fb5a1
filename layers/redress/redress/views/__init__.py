"""What the desk is shown: shapes of answers, made of values of the model and of nothing else."""
