/// A strict reading of the text format 0.0.4: what does not follow it throws.
enum Prometheus {
  struct Sample {
    var name: String
    var labels: [String: String]
    var value: Double
  }

  struct Bad: Error, CustomStringConvertible {
    var description: String
  }

  static func parse(_ text: String) throws -> [Sample] {
    guard text.hasSuffix("\n") else { throw Bad(description: "the last line is not ended") }
    var types: [String: String] = [:]
    var samples: [Sample] = []
    var seen: Set<String> = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("#") {
        let words = line.split(separator: " ")
        guard words.count == 4, words[1] == "TYPE", ["counter", "gauge", "histogram"].contains(words[3]),
          types.updateValue(String(words[3]), forKey: String(words[2])) == nil
        else { throw Bad(description: "\(line)") }
        continue
      }
      let sample = try sample(line)
      guard seen.insert(String(line.prefix { $0 != " " })).inserted else {
        throw Bad(description: "twice: \(line)")
      }
      let family = ["_bucket", "_sum", "_count"].reduce(sample.name) { name, suffix in
        types[name] == nil && name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name
      }
      guard types[family] != nil else { throw Bad(description: "no type: \(line)") }
      samples.append(sample)
    }
    try checkHistograms(samples, types)
    return samples
  }

  private static func sample(_ line: Substring) throws -> Sample {
    let bad = Bad(description: "\(line)")
    guard let space = line.lastIndex(of: " "), let value = Double(line[line.index(after: space)...]) else {
      throw bad
    }
    var rest = line[..<space]
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == ":" }
    rest = rest.dropFirst(name.count)
    guard !name.isEmpty else { throw bad }
    var labels: [String: String] = [:]
    if !rest.isEmpty {
      guard rest.first == "{", rest.last == "}" else { throw bad }
      rest = rest.dropFirst().dropLast()
      while !rest.isEmpty {
        let label = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        rest = rest.dropFirst(label.count)
        guard !label.isEmpty, rest.hasPrefix("=\"") else { throw bad }
        rest = rest.dropFirst(2)
        var text = ""
        while let next = rest.popFirst(), next != "\"" {
          guard next == "\\" else {
            text.append(next)
            continue
          }
          guard let escaped = rest.popFirst(), "\\\"n".contains(escaped) else { throw bad }
          text.append(escaped == "n" ? "\n" : escaped)
        }
        guard labels.updateValue(text, forKey: String(label)) == nil else { throw bad }
        if rest.first == "," { rest = rest.dropFirst() } else if !rest.isEmpty { throw bad }
      }
    }
    return Sample(name: String(name), labels: labels, value: value)
  }

  /// Buckets ascend to `+Inf`, which is the count.
  private static func checkHistograms(_ samples: [Sample], _ types: [String: String]) throws {
    for (family, type) in types where type == "histogram" {
      var groups: [[String: String]: [(Double, Double)]] = [:]
      for sample in samples where sample.name == family + "_bucket" {
        var labels = sample.labels
        guard let le = labels.removeValue(forKey: "le"), let bound = le == "+Inf" ? .infinity : Double(le)
        else { throw Bad(description: "no bound in \(family)") }
        groups[labels, default: []].append((bound, sample.value))
      }
      for (labels, buckets) in groups {
        for (low, high) in zip(buckets, buckets.dropFirst()) where low.0 >= high.0 || low.1 > high.1 {
          throw Bad(description: "\(family) \(labels) descends at \(high.0)")
        }
        let count = samples.first { $0.name == family + "_count" && $0.labels == labels }?.value
        guard buckets.last?.0 == .infinity, buckets.last?.1 == count else {
          throw Bad(description: "\(family) \(labels) does not add up")
        }
      }
    }
  }
}
