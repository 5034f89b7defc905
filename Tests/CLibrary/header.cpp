// The header in C++: the same structures, and functions that are found by their C names.
#include "triage.h"

#include <cstring>
#include <string>

int main(int count, char **arguments) {
  if (count < 2) return 64;
  triage_router *router = nullptr;
  std::string message(256, '\0');
  if (triage_open(arguments[1], &router, &message[0], message.size()) != TRIAGE_OK) return 66;
  triage_decision decision = TRIAGE_DECISION_INIT;
  triage_context context = TRIAGE_CONTEXT_INIT;
  context.minimum_tier = 1;
  const char *prompt = "Where is my order?";
  const triage_status status =
      triage_decide(router, prompt, std::strlen(prompt), &context, &decision, nullptr, nullptr);
  triage_close(router);
  return status == TRIAGE_OK && decision.tier >= 1 ? 0 : 1;
}
