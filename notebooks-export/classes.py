"""Adds the true classes of a table to a notebook of log-odds, and shows how well formula and network separate them.

    python classes.py NOTEBOOK.ipynb TABLE.csv
"""
import sys

import nbformat
import numpy as np

path, table = sys.argv[1:]
rows = np.genfromtxt(table, delimiter=",", names=True)
archive = path.replace(".ipynb", ".npz")
columns = dict(np.load(archive))
np.savez(archive, **columns, label=rows["label"])

book = nbformat.read(path, as_version=4)
book.cells += [
    nbformat.v4.new_markdown_cell(
        "## Classes\n\n`log_odds` above is the output of the network of all 43 variables; `label` is the true class: 1 for prompt muons, 0 for multijets. "
        "The area under the ROC curve is the probability that a prompt muon gets the larger log-odds."
    ),
    nbformat.v4.new_code_cell(
        "label = data[\"label\"]\n\n\n"
        "def area(score):\n"
        "    ranks = np.argsort(np.argsort(score)) + 1\n"
        "    ones, zeros = label.sum(), (1 - label).sum()\n"
        "    return (ranks[label == 1].sum() - ones * (ones + 1) / 2) / (ones * zeros)\n\n\n"
        "for name, score in [(\"formula\", predicted), (\"network of 43 variables\", truth)]:\n"
        "    print(f\"{name}: AUC {area(score):.4f} on {len(label)} test events\")"
    ),
    nbformat.v4.new_code_cell(
        "fig, axes = plt.subplots(figsize=(5, 3.8), layout=\"constrained\")\n"
        "for value, name in [(0, \"multijets\"), (1, \"prompt muons\")]:\n"
        "    axes.hist(1 / (1 + np.exp(-predicted[label == value])), bins=25, range=(0, 1), histtype=\"step\", density=True, label=name)\n"
        "axes.set(xlabel=\"probability of a prompt muon by the formula\", ylabel=\"density\")\n"
        "axes.legend()\n"
        "plt.show()"
    ),
]
nbformat.write(book, path)
