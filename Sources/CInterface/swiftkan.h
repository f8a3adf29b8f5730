/* SwiftKAN for programs of other languages: load and evaluate models, search for laws.
 *
 * Link with -lswiftkan. Texts are UTF-8 and end with a zero byte. What a function returns belongs to the caller, who gives texts back
 * by swiftkan_free and models by swiftkan_model_free. Where a function fails it sets *error, unless error is NULL, to one sentence
 * that says what, where and what to do; otherwise it sets it to NULL. Functions may be called from any thread, a model by several
 * threads at once. The library contains the GNU Scientific Library: a program that is distributed with it is under the GPL, version 3.
 */
#ifndef SWIFTKAN_H
#define SWIFTKAN_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A network or a law, as a model file *.kan holds it. */
typedef struct swiftkan_model swiftkan_model;

/* Reads a model file; NULL where it cannot be read. */
swiftkan_model *swiftkan_model_load(const char *path, char **error);

/* What the model is, as JSON: {"inputs": names, "columns": names, "source": "formula" or "network", "formulas": records}. */
char *swiftkan_model_describe(const swiftkan_model *model);

/* How many numbers a row of inputs has, and a row of results; 0 for NULL. */
size_t swiftkan_model_inputs(const swiftkan_model *model);
size_t swiftkan_model_columns(const swiftkan_model *model);

/* Evaluates count rows. `rows` holds count times as many numbers as the model has inputs, row by row; `results`, which the caller
 * provides, gets count times as many as it has columns: values of quantities, probabilities of labels, each followed by its standard
 * error where the constants of a formula have some. Returns 0, or -1 where it fails. Not a number stands where a formula is not
 * defined. */
int swiftkan_model_evaluate(const swiftkan_model *model, const double *rows, size_t count, double *results, char **error);

/* Gives a model back; NULL is allowed. */
void swiftkan_model_free(swiftkan_model *model);

/* Searches for a law. `request` is a JSON object:
 *
 *   "table"      path of a CSV, NPY or NPZ file; or "columns": {name: [numbers]}
 *   "target"     the column to explain
 *   "inputs"     [names], all other columns where left out
 *   "weights"    a column of weights
 *   "effort"     "low", "normal" or "high"
 *   "seed", "seeds", "threads", "timeLimit" (seconds)
 *   "functions"  [names] that may occur; "without" [members] of the search to leave out
 *   "constants"  {name: value} to recognise; "units" {column: unit}
 *   "task"       "automatic", "quantity" or "label"
 *   "model"      path of a model file to write the law to
 *
 * All but the table and the target may be left out. The answer is what `kan discover --json` prints; it has no "formula" where no
 * closed form was found. NULL where the search fails. */
char *swiftkan_discover(const char *request, char **error);

/* Gives a text back; NULL is allowed. */
void swiftkan_free(char *text);

#ifdef __cplusplus
}
#endif

#endif
