"""What the notebooks import."""

# The name is the function, also where the module of that name has been imported.
from utils.submit import submit as submit
