"""What the person logged and what Lull showed: entries, records, the store and the day's totals."""
