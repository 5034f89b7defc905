// A load generator that does not omit waiting time: with --rate every request has its time on a fixed schedule, and its
// latency counts from there, also when the request could only be sent later (Tene, "How NOT to measure latency", 2015).
//
//   gateway-load http://127.0.0.1:8080 --rate 1000 --seconds 10
//   gateway-load http://127.0.0.1:8080 --connections 64 --seconds 10

import ArgumentParser
import Foundation
import GatewayJSON
import NIOCore
import NIOPosix

/// `gateway-load`: requests at a rate, or as many as go; one JSON object with what came of them.
@main struct LoadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gateway-load", abstract: "Send chat requests and measure what comes back.")

  @Argument(
    help: "The server: http://HOST:PORT; /v1/chat/completions unless a path follows; completions get prompts."
  )
  var url: String

  @Option(help: "Requests a second, by a fixed schedule.")
  var rate: Double?

  @Option(help: "Requests at once, one after the other: measures throughput.")
  var connections: Int?

  @Option(help: "Requests in all; instead of --seconds.")
  var requests: Int?

  @Option(help: "How long, with --rate.")
  var seconds: Double?

  @Option(help: "The first so many requests do not count.")
  var warmup = 0

  @Option(help: "Bytes of a prompt.")
  var bytes = 1024

  @Option(help: "The model to ask for.")
  var model = "auto"

  @Option(help: "The share of streams.")
  var streams = 0.0

  @Option(help: "The share that names the feature 'checked'.")
  var checked = 0.0

  @Option(help: "Users to name in turn.")
  var users = 0

  @Option(help: "The prompts' seed.")
  var seed: UInt64 = 1

  @Option(help: "Seconds that an answer may take, where answers are verified.")
  var patience = 60.0

  @Option(help: "Seconds that refused connections are tried again.")
  var reconnects = 0.0

  @Option(help: "A header to send, NAME:VALUE.")
  var header: [String] = []

  @Flag(help: "Read every answer and compare it with its question.")
  var verify = false

  @Option(help: "A file for one line a request.")
  var record: String?

  func run() async throws {
    let load = try load()
    let recorder = try record.map { try Recorder(path: $0) }
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let outcome = try await Run(load, loop: group.next(), record: recorder).measure()
    recorder?.flush()
    FileHandle.standardOutput.write(Data(outcome.json.bytes + [UInt8(ascii: "\n")]))
    try await group.shutdownGracefully()
  }

  private func load() throws -> Load {
    var load = Load()
    guard let parts = URLComponents(string: url), parts.scheme == "http", let host = parts.host else {
      throw ValidationError("'\(url)': expected http://HOST:PORT")
    }
    load.host = host
    load.port = parts.port ?? 80
    if parts.path.count > 1 { load.path = parts.path }
    switch (rate, connections) {
    case (let rate?, nil):
      load.pace = .open(rate: rate)
      load.requests = requests ?? Int(rate * (seconds ?? 10))
    case (nil, let connections?):
      load.pace = .closed(connections: connections)
      load.requests = requests ?? 10_000
    default:
      throw ValidationError("expected either --rate or --connections")
    }
    guard warmup < load.requests else { throw ValidationError("--warmup leaves no request to measure") }
    load.warmup = warmup
    load.promptBytes = bytes
    load.model = model
    load.streams = streams
    load.checked = checked
    load.users = users
    load.seed = seed
    load.patience = patience
    load.reconnects = reconnects
    load.verifies = verify || record != nil
    load.headers = header.compactMap { line in
      line.firstIndex(of: ":").map { at in
        (String(line[..<at]), line[line.index(after: at)...].trimmingCharacters(in: .whitespaces))
      }
    }
    return load
  }
}
