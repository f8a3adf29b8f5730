/* SwiftKAN for programs in other languages: loads and evaluates models, searches for laws.
 *
 * Link with -lswiftkan. Strings are UTF-8 and null-terminated. The caller owns what a function returns, and frees strings with
 * swiftkan_free and models with swiftkan_model_free. A function that fails sets *error, unless error is NULL, to a one-sentence message
 * that states what is wrong, where, and what to do; otherwise it sets *error to NULL. Functions may be called from any thread, and a model used
 * by several threads at once. Unless it was built with --disable-default-traits, the library contains the GNU Scientific Library, and a
 * program distributed with it is under the GPL, version 3.
 */
#ifndef SWIFTKAN_H
#define SWIFTKAN_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A network or a law, as stored in a model file *.kan. */
typedef struct swiftkan_model swiftkan_model;

/* Reads a model file; NULL if it cannot be read. */
swiftkan_model *swiftkan_model_load(const char *path, char **error);

/* A description of the model, as JSON: {"inputs": names, "columns": names, "source": "formula" or "network", "formulas": records}. */
char *swiftkan_model_describe(const swiftkan_model *model);

/* The number of values in a row of inputs, and in a row of results; 0 for NULL. */
size_t swiftkan_model_inputs(const swiftkan_model *model);
size_t swiftkan_model_columns(const swiftkan_model *model);

/* Evaluates `count` rows. `rows` contains count × inputs numbers, row by row; `results`, provided by the caller, receives
 * count × columns numbers: values of quantities, probabilities of labels, each followed by its standard error if the constants of a
 * formula have errors. Returns 0, or -1 on failure. Results are NaN where a formula is not defined. */
int swiftkan_model_evaluate(const swiftkan_model *model, const double *rows, size_t count, double *results, char **error);

/* Frees a model; NULL is allowed. */
void swiftkan_model_free(swiftkan_model *model);

/* Searches for a law. `request` is a JSON object:
 *
 *   "table"      path of a CSV, NPY or NPZ file; or "columns": {name: [numbers]}
 *   "target"     the column to explain
 *   "inputs"     [names], by default all other columns
 *   "weights"    a column of weights
 *   "effort"     "low", "normal" or "high"
 *   "seed", "seeds", "threads", "timeLimit" (seconds)
 *   "functions"  [names] that may occur; "without" [parts] of the search to leave out
 *   "constants"  {name: value} to recognise; "units" {column: unit}
 *   "task"       "automatic", "quantity" or "label"
 *   "model"      path of a model file to write the law to
 *
 * All but the table and the target are optional. The result is the document that `kan discover --json` prints; it has no "formula" if no closed
 * form was found. NULL if the search fails. */
char *swiftkan_discover(const char *request, char **error);

/* Frees a string; NULL is allowed. */
void swiftkan_free(char *text);

#ifdef __cplusplus
}
#endif

#endif
