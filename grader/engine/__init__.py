"""The judge of untrusted notebooks: a warm zygote, a contained worker, a trusted judge."""
