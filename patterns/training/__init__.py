"""Making the reader's adapters and heads from the corpus. Development only: PyTorch lives here and nowhere else."""
