"""Answers in words and figures: a table of all problems, rates for each class, several runs side by side."""

import json
import pathlib
import statistics

from .lookup import in_order, problem
from .samples import is_product_of_powers

SRSD = ("srsd-easy", "srsd-medium", "srsd-hard")
TOLD_APART = 0.999999


def answers(folder):
    """The records of a run by problem; a line that was cut short by a kill does not count."""
    found = {}
    path = pathlib.Path(folder, "answers.jsonl")
    for line in path.read_text().splitlines() if path.exists() else []:
        try:
            record = json.loads(line)
        except json.JSONDecodeError:
            continue
        found[record["problem"]] = record
    return found


def rates(records):
    """The results of some problems, in numbers."""
    known = [r for r in records if problem(r["problem"]).identifiable]
    alike = [r for r in records if not problem(r["problem"]).identifiable]
    harder = [r for r in known if not is_product_of_powers(problem(r["problem"]))]
    solved = lambda group: sum(r["judge"]["solved"] for r in group)
    seconds = [r["seconds"] for r in records]
    return {
        "problems": len(records), "solved": solved(records),
        "identifiable": len(known), "identifiable_solved": solved(known),
        "not_identifiable": len(alike), "not_identifiable_solved": solved(alike),
        "not_identifiable_alias": sum(r["judge"]["verdict"] == "alias" for r in alike),
        "no_product_of_powers": len(harder), "no_product_of_powers_solved": solved(harder),
        "skeleton": sum(r["judge"]["verdict"] == "skeleton" for r in known),
        "accurate": sum((r["judge"]["r2"] or -1) > 0.999 for r in records),
        "exact_but_wrong": [r["problem"] for r in known if r["said"] == "exact" and not r["judge"]["solved"]],
        "accurate_but_not_found": [
            r["problem"] for r in records
            if r["said"] in ("none", "approximate") and (r["judge"]["r2"] or -1) >= TOLD_APART],
        "ended_by_force": [r["problem"] for r in records if r["end"] != "finished" or r["status"] not in (0, 1, 3)],
        "median_seconds": statistics.median(seconds), "maximum_seconds": max(seconds)}


def groups(records):
    """Records by class; the SRSD problems together as well, all problems at the end."""
    found = {}
    for record in records:
        found.setdefault(record["class"], []).append(record)
    order = [*SRSD, *sorted(set(found) - set(SRSD))]
    table = {name: found[name] for name in order if name in found}
    srsd = [r for name in SRSD for r in found.get(name, [])]
    if len([name for name in SRSD if name in found]) > 1:
        table["srsd, all"] = srsd
    if len(found) > 1:
        table["all"] = list(records)
    return table


def share(part, whole):
    return f"{part}/{whole} = {100 * part / whole:.1f} %" if whole else ""


def rate_table(records):
    lines = [
        "| class | solved | of the identifiable | of those that are not products of powers | not identifiable: solved, alias"
        " | right form, constants off | R² > 0.999 | “exact” but wrong | not “found” at R² ≥ 0.999999 | median s | longest s |",
        "|---|---|---|---|---|---|---|---|---|---|---|"]
    for name, group in groups(records).items():
        r = rates(group)
        lines.append(
            f"| {name} | {share(r['solved'], r['problems'])} | {share(r['identifiable_solved'], r['identifiable'])}"
            f" | {share(r['no_product_of_powers_solved'], r['no_product_of_powers'])}"
            f" | {r['not_identifiable_solved']}, {r['not_identifiable_alias']} of {r['not_identifiable']}"
            f" | {r['skeleton']} | {share(r['accurate'], r['problems'])} | {len(r['exact_but_wrong'])}"
            f" | {len(r['accurate_but_not_found'])} | {r['median_seconds']:.1f} | {r['maximum_seconds']:.1f} |")
    return "\n".join(lines)


def problem_table(records):
    lines = ["| problem | solved | verdict | the tool said | s | complexity (truth) | relative RMSE | formula |",
             "|---|---|---|---|---|---|---|---|"]
    for record in records:
        judged = record["judge"]
        error = "" if judged["nrmse"] is None else f"{judged['nrmse']:.1e}"
        complexity = f"{judged.get('complexity', '')} ({judged.get('complexity_of_truth', '')})"
        formula = record["formula"] or record.get("message", "").strip()[-120:]
        formula = formula if len(formula) <= 120 else formula[:117] + "…"
        formula = formula.replace("|", "\\|").replace("\n", " ")
        lines.append(
            f"| {record['problem']} | {'yes' if judged['solved'] else 'no'} | {judged['verdict']} | {record['said']}"
            f" | {record['seconds']:.1f} | {complexity} | {error} | `{formula}` |")
    return "\n".join(lines)


def write(folder):
    """Writes table.md and table.json with the results so far."""
    found = answers(folder)
    if not found:
        return
    records = [found[name] for name in in_order(found)]
    settings = json.loads(pathlib.Path(folder, "settings.json").read_text())
    numbers = {name: rates(group) for name, group in groups(records).items()}
    wrong = [f"* “exact” but wrong: {', '.join(numbers_of['exact_but_wrong'])}"
             for numbers_of in [rates(records)] if numbers_of["exact_but_wrong"]]
    chosen = ", ".join(f"{key} {value}" for key, value in settings.items() if value and key != "tool")
    text = "\n\n".join(filter(None, [
        f"# Recovery: {chosen}", rate_table(records), "\n".join(wrong), problem_table(records)])) + "\n"
    _replace(pathlib.Path(folder, "table.md"), text)
    document = {"settings": settings, "rates": numbers, "answers": records}
    _replace(pathlib.Path(folder, "table.json"), json.dumps(document, indent=1) + "\n")


def _replace(path, text):
    partial = path.with_suffix(path.suffix + ".partial")
    partial.write_text(text)
    partial.replace(path)


def side_by_side(folders):
    """Solved problems of each class, one line per run."""
    runs = {pathlib.Path(folder).name: groups(list(answers(folder).values())) for folder in folders}
    classes = list(dict.fromkeys(name for table in runs.values() for name in table))
    lines = ["| run | " + " | ".join(classes) + " |", "|---" * (len(classes) + 1) + "|"]
    for run, table in runs.items():
        cells = []
        for name in classes:
            r = rates(table[name]) if name in table else None
            cells.append(share(r["solved"], r["problems"]) if r else "")
        lines.append(f"| {run} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
