"""What stops the making of the pages."""


class SiteFault(Exception):
    """Says in a line what is wrong and where."""
