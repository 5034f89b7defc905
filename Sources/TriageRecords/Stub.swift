import CMessageDigest
import CSimdjson
import CZlib
func placeholder() -> Int32 { triage_json_placeholder() }
