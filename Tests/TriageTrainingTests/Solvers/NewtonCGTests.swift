import Testing
import TriageLinearAlgebra

@testable import TriageTraining

@Suite("Newton-CG")
struct NewtonCGTests {
  static var exact: NewtonSettings {
    NewtonSettings(tolerance: 1e-6, maximumSteps: 200, maximumProducts: 100, forcing: 0.01)
  }

  /// The solution of every lane, from zero.
  static func solve<Loss: PointwiseLoss, Lanes: LaneVector>(
    _ problem: SmallProblem, _ loss: Loss.Type, _ lanes: Lanes.Type, settings: NewtonSettings = exact
  ) throws -> [[Double]] {
    let objective = try problem.objective(loss, lanes)
    var solver = NewtonCG(objective, settings: settings)
    let w = objective.zero()
    solver.minimise(w)
    return problem.labels.indices.map { w.lane($0) }
  }

  @Test("The logistic optimum is where plain gradient descent ends, with rows masked and weighted")
  func logistic() throws {
    let problem = SmallProblem(rows: 60, features: 9, shapeColumns: 2, lanes: 4, seed: 3)
    let solutions = try Self.solve(problem, LogisticLoss.self, SIMD4<Float>.self)
    for lane in 0..<4 { #expect(largestDifference(solutions[lane], problem.descend(lane)) < 2e-3) }
  }

  @Test(
    "The same where weights are drawn to other numbers than zero: the dense ones, or all",
    arguments: [[0, 2, -1], [1, -1, 0.5, 0, 2, 0, -2, 0, 1, 0, 2, -1]])
  func centred(centre: [Double]) throws {
    var problem = SmallProblem(rows: 60, features: 9, shapeColumns: 2, lanes: 4, seed: 3)
    let plain = try Self.solve(problem, LogisticLoss.self, SIMD4<Float>.self)
    problem.centres = [[Double]](repeating: centre, count: 4)
    let solutions = try Self.solve(problem, LogisticLoss.self, SIMD4<Float>.self)
    for lane in 0..<4 {
      #expect(largestDifference(solutions[lane], problem.descend(lane)) < 2e-3)
      #expect(solutions[lane][10] > plain[lane][10] + 0.01)
    }
  }

  @Test("The squared loss ends where the normal equations do")
  func squared() throws {
    let problem = SmallProblem(rows: 80, features: 12, shapeColumns: 3, lanes: 4, seed: 4)
    let solutions = try Self.solve(problem, SquaredLoss.self, SIMD4<Float>.self)
    for lane in 0..<4 { #expect(largestDifference(solutions[lane], problem.leastSquares(lane)) < 1e-3) }
  }

  @Test("The settings that training uses come near enough: the margins are within 0.02")
  func defaults() throws {
    let problem = SmallProblem(rows: 200, features: 15, shapeColumns: 3, lanes: 3, seed: 5)
    let solutions = try Self.solve(
      problem, LogisticLoss.self, SIMD4<Float>.self, settings: NewtonSettings())
    for lane in 0..<3 {
      let expected = problem.descend(lane)
      for row in problem.prompts.indices {
        let x = problem.row(row)
        let difference = x.indices.reduce(0.0) { $0 + x[$1] * (solutions[lane][$1] - expected[$1]) }
        #expect(abs(difference) < 0.02)
      }
    }
  }

  @Test("A start on every fourth block ends where a start from zero does, and is near in one step on all")
  func approach() throws {
    var problem = SmallProblem(rows: 6000, features: 9, shapeColumns: 2, lanes: 3, seed: 7)
    problem.rowsPerBlock = 25
    let expected = try Self.solve(problem, LogisticLoss.self, SIMD4<Float>.self)
    func solved(_ settings: NewtonSettings) throws -> [[Double]] {
      let objective = try problem.objective(LogisticLoss.self, SIMD4<Float>.self)
      var solver = NewtonCG(objective, settings: settings)
      let w = objective.zero()
      solver.approach(w)
      #expect(objective.sampling == 1)
      solver.minimise(w)
      return (0..<3).map { w.lane($0) }
    }
    var settings = Self.exact
    settings.sampling = 4
    let exact = try solved(settings)
    settings.maximumSteps = 2
    let quick = try solved(settings)
    for lane in 0..<3 {
      #expect(largestDifference(exact[lane], expected[lane]) < 1e-3)
      let size = expected[lane].map(abs).max() ?? 0
      #expect(largestDifference(quick[lane], expected[lane]) < 0.3 * size)
    }
  }

  @Test("After a start on a sample every lane takes a step on all rows, however small its gradient")
  func leastStep() throws {
    var problem = SmallProblem(rows: 2000, features: 9, shapeColumns: 2, lanes: 3, seed: 8)
    problem.rowsPerBlock = 25
    let objective = try problem.objective(LogisticLoss.self, SIMD4<Float>.self)
    // Nine tenths of what it was at zero: the sample brings every lane below.
    let settings = NewtonSettings(tolerance: 0.9, maximumSteps: 3, sampling: 4)
    var solver = NewtonCG(objective, settings: settings)
    let w = objective.zero()
    solver.approach(w)
    let sampled = (0..<3).map { w.lane($0) }
    // For one that knows of no sample there is nothing to do.
    var other = NewtonCG(try problem.objective(LogisticLoss.self, SIMD4<Float>.self), settings: settings)
    #expect(other.minimise(w) == 0)
    #expect(solver.minimise(w) == 1)
    for lane in 0..<3 { #expect(largestDifference(w.lane(lane), sampled[lane]) > 0) }
    // A later call, as for the next strength of a path, is held to the tolerance alone.
    #expect(solver.minimise(w) == 0)
  }

  @Test("The solver keeps the margins in step with the weights")
  func margins() throws {
    let problem = SmallProblem(rows: 50, features: 8, shapeColumns: 2, lanes: 2, seed: 6)
    let objective = try problem.objective(LogisticLoss.self, SIMD4<Float>.self)
    var solver = NewtonCG(objective, settings: Self.exact)
    let w = objective.zero()
    solver.minimise(w)
    for lane in 0..<2 {
      let weights = w.lane(lane)
      for row in problem.prompts.indices {
        let x = problem.row(row)
        let z = zip(x, weights).reduce(0.0) { $0 + $1.0 * $1.1 }
        #expect(abs(Double(objective.margins[row][lane]) - z) < 1e-4)
      }
    }
  }

  @Test("What is hidden by a weight of zero might as well not be there")
  func masked() throws {
    let problem = SmallProblem(rows: 60, features: 9, shapeColumns: 2, lanes: 1, seed: 7)
    var shorter = problem
    let kept = problem.prompts.indices.filter { problem.weights[0][$0] > 0 }
    #expect(kept.count < 60)
    shorter.prompts = kept.map { problem.prompts[$0] }
    shorter.norms = kept.map { problem.norms[$0] }
    shorter.shape = kept.map { problem.shape[$0] }
    shorter.labels = [kept.map { problem.labels[0][$0] }]
    shorter.weights = [kept.map { problem.weights[0][$0] }]
    var poisoned = problem
    for row in 0..<60 where problem.weights[0][row] == 0 {
      poisoned.labels[0][row] = 1 - problem.labels[0][row]
    }
    let whole = try Self.solve(problem, LogisticLoss.self, SIMD4<Float>.self)[0]
    #expect(largestDifference(whole, try Self.solve(shorter, LogisticLoss.self, SIMD4<Float>.self)[0]) < 1e-3)
    #expect(whole == (try Self.solve(poisoned, LogisticLoss.self, SIMD4<Float>.self)[0]))
  }

  @Test("A record of weight three counts as three records")
  func weights() throws {
    var problem = SmallProblem(rows: 40, features: 8, shapeColumns: 1, lanes: 1, seed: 8)
    problem.weights[0] = (0..<40).map { $0 % 3 == 0 ? 3 : 1 }
    var repeated = problem
    let rows = (0..<40).flatMap { [Int](repeating: $0, count: $0 % 3 == 0 ? 3 : 1) }
    repeated.prompts = rows.map { problem.prompts[$0] }
    repeated.norms = rows.map { problem.norms[$0] }
    repeated.shape = rows.map { problem.shape[$0] }
    repeated.labels = [rows.map { problem.labels[0][$0] }]
    repeated.weights = [rows.map { _ in 1 }]
    let weighted = try Self.solve(problem, LogisticLoss.self, SIMD4<Float>.self)[0]
    #expect(
      largestDifference(weighted, try Self.solve(repeated, LogisticLoss.self, SIMD4<Float>.self)[0]) < 1e-3)
  }

  @Test("A problem's solution does not depend on its lane, its neighbours or the number of lanes")
  func independence() throws {
    let problem = SmallProblem(rows: 60, features: 10, shapeColumns: 2, lanes: 16, seed: 9)
    let together = try Self.solve(problem, LogisticLoss.self, SIMD16<Float>.self)
    for lane in 0..<16 {
      var alone = problem
      alone.labels = [problem.labels[lane]]
      alone.weights = [problem.weights[lane]]
      alone.penalties = [problem.penalties[lane]]
      let single = try Self.solve(alone, LogisticLoss.self, SIMD4<Float>.self)[0]
      #expect(largestDifference(together[lane], single) < 1e-3)
    }
  }

  @Test("A warm start from another strength ends at the same optimum")
  func warmStart() throws {
    let problem = SmallProblem(rows: 60, features: 9, shapeColumns: 2, lanes: 4, seed: 10)
    let objective = try problem.objective(LogisticLoss.self, SIMD4<Float>.self)
    let target = objective.penalty
    var solver = NewtonCG(objective, settings: Self.exact)
    let w = objective.zero()
    objective.penalty = target * 30
    solver.minimise(w)
    objective.penalty = target
    solver.minimise(w)
    let cold = try Self.solve(problem, LogisticLoss.self, SIMD4<Float>.self)
    for lane in 0..<4 { #expect(largestDifference(w.lane(lane), cold[lane]) < 1e-3) }
    #expect(solver.minimise(w) <= 1)
  }

  @Test("Labels of one class give finite weights and margins on their side")
  func oneClass() throws {
    let problem = SmallProblem(rows: 50, features: 8, shapeColumns: 2, lanes: 2, seed: 11, isOneSided: true)
    let objective = try problem.objective(LogisticLoss.self, SIMD4<Float>.self)
    var solver = NewtonCG(objective)
    let w = objective.zero()
    solver.minimise(w)
    #expect(w.lane(0).allSatisfy { $0.isFinite })
    for row in 0..<50 { #expect(objective.margins[row][0] > 0.5 && objective.margins[row][0].isFinite) }
  }

  @Test("Lanes that hold no problem, or only hidden rows, stay at zero")
  func emptyLanes() throws {
    var problem = SmallProblem(rows: 50, features: 8, shapeColumns: 2, lanes: 2, seed: 12)
    problem.weights[1] = problem.weights[1].map { _ in 0 }
    let objective = try problem.objective(LogisticLoss.self, SIMD4<Float>.self)
    var solver = NewtonCG(objective)
    let w = objective.zero()
    solver.minimise(w)
    for lane in 1..<4 { #expect(w.lane(lane).allSatisfy { $0 == 0 }) }
    #expect(w.lane(0).contains { $0 != 0 })
  }

  @Test("Two runs give the same bits")
  func deterministic() throws {
    let problem = SmallProblem(rows: 3000, features: 40, shapeColumns: 3, lanes: 4, seed: 13)
    let settings = NewtonSettings()
    let first = try Self.solve(problem, LogisticLoss.self, SIMD4<Float>.self, settings: settings)
    #expect(first == (try Self.solve(problem, LogisticLoss.self, SIMD4<Float>.self, settings: settings)))
  }
}
