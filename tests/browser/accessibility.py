"""What axe-core, the engine of most accessibility tools, finds on a page."""

from axe_playwright_python.sync_playwright import Axe

GRAVE = ("serious", "critical")


def barriers(page, within=None):
    """List what keeps people from using a page, or a part of it.

    Parameters
    ----------
    page : playwright.sync_api.Page
    within : str, optional
        Selector of the part that is ours.

    Returns
    -------
    list of str
        Only serious and critical findings, a line for each element.
    """
    found = Axe().run(page, context=within).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]
