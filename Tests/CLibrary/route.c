/* Decides for each line of standard input and prints it as `triage route` does, as far as the two are compared. */
#include "check.h"

int main(int count, char **arguments) {
  triage_router *router = open_router(count, arguments);
  static char line[1 << 16];
  while (fgets(line, sizeof line, stdin) != NULL) {
    triage_decision decision = TRIAGE_DECISION_INIT;
    CHECK(triage_decide(router, line, strcspn(line, "\n"), NULL, &decision, NULL, NULL) == TRIAGE_OK);
    printf("{\"tier\":%d,\"model\":\"%s\",\"sufficiency\":%.4f,\"band\":\"%s\",\"evidence\":%.4f,\"cause\":\"%s\"}\n",
           (int)decision.tier, triage_model_at(router, decision.model)->name, (double)decision.sufficiency,
           triage_band_name(decision.band), (double)decision.evidence, triage_cause_name(decision.cause));
  }
  triage_close(router);
  return 0;
}
