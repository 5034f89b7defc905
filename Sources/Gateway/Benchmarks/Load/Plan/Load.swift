import NIOCore
import NIOHTTP1

/// What is asked, how often and how.
struct Load: Sendable {
  /// How the next request's time is found.
  enum Pace: Sendable {
    /// So many a second by a fixed schedule, whatever the answers do.
    case open(rate: Double)
    /// So many at once, each after the one before it: what throughput is measured with.
    case closed(connections: Int)
  }

  var host = "127.0.0.1"
  var port = 80
  var path = "/v1/chat/completions"
  var model = "auto"
  var pace = Pace.open(rate: 1000)
  /// Requests in all, those of the warm-up first.
  var requests = 10_000
  /// Requests whose times do not count.
  var warmup = 0
  var promptBytes = 1024
  var seed: UInt64 = 1
  /// The share of requests that ask for a stream.
  var streams = 0.0
  /// The share of requests that name the feature `checked`.
  var checked = 0.0
  /// Users that the requests name in turn; 0 names none.
  var users = 0
  /// The most connections at once.
  var connections = 4096
  /// How long an answer may take, in seconds.
  var patience = 60.0
  /// How long a refused connection is tried again, in seconds: a server that is started anew.
  var reconnects = 0.0
  var headers: [(String, String)] = []
  /// Whether every answer is read and compared with its question.
  var verifies = false

  /// Whether messages are sent; a plain prompt goes to `/v1/completions`.
  private var isChat: Bool { !path.hasSuffix("/completions") || path.hasSuffix("/chat/completions") }

  /// One request.
  struct Question: Sendable {
    var number: Int
    var isStream: Bool
    var prompt: String
    var body: ByteBuffer
    var headers: HTTPHeaders
  }

  /// Request number `number`, the same in every run.
  func question(_ number: Int) -> Question {
    var dice = Dice(seed: seed &* 1_000_003 &+ UInt64(number))
    let isStream = dice.share() < streams
    let isChecked = dice.share() < checked
    let prompt = Words.prompt(number, bytes: promptBytes, &dice)
    // Half of the streams ask for their usage, as clients do.
    let usage = number % 2 == 0 ? #","stream_options":{"include_usage":true}"# : ""
    let asks =
      isChat
      ? #""messages":[{"role":"user","content":""# + prompt + #""}]"# : #""prompt":""# + prompt + "\""
    let body = ByteBuffer(
      string: #"{"model":""# + model + #"","# + asks
        + (isStream ? #","stream":true"# + usage : "") + "}")
    var fields = HTTPHeaders([
      ("host", "\(host):\(port)"), ("content-type", "application/json"),
      ("content-length", String(body.readableBytes)),
    ])
    for (name, value) in headers { fields.add(name: name, value: value) }
    if users > 0 { fields.add(name: "x-triage-user", value: "user-\(number % users)") }
    if isChecked { fields.add(name: "x-triage-feature", value: "checked") }
    return Question(number: number, isStream: isStream, prompt: prompt, body: body, headers: fields)
  }
}
