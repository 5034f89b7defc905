/* Any bytes are a prompt: exactly sized blocks, so that a sanitizer sees one byte read too many. */
#include <math.h>

#include "check.h"

static unsigned next(unsigned *seed) { return (*seed = *seed * 1103515245u + 12345u) >> 16; }

/* Decides and explains; the parts must sum to the logits, and both must agree. */
static void try_prompt(const triage_router *router, const char *prompt, size_t length) {
  const int models = triage_model_count(router), tiers = triage_tier_count(router);
  float *scores = malloc(sizeof(float) * (size_t)models), *sufficiencies = malloc(sizeof(float) * (size_t)tiers);
  triage_decision decision = TRIAGE_DECISION_INIT;
  CHECK(triage_decide(router, prompt, length, NULL, &decision, scores, sufficiencies) == TRIAGE_OK);
  CHECK(decision.tier >= 0 && decision.tier < tiers && decision.model >= 0 && decision.model < models);
  CHECK(decision.sufficiency == sufficiencies[decision.tier] && sufficiencies[tiers - 1] == 1);
  CHECK(decision.evidence >= 0 && decision.evidence <= 1);
  for (int model = 0; model < models; model++) CHECK(scores[model] >= 0 && scores[model] <= 1);
  for (int tier = 1; tier < tiers; tier++) CHECK(sufficiencies[tier] >= sufficiencies[tier - 1]);

  const triage_explanation *explanation;
  CHECK(triage_explain(router, prompt, length, NULL, &explanation) == TRIAGE_OK);
  CHECK(explanation->decision->sufficiency == decision.sufficiency && explanation->decision->tier == decision.tier);
  for (int model = 0; model < models; model++) {
    float sum = 0;
    for (size_t i = 0; i < explanation->part_count; i++) sum += explanation->parts[i]->contributions[model];
    CHECK(fabsf(sum - explanation->logits[model]) < 1e-3f * (1 + fabsf(sum)));
  }
  for (size_t i = 0; i < explanation->part_count; i++) {
    CHECK(strlen(explanation->parts[i]->text) <= explanation->parts[i]->length);
  }
  triage_explanation_free(explanation);
  free(scores);
  free(sufficiencies);
}

int main(int count, char **arguments) {
  triage_router *router = open_router(count, arguments);
  unsigned seed = 7;
  const char odd[] = "\x80\xbf\xc0\xc3\xe0\xe3\xed\xf0\xf4\xff aZ9.\n";
  for (int round = 0; round < 600; round++) {
    size_t length = next(&seed) % 300;
    if (round % 200 == 0) length = 100000;
    char *prompt = malloc(length + (length == 0));
    CHECK(prompt != NULL);
    for (size_t i = 0; i < length; i++) {
      prompt[i] = round % 3 == 0 ? (char)next(&seed) : round % 3 == 1 ? odd[next(&seed) % (sizeof odd)] : "why is the sky "[i % 15];
    }
    try_prompt(router, prompt, length);
    free(prompt);
  }
  try_prompt(router, NULL, 0);
  triage_close(router);
  return 0;
}
