"""Pictures that move where pictures move, and are stills where they do not."""

from html import escape

from IPython.display import SVG


def picture(width, height, title, parts):
    """Return a picture of some elements of SVG; the title is read out instead of it."""
    return SVG(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img"><title>{escape(title)}</title>{parts}</svg>'
    )


def motion(kind, values, seconds):
    """Return the motion of an element through some values, three times: it stays at the last.

    Parameters
    ----------
    kind : {"translate", "rotate"}
    values : iterable of str
    seconds : float
        For all of them.
    """
    return (
        f'<animateTransform attributeName="transform" type="{kind}" values="{";".join(values)}" '
        f'dur="{seconds:g}s" repeatCount="3" fill="freeze"/>'
    )
