"""Who grades: this machine's processes, or a cluster's."""
