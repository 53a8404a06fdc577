"""Plain data between processes: a channel of frames, and the messages in them."""

from grader.engine.wire.messages import Tree, WireError, dump, load

__all__ = ["Tree", "WireError", "dump", "load"]
