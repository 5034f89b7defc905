import ArgumentParser
import Foundation
import UpstreamSimulator

/// `upstream-simulator`: an upstream without a model, for tests and measurements.
@main struct SimulatorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upstream-simulator",
    abstract: "Answer like an OpenAI-compatible server and Anthropic's, with faults where asked for.")

  @Option(help: "The port; 0 takes a free one, which the first line of the output names.")
  var port = 0

  @Option(help: "Threads that serve.")
  var threads = 1

  @Option(help: "Milliseconds that every answer waits.")
  var delay = 0

  @Option(help: "Milliseconds that a slow answer waits beyond that.")
  var slow = 100

  @Option(help: "Milliseconds between the events of a stream.")
  var gap = 0

  @Option(help: "Seconds in Retry-After.")
  var retryAfter = "1"

  @Option(help: "The seed of the random faults.")
  var seed: UInt64 = 1

  @Option(help: "Random faults, KIND=SHARE with commas: slow=0.05,reset=0.01.")
  var faults = ""

  @Option(
    help: "What becomes of arrays of prompts: \(Arrays.allCases.map(\.rawValue).joined(separator: ", ")).")
  var arrays = Arrays.taken

  @Option(help: "How many of the last requests GET /requests shows.")
  var record = 0

  func run() async throws {
    var behaviour = Behaviour()
    behaviour.delay = delay
    behaviour.slow = slow
    behaviour.gap = gap
    behaviour.arrays = arrays
    behaviour.recorded = record
    behaviour.retryAfter = retryAfter
    behaviour.seed = seed
    for fault in faults.split(separator: ",") {
      let parts = fault.split(separator: "=")
      guard parts.count == 2, let kind = Fault(rawValue: String(parts[0])), let share = Double(parts[1]),
        (0...1).contains(share)
      else {
        let kinds = Fault.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("'\(fault)': expected KIND=SHARE, KIND one of \(kinds)")
      }
      behaviour.shares[kind] = share
    }
    let simulator = UpstreamSimulator(behaviour, threads: threads)
    let port = try await simulator.start(port: port)
    FileHandle.standardOutput.write(Data("listening on 127.0.0.1:\(port)\n".utf8))
    try await simulator.wait()
  }
}

extension Arrays: ExpressibleByArgument {}
