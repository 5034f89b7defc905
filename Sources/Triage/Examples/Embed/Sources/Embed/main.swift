// Routes each line of standard input: `Embed router.triage < prompts.txt`.
import Triage
import TriageFile

let router = try Router(contentsOf: CommandLine.arguments.dropFirst().first ?? "models/default.triage")
while let prompt = readLine() {
  let decision = router.decide(prompt)
  print(router.models[decision.model].name, decision.sufficiency, decision.cause.rawValue, separator: "\t")
}
