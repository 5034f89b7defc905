#include "CSimdjson.h"
#include <simdjson.h>
int triage_json_placeholder(void) { return (int)simdjson::SIMDJSON_PADDING; }
