import Triage
import TriageRecords

/// What became of one block of requests: the decisions as text, and the lines that were none.
struct BlockDecisions {
  /// A line that is no request.
  struct Problem {
    /// Its number within the block, from 1.
    var line: Int
    /// How much of ``output`` stands before it.
    var offset: Int
    var message: String
  }

  /// The block's number in the order of the input, from 0.
  let place: Int
  /// Decision lines, in order.
  var output: [UInt8]
  var problems: [Problem] = []
  /// Lines of the block, blank ones included.
  var lineCount = 0

  /// None yet.
  ///
  /// - Parameter output: a buffer to use again; what it holds is dropped.
  init(place: Int, output: [UInt8]) {
    self.place = place
    self.output = output
  }

  /// Decides for each line of the block.
  mutating func decide(_ block: JSONLineBlock, _ router: Router, _ line: DecisionLine) {
    output.removeAll(keepingCapacity: true)
    while let next = block.next() {
      do throws(RouteProblem) {
        let request = try RouteRequest(next)
        line.append(request.decision(by: router), id: request.id, to: &output)
      } catch {
        problems.append(Problem(line: next.number, offset: output.count, message: error.message))
      }
    }
    lineCount = block.lineCount
  }
}
