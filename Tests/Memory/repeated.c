/* Uses the C interface so many times: repeated SEARCHES EVALUATIONS. The table events.csv, with the target mtw, lies in the current
   folder. What one use leaves behind would show as a difference between few and many. */
#include <stdio.h>
#include <stdlib.h>

#include "swiftkan.h"

static int fail(const char *text) {
  fprintf(stderr, "%s\n", text);
  return 1;
}

int main(int count, char **words) {
  if (count != 3) return fail("usage: repeated SEARCHES EVALUATIONS");
  const char *question =
      "{\"table\": \"events.csv\", \"target\": \"mtw\", \"effort\": \"low\", \"threads\": 1, \"model\": \"law.kan\"}";
  char *error = NULL;
  for (int n = 0; n < atoi(words[1]); n++) {
    char *answer = swiftkan_discover(question, &error);
    if (!answer) return fail(error);
    swiftkan_free(answer);
    /* A mistake leaves a sentence, which is freed as well. */
    if (swiftkan_discover("{\"table\": \"none.csv\"}", &error)) return fail("a table that is not there was searched");
    swiftkan_free(error);
  }
  for (int n = 0; n < atoi(words[2]); n++) {
    swiftkan_model *model = swiftkan_model_load("law.kan", &error);
    if (!model) return fail(error);
    char *description = swiftkan_model_describe(model);
    swiftkan_free(description);
    const double rows[] = {0.5, 1.5, 2.5};
    double results[3];
    if (swiftkan_model_evaluate(model, rows, 3, results, &error)) return fail(error);
    swiftkan_model_free(model);
  }
  return 0;
}
