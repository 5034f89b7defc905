#include "triage.h"

/*
 * What a compiled caller relies on: a change that breaks one of these lines needs a new TRIAGE_ABI_VERSION.
 * (The functions are in Swift, in TriageC.)
 */
#define EXPECT(name, condition) typedef char triage_expect_##name[(condition) ? 1 : -1]

EXPECT(decision_size, sizeof(triage_decision) == 48);
EXPECT(decision_sufficiency, offsetof(triage_decision, sufficiency) == 16);
EXPECT(decision_band, offsetof(triage_decision, band) == 32);
EXPECT(decision_fits, offsetof(triage_decision, fits) == 40);

#if UINTPTR_MAX == UINT64_MAX
EXPECT(context_size, sizeof(triage_context) == 40);
EXPECT(context_tokens, offsetof(triage_context, input_tokens) == 16);
EXPECT(context_windows, offsetof(triage_context, context_windows) == 24);
EXPECT(model_window, offsetof(triage_model, context_window) == 32);
EXPECT(tier_threshold, offsetof(triage_tier, threshold) == 20);
EXPECT(part_kind, offsetof(triage_part, kind) == 24);
EXPECT(explanation_count, offsetof(triage_explanation, part_count) == 32);
#endif

/* Where the layout ends: an object file needs a symbol. */
extern const int triage_layout_is_checked;
const int triage_layout_is_checked = 1;
