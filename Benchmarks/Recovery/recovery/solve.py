"""One problem in one process: writes the table, runs the tool, judges the answer, prints a record.

    python -m recovery.solve SETTINGS_JSON PROBLEM
"""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time

from .judge import judge
from .lookup import problem
from .samples import training_rows, write_csv
from .settings import Settings


def solve(settings, problem):
    """The record of one problem."""
    problem = problem.with_irrelevant_columns(settings.irrelevant)
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "table.csv")
        X, y = training_rows(problem, settings.noise)
        write_csv(table, X[:settings.rows], y[:settings.rows])
        record, account = run(command(settings, problem, table), settings.limit)
    formula = account.get("formula") or {}
    search = account.get("search") or {}
    record = {"problem": problem.id, "class": problem.group} | record | {
        "said": search.get("verdict", "none"), "formula": formula.get("text"),
        "structures": len(search.get("attempts", [])), "warnings": search.get("warnings", [])}
    return record | {"judge": judge(problem, record["formula"])}


def command(settings, problem, table):
    words = [settings.tool, "discover", table, "--target", "y", "--effort", settings.effort,
             "--seed", str(settings.seed), "--threads", str(settings.threads), "--json", "--quiet"]
    if settings.seeds > 1:
        words += ["--seeds", str(settings.seeds)]
    if settings.units:
        units = [f"x{i}={v.unit}" for i, v in enumerate(problem.variables)] + [f"y={problem.unit}"]
        words += ["--units", ",".join(units)]
    if settings.without:
        words += ["--without", ",".join(settings.without)]
    return words


def run(words, limit):
    """(how the tool ended, its account); after `limit` seconds it is asked to stop, then terminated."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(words, stdout=output, stderr=errors)
        end = "finished"
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            end = "stopped"
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                end = "killed"
                process.kill()
                process.wait()
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        record = {
            "end": end, "status": process.returncode, "seconds": round(time.monotonic() - started, 3),
            "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 3), "megabytes": usage.ru_maxrss // 1024}
        output.seek(0)
        errors.seek(0)
        try:
            return record, json.loads(output.read())
        except json.JSONDecodeError:
            return record | {"message": errors.read().decode(errors="replace")[-500:]}, {}


def main():
    settings = json.loads(sys.argv[1])
    settings["without"] = tuple(settings["without"])
    print(json.dumps(solve(Settings(**settings), problem(sys.argv[2]))))


if __name__ == "__main__":
    main()
