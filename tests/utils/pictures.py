"""What there is to read in a picture."""


def legend(ax):
    """Return the texts of the legend."""
    return [text.get_text() for text in ax.get_legend().get_texts()]


def texts(ax):
    """Return the texts written into the axes."""
    return [text.get_text() for text in ax.texts]
