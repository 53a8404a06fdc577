"""The courses, and where they are published."""

import tomllib
from dataclasses import dataclass
from urllib.parse import quote

COURSES = ("course1_supervised", "course2_advanced", "course3_unsupervised_rl")


@dataclass(frozen=True)
class Place:
    """A repository on GitHub.

    Attributes
    ----------
    repository : str
        Address of the repository on GitHub, without a slash at its end.
    branch : str
    """

    repository: str
    branch: str

    @classmethod
    def read(cls, root):
        """Read the place from a repository's pyproject.toml.

        Parameters
        ----------
        root : pathlib.Path
        """
        settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
        return cls(**settings["tool"]["course"])

    def colab(self, notebook):
        """Return the address that opens a notebook of the course in Google Colab.

        Parameters
        ----------
        notebook : pathlib.Path
            Relative to the root.
        """
        owner_and_name = self.repository.removeprefix("https://github.com/")
        return (
            f"https://colab.research.google.com/github/{owner_and_name}"
            f"/blob/{self.branch}/{quote(notebook.as_posix())}"
        )
