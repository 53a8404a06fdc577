from tests.tiny_course import course

__all__ = ["course"]
