/* Shared by the programs of this folder: a check that says where it failed, and the router's file. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "triage.h"

#define CHECK(condition)                                                        \
  do {                                                                          \
    if (!(condition)) {                                                         \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);   \
      exit(1);                                                                  \
    }                                                                           \
  } while (0)

/* The router that the first argument names; ends the program with the library's message where it cannot. */
static triage_router *open_router(int count, char **arguments) {
  triage_router *router;
  char message[512];
  if (count < 2) {
    fprintf(stderr, "usage: %s MODEL\n", arguments[0]);
    exit(64);
  }
  if (triage_open(arguments[1], &router, message, sizeof message) != TRIAGE_OK) {
    fprintf(stderr, "%s\n", message);
    exit(66);
  }
  return router;
}

#endif
