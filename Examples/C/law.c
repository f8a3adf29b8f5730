/* Finds the law of a table, writes a model file, loads it and evaluates two rows: law table.csv target model.kan */
#include <stdio.h>
#include <stdlib.h>

#include "swiftkan.h"

static int fail(char *error) {
  fprintf(stderr, "%s\n", error ? error : "failed");
  swiftkan_free(error);
  return 1;
}

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "usage: %s table.csv target model.kan\n", arguments[0]);
    return 64;
  }
  char request[4096];
  int length = snprintf(request, sizeof request, "{\"table\": \"%s\", \"target\": \"%s\", \"effort\": \"low\", \"model\": \"%s\"}",
                        arguments[1], arguments[2], arguments[3]);
  if (length < 0 || (size_t)length >= sizeof request) return fail(NULL);

  char *error = NULL;
  char *answer = swiftkan_discover(request, &error);
  if (answer == NULL) return fail(error);
  swiftkan_free(answer);

  swiftkan_model *model = swiftkan_model_load(arguments[3], &error);
  if (model == NULL) return fail(error);
  char *description = swiftkan_model_describe(model);
  puts(description);
  swiftkan_free(description);

  /* Two rows of three inputs: momentum, missing momentum, angle. The first number of a result is the value; an error may follow. */
  const double rows[] = {40, 35, 2.5, 25, 60, 1.25};
  const size_t columns = swiftkan_model_columns(model);
  double *results = malloc(2 * columns * sizeof *results);
  if (swiftkan_model_inputs(model) != 3 || results == NULL) return fail(NULL);
  if (swiftkan_model_evaluate(model, rows, 2, results, &error) != 0) return fail(error);
  for (size_t row = 0; row < 2; row++) printf("%.6f\n", results[row * columns]);
  free(results);
  swiftkan_model_free(model);
  return 0;
}
