"""The diagnosing power of an exercise: what becomes of the wrong answers made by the builder."""

from authoring.marks import agree, same, tells

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
    solution = next(ran[v.key]["probes"] for v in own if v.kind == "solution")
    alternatives = [ran[v.key]["probes"] for v in own if v.kind == "alternative"]
    right = _undisputed(solution, alternatives)
    mistakes = [variant for variant in own if variant.kind == "mistake"]
    accepted = equivalents(source, own[0].cell.name)
    power = {"mutants": 0, "rejected": 0, "named": 0, "explained": 0, "worded": 0}
    power |= {"passes": [], "misled": []}
    groups = []
    tried = (v for v in own if v.kind == "mutant" and v.key in marks)
    for variant in (v for v in tried if v.change not in accepted):
        outcome, outcomes = ran[variant.key], marks[variant.key]
        passes = not (outcome["error"] or outcomes or any(c["error"] for c in outcome["checks"]))
        if passes and _rounds_whole_numbers(variant, outcome["probes"], solution):
            continue
        power["mutants"] += 1
        if passes:
            power["passes"].append(variant.change)
            continue
        power["rejected"] += 1
        # Errors alone name nothing, and what died or took too long has left only noise.
        seen = any(isinstance(mark, list) for mark in outcomes.values())
        alike = [m for m in mistakes if seen and agree(outcomes, marks[m.key])]
        if alike:
            _compare(variant, alike, right, ran, power)
            continue
        explained = any(check["cause"] for check in outcome["checks"])
        power["explained"] += explained
        if tells(outcomes):
            _add(groups, variant, outcomes, explained)
    told = [group for group in groups if len(group["words"]) <= MOST_ALIKE]
    power["worded"] = sum(group["unexplained"] for group in told)
    entries = [{"says": s, "outcomes": g["outcomes"]} for g in told for s in g["words"]]
    return entries, power


def equivalents(source, exercise):
    """Return the changes that the author has declared to leave a right answer right."""
    lines = [line for cell in source.of(exercise, "equivalent") for line in cell.text.splitlines()]
    return {line.partition("`")[2].partition("`")[0] for line in lines if line.startswith("- `")}


def _compare(variant, alike, right, ran, power):
    """Tell a mutant that is the recorded mistake from one that only looks like it."""
    probes = ran[variant.key]["probes"]
    # Where a value falls between two roundings, the last bits decide.
    rounded = "rounded" in variant.says and any("rounded" in mistake.says for mistake in alike)
    if rounded or any(_is_same(probes, ran[m.key]["probes"], right) for m in alike):
        power["named"] += 1
    else:
        power["misled"].append(f"{variant.change}: told that {alike[0].says}")


def _undisputed(solution, alternatives):
    """Return what the solution makes of the probes; None where a right answer makes another."""
    return [
        mark if all(n < len(other) and _agree(mark, other[n]) for other in alternatives) else None
        for n, mark in enumerate(solution)
    ]


def _is_same(one, other, right):
    """Return whether two answers agree on most of the probes on which the first one is wrong."""
    telling = [n for n, mark in enumerate(one) if n < len(right) and not _agree(mark, right[n])]
    agreed = sum(n < len(other) and _agree(one[n], other[n]) for n in telling)
    return 4 * agreed >= 3 * len(telling)  # all but those that are noise


def _agree(one, other):
    return same(one, other, within=1e-5)


def _rounds_whole_numbers(variant, probes, right):
    """Return whether a mutant only rounds what is whole on further inputs, too: it is right."""
    return ("→ return round(" in variant.change or "→ return int(" in variant.change) and bool(
        probes and all(map(_agree, probes, right))
    )


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
