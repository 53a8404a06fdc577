"""What is written down: the ledger, and nbgrader's gradebook."""
