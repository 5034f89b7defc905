/// Reads one file's nodes into a configuration. Every section is an extension; all add to one list of mistakes.
final class Reader {
  var configuration = Configuration()
  let mistakes: Mistakes
  let folder: String
  /// Grows by each file the configuration names, noted before it is looked at.
  var fingerprint: ConfigurationFingerprint
  let environment: (String) -> String?
  let tlsProblem: (TLSFiles) -> TLSProblem?
  let routerTiers: (String) -> Result<[String], RouterProblem>?

  /// Names to indexes. A name that was declared badly is here too, so that its users are not mistakes as well.
  var upstreams: [String: Int] = [:]
  var models: [String: Int] = [:]
  var tiers: [String: Int] = [:]
  /// The first line that speaks of a model.
  var modelLines: [Int] = []
  /// Where the hooks are, and their labels.
  var hooks: [(place: Cursor, labels: Set<String>)] = []
  /// Where upstreams are said to take arrays, and which.
  var arrayPlaces: [(upstream: Int, place: Cursor)] = []
  /// The names of the callers' keys, where there is a file of them.
  var callers: Set<String>?

  init(
    folder: String, fingerprint: ConfigurationFingerprint, mistakes: Mistakes,
    environment: @escaping (String) -> String?,
    tlsProblem: @escaping (TLSFiles) -> TLSProblem?,
    routerTiers: @escaping (String) -> Result<[String], RouterProblem>?
  ) {
    self.folder = folder
    self.fingerprint = fingerprint
    self.mistakes = mistakes
    self.environment = environment
    self.tlsProblem = tlsProblem
    self.routerTiers = routerTiers
  }

  /// The keys of a file.
  static let keys = [
    "router", "listen", "tls", "upstreams", "models", "tiers", "rules", "examples", "escalation", "budgets",
    "store",
    "callers", "limits", "shadows", "exploration", "baseline", "drain", "log",
  ]

  /// Reads everything: what others refer to comes first.
  func read(_ root: Cursor) {
    let file = root.fields(
      Self.keys)
    if root.isNothing { root.fail("the file is empty; it needs at least 'upstreams' and 'tiers'") }
    server(file)
    if let place = file.need("upstreams") { readUpstreams(place) }
    if let place = file["models"] { readModels(place) }
    let before = mistakes.errors
    if let place = file.need("tiers", "a list, cheapest first") { readTiers(place) }
    configuration.baselineTier = file["baseline"].flatMap(tier) ?? max(0, configuration.tiers.count - 1)
    if let place = file["router"] { readRouter(place, tiers: file["tiers"]) }
    if let place = file["rules"] { readRules(place) }
    warnAboutHooks()
    if let place = file["examples"] { readExamples(place, isChecked: mistakes.errors == before) }
    if let place = file["escalation"] { readEscalation(place) }
    if let place = file["budgets"] { readBudgets(place) }
    if let place = file["shadows"] { readShadows(place) }
    if let place = file["exploration"] { readExploration(place) }
    warnAboutArrays()
    warnAboutPrices()
  }

  /// The absolute path of a file that must be there and is watched for changes.
  func file(_ place: Cursor) -> String? {
    guard let text = place.string() else { return nil }
    let path = Files.absolute(text, in: folder)
    fingerprint.add(path)
    if let problem = Files.problem(path) {
      mistakes.add(
        place.line, "the file \(quoted(text, limit: 1000)) (\(place.words)) \(problem.words)",
        kind: problem.kind)
      return nil
    }
    return path
  }

  /// The absolute path of a file that is made where there is none: its folder must be there.
  func fileToWrite(_ place: Cursor) -> String? {
    guard let text = place.string() else { return nil }
    let path = Files.absolute(text, in: folder)
    if let problem = Files.problemOfWriting(path) {
      mistakes.add(
        place.line, "the file \(quoted(text, limit: 1000)) (\(place.words)) \(problem.words)",
        kind: problem.kind)
    }
    return path
  }

  /// The index of a tier, by its name or by its number from 1.
  func tier(_ place: Cursor) -> Int? {
    guard let text = place.string() else { return nil }
    if let index = tiers[text] { return index }
    if let number = Int(text), (1...max(1, configuration.tiers.count)).contains(number) { return number - 1 }
    let names = configuration.tiers.map(\.name)
    place.fail("unknown tier \(quoted(text)) (\(place.words))\(Suggestion.words(for: text, among: names))")
    return nil
  }

  /// Whether the names of a list are given once each; `line` of the later one carries the mistake.
  func checkName(_ name: String, _ what: String, among seen: inout Set<String>, at place: Cursor) {
    if !seen.insert(name).inserted { place.fail("a second \(what) called \(quoted(name))") }
  }
}
