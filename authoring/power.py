"""The diagnosing power of an exercise: what becomes of the wrong answers made by the builder."""

from authoring.marks import agree

MOST_ALIKE = 2  # causes that no check tells apart and that are still told, both of them


def measure(source, own, ran, marks):
    """Return what became of an exercise's mutants.

    Parameters
    ----------
    source : authoring.source.Source
    own : list of authoring.variants.Variant
        All variants of the exercise.
    ran : dict
        Outcomes by the key of the variant.
    marks : dict
        Marks of all that does not hold, by the key of the variant.

    Returns
    -------
    mutants : list of dict
        "says" and "outcomes", for naming.
    power : dict
        "mutants", and of these "rejected", "named" by the author's words, "explained" by a
        relation or an error, "worded" by their own; the lists "passes", of those that no check
        rejects, and "misled", of those that are told a mistake that is not theirs.
    """
    mistakes = [variant for variant in own if variant.kind == "mistake"]
    accepted = equivalents(source, own[0].cell.name)
    power = {"mutants": 0, "rejected": 0, "named": 0, "explained": 0, "worded": 0}
    power |= {"passes": [], "misled": []}
    groups = []
    tried = (v for v in own if v.kind == "mutant" and v.key in ran and v.key in marks)
    for variant in (v for v in tried if v.change not in accepted):
        outcome, outcomes = ran[variant.key], marks[variant.key]
        power["mutants"] += 1
        if not outcome["error"] and not any(c["error"] for c in outcome["checks"]) and not outcomes:
            power["passes"].append(variant.change)
            continue
        power["rejected"] += 1
        alike = [m for m in mistakes if outcomes and agree(outcomes, marks[m.key])]
        if alike:
            _compare(variant, alike, ran, power)
            continue
        explained = any(check["cause"] for check in outcome["checks"])
        power["explained"] += explained
        if any(mark is not None for mark in outcomes.values()):
            _add(groups, variant, outcomes, explained)
    entries = [
        {"says": says, "outcomes": group["outcomes"]}
        for group in groups
        for says in group["words"]
        if len(group["words"]) <= MOST_ALIKE
    ]
    unexplained = sum(g["unexplained"] for g in groups if len(g["words"]) <= MOST_ALIKE)
    power["worded"] = unexplained
    return entries, power


def equivalents(source, exercise):
    """Return the changes that the author has declared to leave a right answer right."""
    lines = [line for cell in source.of(exercise, "equivalent") for line in cell.text.splitlines()]
    return {line.partition("`")[2].partition("`")[0] for line in lines if line.startswith("- `")}


def _compare(variant, alike, ran, power):
    """Tell a mutant that is the recorded mistake from one that only looks like it."""
    probes = ran[variant.key]["probes"]
    own = [m for m in alike if _agree_on_probes(probes, ran[m.key]["probes"])]
    if own:
        power["named"] += 1
    else:
        power["misled"].append(f"{variant.change}: told that {alike[0].says}")


def _agree_on_probes(one, other):
    pairs = zip(one, other, strict=False)
    return all(agree({"": a}, {"": b}, within=1e-5) for a, b in pairs)


def _add(groups, variant, outcomes, explained):
    """Put a mutant to those that did the same."""
    for group in groups:
        if agree(group["outcomes"], outcomes):
            break
    else:
        group = {"outcomes": outcomes, "words": [], "unexplained": 0}
        groups.append(group)
    group["unexplained"] += not explained
    if variant.says not in group["words"]:
        group["words"].append(variant.says)
