"""The report on North Korea and Russia: what each chapter computes, draws and says."""
