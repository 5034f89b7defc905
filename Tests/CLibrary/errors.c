/* Files that are not models and arguments that cannot be: codes and messages, no crash. */
#include "check.h"

static unsigned char *read_file(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  CHECK(file != NULL && fseek(file, 0, SEEK_END) == 0);
  *length = (size_t)ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(*length);
  CHECK(bytes != NULL && fread(bytes, 1, *length, file) == *length);
  fclose(file);
  return bytes;
}

/* The status for some bytes as a file and as memory, which must agree. */
static triage_status status_of(const unsigned char *bytes, size_t length, const char *path, char *message) {
  FILE *file = fopen(path, "wb");
  CHECK(file != NULL && fwrite(bytes, 1, length, file) == length && fclose(file) == 0);
  triage_router *from_file, *from_bytes;
  triage_status status = triage_open(path, &from_file, message, 256);
  CHECK(triage_open_bytes(bytes, length, &from_bytes, NULL, 0) == status);
  CHECK((from_file != NULL) == (status == TRIAGE_OK) && (from_bytes != NULL) == (status == TRIAGE_OK));
  triage_close(from_file);
  triage_close(from_bytes);
  remove(path);
  return status;
}

int main(int count, char **arguments) {
  CHECK(count == 3);
  const char *scratch = arguments[2];
  char message[256];
  size_t length;
  unsigned char *bytes = read_file(arguments[1], &length);

  CHECK(status_of(bytes, length, scratch, message) == TRIAGE_OK && message[0] == '\0');
  const size_t cuts[] = {0, 1, 8, 71, 72, 1000, length / 2, length - 1};
  for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
    CHECK(status_of(bytes, cuts[i], scratch, message) == TRIAGE_BAD_DATA);
    CHECK(strstr(message, scratch) == message && strlen(message) > strlen(scratch) + 10);
  }
  unsigned seed = 1;
  for (int i = 0; i < 40; i++) {
    seed = seed * 1103515245u + 12345u;
    size_t place = i < 20 ? (size_t)i : seed % length;
    bytes[place] ^= 0x40;
    CHECK(status_of(bytes, length, scratch, message) == TRIAGE_BAD_DATA);
    bytes[place] ^= 0x40;
  }
  free(bytes);

  triage_router *router = NULL;
  CHECK(triage_open("/none/such.triage", &router, message, sizeof message) == TRIAGE_NO_INPUT && router == NULL);
  CHECK(strstr(message, "/none/such.triage") != NULL);
  CHECK(triage_open("/", &router, message, sizeof message) == TRIAGE_IO && router == NULL);
  CHECK(triage_open(NULL, &router, message, sizeof message) == TRIAGE_USAGE && router == NULL);
  CHECK(triage_open("/", NULL, message, sizeof message) == TRIAGE_USAGE);
  CHECK(triage_open("/", &router, NULL, 100) == TRIAGE_IO);
  CHECK(triage_open("/", &router, message, 1) == TRIAGE_IO && message[0] == '\0');
  CHECK(triage_open_bytes(NULL, 10, &router, message, sizeof message) == TRIAGE_USAGE);

  triage_decision decision = TRIAGE_DECISION_INIT;
  triage_context context = TRIAGE_CONTEXT_INIT;
  const triage_explanation *explanation;
  CHECK(triage_decide(NULL, "a", 1, NULL, &decision, NULL, NULL) == TRIAGE_USAGE);
  CHECK(triage_decide_many(NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL) == TRIAGE_USAGE);
  CHECK(triage_explain(NULL, "a", 1, NULL, &explanation) == TRIAGE_USAGE && explanation == NULL);
  router = open_router(count, arguments);
  CHECK(triage_decide(router, NULL, 1, NULL, &decision, NULL, NULL) == TRIAGE_USAGE);
  CHECK(triage_decide(router, "a", (size_t)-1, NULL, &decision, NULL, NULL) == TRIAGE_USAGE);
  CHECK(triage_decide(router, "a", 1, NULL, NULL, NULL, NULL) == TRIAGE_USAGE);
  CHECK(triage_decide(router, NULL, 0, &context, &decision, NULL, NULL) == TRIAGE_OK);
  context.size = 0;
  CHECK(triage_decide(router, "a", 1, &context, &decision, NULL, NULL) == TRIAGE_USAGE);
  decision.size = 0;
  CHECK(triage_decide(router, "a", 1, NULL, &decision, NULL, NULL) == TRIAGE_USAGE);
  CHECK(triage_model_at(router, -1) == NULL && triage_model_at(router, triage_model_count(router)) == NULL);
  CHECK(triage_tier_at(router, -1) == NULL && triage_tier_at(router, triage_tier_count(router)) == NULL);
  CHECK(triage_model_at(NULL, 0) == NULL && triage_model_count(NULL) == 0 && triage_identity(NULL) == NULL);
  triage_close(router);
  triage_close(NULL);
  triage_explanation_free(NULL);
  CHECK(triage_abi_version() == TRIAGE_ABI_VERSION);
  puts(triage_version());
  return 0;
}
