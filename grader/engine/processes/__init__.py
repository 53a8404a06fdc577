"""The warm processes, and those forked from them."""
