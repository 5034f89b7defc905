import Foundation

/// Seeded numbers and the answers of scikit-learn and NumPy for them; remade by `scripts/check-metrics`.
struct FixtureCase: Decodable {
  struct Inputs: Decodable {
    let predicted, labels, soft, weights, weak, strong, ranking: [Double]
  }
  let name: String
  let inputs: Inputs
  let answers: [String: Double]

  static func all() throws -> [FixtureCase] {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: tests.appendingPathComponent("Fixtures/metrics.json"))
    return try JSONDecoder().decode([FixtureCase].self, from: data)
  }
}
