"""`make bench`: each speed goal as a ratio to a floor that is measured side by side, in the same run."""
