"""What a learner finds where the answer goes."""

import re

from nbgrader.preprocessors import ClearSolutions as _ClearSolutions

from authoring.rules import SOLUTION

NOT_ATTEMPTED = 'raise NotImplementedError("not attempted yet: replace this line by your code")'


class ClearSolutions(_ClearSolutions):
    """nbgrader's step of the same name, except that a cell may bring its own placeholder.

    A quiz answer is ``name = None`` rather than an exception, so that a learner can run all
    of a quiz while some questions are open.
    """

    def preprocess_cell(self, cell, resources, cell_index):
        """Replace the solution by the cell's own placeholder or by nbgrader's."""
        if "stub" not in cell.metadata:
            return super().preprocess_cell(cell, resources, cell_index)
        cell.source = cell.metadata.pop("stub")
        return cell, resources


def with_stub(text, raising=False):
    """Replace the solution in the text of a cell by a placeholder.

    Parameters
    ----------
    text : str
        Source text with one solution region.
    raising : bool
        Whether a placeholder at the top of a cell stops it, as in an assignment. In a lecture
        it is a comment there, so that the notebook runs on.

    Returns
    -------
    str
        The text. Inside a function the placeholder always raises when called.
    """

    def stub(match):
        indent = match[1]
        return indent + (NOT_ATTEMPTED if indent or raising else "# YOUR CODE HERE")

    begin, end = SOLUTION
    return re.sub(rf"^([ \t]*){begin}.*?{end}$", stub, text, flags=re.DOTALL | re.MULTILINE)
