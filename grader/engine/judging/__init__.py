"""Worker and judge: two processes, one verdict."""
