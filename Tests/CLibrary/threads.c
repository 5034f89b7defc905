/* Many threads on one router give the answers of one, while others open, explain and close. */
#include <pthread.h>

#include "check.h"

enum { PROMPTS = 64, THREADS = 8, ROUNDS = 3000 };

static triage_router *shared;
static const char *path;
static char prompts[PROMPTS][64];
static triage_decision expected[PROMPTS];

static void *decide(void *thread) {
  for (int round = 0; round < ROUNDS; round++) {
    int i = (round * 7 + (int)(size_t)thread) % PROMPTS;
    triage_decision decision = TRIAGE_DECISION_INIT;
    CHECK(triage_decide(shared, prompts[i], strlen(prompts[i]), NULL, &decision, NULL, NULL) == TRIAGE_OK);
    CHECK(memcmp(&decision, &expected[i], sizeof decision) == 0);
  }
  return NULL;
}

static void *open_and_close(void *thread) {
  (void)thread;
  for (int round = 0; round < 20; round++) {
    triage_router *own;
    const triage_explanation *explanation;
    CHECK(triage_open(path, &own, NULL, 0) == TRIAGE_OK);
    CHECK(triage_explain(own, prompts[round], strlen(prompts[round]), NULL, &explanation) == TRIAGE_OK);
    triage_close(own);
    CHECK(explanation->decision->sufficiency == expected[round].sufficiency);
    triage_explanation_free(explanation);
  }
  return NULL;
}

int main(int count, char **arguments) {
  shared = open_router(count, arguments);
  path = arguments[1];
  const char *pointers[PROMPTS];
  size_t lengths[PROMPTS];
  for (int i = 0; i < PROMPTS; i++) {
    snprintf(prompts[i], sizeof prompts[i], "Explain why request %d fails under load, %d times", i, i * i);
    pointers[i] = prompts[i];
    lengths[i] = strlen(prompts[i]);
  }
  expected[0].size = sizeof expected[0];
  CHECK(triage_decide_many(shared, PROMPTS, pointers, lengths, NULL, expected, NULL, NULL) == TRIAGE_OK);

  pthread_t threads[THREADS];
  for (size_t i = 0; i < THREADS; i++) {
    CHECK(pthread_create(&threads[i], NULL, i % 4 == 3 ? open_and_close : decide, (void *)i) == 0);
  }
  for (int i = 0; i < THREADS; i++) CHECK(pthread_join(threads[i], NULL) == 0);
  triage_close(shared);
  return 0;
}
