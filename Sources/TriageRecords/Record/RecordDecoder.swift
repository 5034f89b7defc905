/// Turns a parsed line into a checked ``OutcomeRecord``, or says what is wrong with it.
///
/// One walk over the object, in the order of the file. Fields it does not know are passed over; a field it
/// knows must not come twice. `null` in an optional field means that the field is absent. Names may be written
/// as whole numbers (`"id": 17`), and an empty name is none: an empty `group` must not tie all records.
struct RecordDecoder {
  /// Whether bytes that stand for a prompt are what they say they are.
  private let isFeatureRow: RecordReader.FeatureCheck
  private var labels = NameTable(limit: 1 << 16)
  var models = NameTable()
  /// For each model, the number of the last record that named it: finds a key that comes twice.
  var lastNamed: [Int] = []
  /// For each model, whether a good record named it.
  private var isListed: [Bool] = []
  var serial = 0

  /// The models of the good records by first appearance.
  private(set) var listedModels: [String] = []
  var numbersOfRecord: [Int] = []

  init(isFeatureRow: @escaping RecordReader.FeatureCheck = { _ in true }) { self.isFeatureRow = isFeatureRow }

  /// Forgets which models were listed.
  mutating func restartList() {
    isListed.removeAll(keepingCapacity: true)
    listedModels.removeAll(keepingCapacity: true)
  }

  /// Decodes one line; `line` and `fileIndex` are left at 0.
  mutating func decode(_ root: JSONValue) throws(RecordFault) -> OutcomeRecord {
    guard root.kind == .object else {
      throw RecordFault("the line is \(root.display), expected an object with \"prompt\" and \"outcomes\"")
    }
    serial += 1
    var record = OutcomeRecord(prompt: "", outcomes: [])
    var seen: UInt32 = 0
    var prompt: JSONValue?
    var features: JSONValue?
    for (key, value) in root.members {
      guard let field = Field(key) else { continue }
      guard seen & field.rawValue == 0 else { throw RecordFault("\(field.name) comes twice, expected once") }
      seen |= field.rawValue
      switch field {
      case .prompt: prompt = value
      case .features: features = value
      default: try take(value, as: field, into: &record)
      }
    }
    if let features, !features.isNull, prompt?.isNull != false {
      record.features = try self.features(features)
    } else if let prompt {
      record.prompt = try self.prompt(prompt)
    } else {
      throw RecordFault("prompt is missing, expected a string (or features)")
    }
    guard seen & Field.outcomes.rawValue != 0 else {
      throw RecordFault("outcomes is missing, expected an object with a model's score in each member")
    }
    if let chosen = record.chosen, record.outcome(of: chosen) == nil {
      throw RecordFault("chosen is \(quotedForDisplay(chosen)), expected a model among outcomes")
    }
    listModels()
    return record
  }

  private mutating func take(
    _ value: JSONValue, as field: Field, into record: inout OutcomeRecord
  ) throws(RecordFault) {
    switch field {
    case .id: record.id = try label(value, "id")
    case .domain: record.domain = try label(value, "domain")
    case .group: record.group = try label(value, "group")
    case .split: record.split = try label(value, "split")
    case .timestamp: record.timestamp = try timestamp(value)
    case .context: record.context = try context(value)
    case .outcomes: record.outcomes = try outcomes(value)
    case .chosen: record.chosen = try label(value, "chosen")
    case .propensity: record.propensity = try propensity(value)
    case .weight: record.weight = try nonNegative(value, "weight") ?? 1
    case .prompt, .features: break  // What one of them must be hangs on the other.
    }
  }

  private func prompt(_ value: JSONValue) throws(RecordFault) -> String {
    guard let prompt = value.string else { throw RecordFault("prompt", is: value, expected: "a string") }
    // Most prompts start with a letter, which settles it.
    if let first = prompt.utf8.first, first > 0x20, first < 0x7F { return prompt }
    guard prompt.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw RecordFault("prompt is empty or only white space, expected some text")
    }
    return prompt
  }

  private func features(_ value: JSONValue) throws(RecordFault) -> [UInt8] {
    guard let text = value.withText({ Base64.bytes($0) }) else {
      throw RecordFault("features", is: value, expected: "a string of base64")
    }
    guard let bytes = text else {
      throw RecordFault("features is no base64, expected the standard alphabet with padding")
    }
    guard isFeatureRow(bytes) else {
      throw RecordFault(
        "features is no feature row of this version, expected one as FeatureRow.bytes writes it")
    }
    return bytes
  }

  private mutating func context(_ value: JSONValue) throws(RecordFault) -> RequestContextRecord {
    var context = RequestContextRecord()
    if value.isNull { return context }
    guard value.kind == .object else { throw RecordFault("context", is: value, expected: "an object") }
    for (key, value) in value.members {
      if key.equals("user") {
        context.user = try label(value, "context.user")
      } else if key.equals("feature") {
        context.feature = try label(value, "context.feature")
      } else if key.equals("turns") {
        context.turns = try count(value, "context.turns")
      } else if key.equals("input_tokens") {
        context.inputTokens = try count(value, "context.input_tokens")
      }
    }
    return context
  }

  private func propensity(_ value: JSONValue) throws(RecordFault) -> Double? {
    if value.isNull { return nil }
    guard let number = value.number, number > 0, number <= 1 else {
      throw RecordFault("propensity", is: value, expected: "a number above 0 and up to 1")
    }
    return number
  }

  /// A name: a string, or a whole number as its digits; nil for null and the empty string.
  mutating func label(_ value: JSONValue, _ path: String) throws(RecordFault) -> String? {
    if let name = value.withText({ labels.name(of: $0) }) { return name.isEmpty ? nil : name }
    if value.isNull { return nil }
    guard let digits = value.digits else { throw RecordFault(path, is: value, expected: "a string") }
    return digits
  }

  /// A string, or seconds since 1970, parts of one included.
  private mutating func timestamp(_ value: JSONValue) throws(RecordFault) -> String? {
    if value.digits == nil, let number = value.number { return "\(number)" }
    guard value.kind == .number || value.kind == .string || value.isNull else {
      throw RecordFault("timestamp", is: value, expected: "a date and time, or Unix seconds")
    }
    return try label(value, "timestamp")
  }

  private mutating func listModels() {
    while isListed.count < models.names.count { isListed.append(false) }
    for number in numbersOfRecord where !isListed[number] {
      isListed[number] = true
      listedModels.append(models.names[number])
    }
  }
}
