import TestSupport
import Testing

@testable import TriageTraining

@Suite("Block objective")
struct BlockObjectiveTests {
  typealias Lanes = SIMD4<Float>

  private static func random(_ objective: BlockObjective<LogisticLoss, Lanes>, _ seed: UInt64)
    -> BlockWeights<Lanes>
  {
    var generator = SeededGenerator(seed)
    let w = objective.zero()
    for row in 0..<w.sparse.rows { for lane in 0..<4 { w.sparse[row][lane] = Float(generator.normal()) } }
    for row in 0..<w.dense.rows { for lane in 0..<4 { w.dense[row][lane] = Float(generator.normal()) } }
    return w
  }

  @Test("Sums over every third block are those of its rows alone")
  func sampled() throws {
    var problem = SmallProblem(rows: 70, features: 11, shapeColumns: 2, lanes: 4, seed: 24)
    problem.rowsPerBlock = 8
    let sampled = try problem.objective(LogisticLoss.self, Lanes.self)
    sampled.sampling = 3
    for lane in 0..<4 {
      for row in 0..<70 where row / 8 % 3 != 0 { problem.weights[lane][row] = 0 }
    }
    let alone = try problem.objective(LogisticLoss.self, Lanes.self)
    let (w, d) = (Self.random(alone, 25), Self.random(alone, 26))
    let results = [sampled, alone].map { objective in
      let (gradient, image) = (objective.zero(), objective.zero())
      let diagonal = LaneBlock<Lanes>(rows: 11)
      let dense = objective.gradient(at: w, knowsMargins: false, into: gradient, diagonal: diagonal)
      objective.hessian(times: d, product: LaneBlock(rows: 70), into: image)
      return (0..<4).flatMap { lane in
        gradient.lane(lane) + image.lane(lane) + dense[lane] + (0..<11).map { Double(diagonal[$0][lane]) }
      }
    }
    #expect(largestDifference(results[0], results[1]) < 1e-3)
  }

  @Test(
    "Margins, gradient, Hessian product, value and diagonal agree with loops over a dense matrix",
    arguments: [0, 3, 14])
  func agrees(centred: Int) throws {
    var problem = SmallProblem(rows: 70, features: 11, shapeColumns: 2, lanes: 4, seed: 20)
    // The dense columns' weights, or all.
    if centred > 0 {
      let numbers: [Double] = [0.5, -1, 0.3, 0, 2]
      problem.centres = (0..<4).map { lane in (0..<centred).map { numbers[($0 + lane) % 5] } }
    }
    let objective = try problem.objective(LogisticLoss.self, Lanes.self)
    let w = Self.random(objective, 21)
    let d = Self.random(objective, 22)
    let gradient = objective.zero()
    let diagonal = LaneBlock<Lanes>(rows: 11)
    let blocks = objective.gradient(at: w, knowsMargins: false, into: gradient, diagonal: diagonal)
    let again = objective.zero()
    _ = objective.gradient(at: w, knowsMargins: true, into: again, diagonal: diagonal)
    for lane in 0..<4 { #expect(gradient.lane(lane) == again.lane(lane)) }
    let image = objective.zero()
    let product = LaneBlock<Lanes>(rows: 70)
    objective.hessian(times: d, product: product, into: image)
    let values = objective.value(
      step: Lanes(repeating: 0.5), along: product, penalties: objective.penalties(w, d))

    let x = problem.prompts.indices.map(problem.row)
    for lane in 0..<4 {
      let (weights, direction, ridge) = (w.lane(lane), d.lane(lane), problem.ridge(lane))
      let centre = problem.centre(lane)
      var expectedGradient = ridge.indices.map { ridge[$0] * (weights[$0] - centre[$0]) }
      var expectedImage = zip(direction, ridge).map { $0 * $1 }
      var hessian = [[Double]](repeating: [Double](repeating: 0, count: problem.width), count: problem.width)
      for column in ridge.indices { hessian[column][column] = ridge[column] }
      var value = 0.0
      for column in ridge.indices {
        let moved = weights[column] + 0.5 * direction[column] - centre[column]
        value += 0.5 * ridge[column] * moved * moved
      }
      for row in x.indices {
        let z = zip(x[row], weights).reduce(0.0) { $0 + $1.0 * $1.1 }
        let u = zip(x[row], direction).reduce(0.0) { $0 + $1.0 * $1.1 }
        #expect(abs(Double(objective.margins[row][lane]) - z) < 1e-4)
        #expect(abs(Double(product[row][lane]) - u) < 1e-4)
        let c = problem.weights[lane][row]
        let (p, y) = (sigma(z), problem.labels[lane][row])
        value += c * PointwiseLossTests.oracle(z + 0.5 * u, y)
        for i in ridge.indices {
          expectedGradient[i] += c * (p - y) * x[row][i]
          expectedImage[i] += c * p * (1 - p) * u * x[row][i]
          for j in ridge.indices { hessian[i][j] += c * p * (1 - p) * x[row][i] * x[row][j] }
        }
      }
      #expect(largestDifference(gradient.lane(lane), expectedGradient) < 1e-3)
      #expect(largestDifference(image.lane(lane), expectedImage) < 1e-3)
      #expect(abs(values[lane] / value - 1) < 1e-5)
      for feature in 0..<11 {
        #expect(abs(Double(diagonal[feature][lane]) - hessian[feature][feature]) < 1e-3)
      }
      for i in 0..<3 {
        for j in 0..<3 { #expect(abs(blocks[lane][i * 3 + j] - hessian[11 + i][11 + j]) < 1e-3) }
      }
    }
  }

  @Test("Weights add, scale and multiply lane by lane over more rows than one part")
  func blockWeights() {
    var generator = SeededGenerator(30)
    let rows = 20_000
    let (a, b) = (
      BlockWeights<Lanes>(features: rows, denseColumns: 3),
      BlockWeights<Lanes>(features: rows, denseColumns: 3)
    )
    for row in 0..<rows {
      for lane in 0..<4 {
        a.sparse[row][lane] = Float(generator.normal())
        b.sparse[row][lane] = Float(generator.normal())
      }
    }
    for row in 0..<3 { (a.dense[row], b.dense[row]) = (Lanes(1, 2, 3, 4), Lanes(repeating: Float(row))) }
    let before = (0..<4).map { (a.lane($0), b.lane($0)) }
    let products = a.dot(b)
    for lane in 0..<4 {
      let expected = zip(before[lane].0, before[lane].1).reduce(0.0) { $0 + $1.0 * $1.1 }
      #expect(abs(products[lane] - expected) < 1e-2)
    }
    a.add(Lanes(1, -2, 0, 0.5), times: b)
    for (lane, factor) in [1, -2, 0, 0.5].enumerated() {
      let expected = zip(before[lane].0, before[lane].1).map { $0 + factor * $1 }
      #expect(largestDifference(a.lane(lane), expected) < 1e-5)
    }
    let sum = a.lane(1)
    a.scaleAndAdd(Lanes(repeating: 3), to: b)
    #expect(largestDifference(a.lane(1), zip(sum, before[1].1).map { 3 * $0 + $1 }) < 1e-4)
    a.copyLane(2, of: b, to: 0)
    #expect(a.lane(0) == before[2].1)
    a.clear()
    #expect(a.dot(a) == [0, 0, 0, 0])
  }
}
