#ifndef CSIMDJSON_H
#define CSIMDJSON_H
#ifdef __cplusplus
extern "C"
#endif
int triage_json_placeholder(void);
#endif
