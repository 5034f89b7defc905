import GatewayAccounts
import GatewayConfiguration
import GatewayJSON
import GatewayMoney
import GatewayPipeline
import GatewayStore
import HTTPTypes
import HummingbirdCore
import NIOCore

/// `GET /status.json`: what the status page shows, for the page and for whoever wants to look by other means.
///
/// Amounts are dollars with every digit, times microseconds. Nothing of a prompt, no user, no key is in it.
struct StatusRoute: Sendable {
  let gateway: Gateway
  let operations: Operations

  var response: Response {
    var response = Response(json: json)
    response.headers[.cacheControl] = "no-store"
    return response
  }

  /// The router's drawing: 404 where there is none.
  var curve: Response {
    guard let path = facts?.curve, let bytes = RouterFacts.drawing(path) else {
      return Response(status: .notFound, headers: [.contentType: "text/plain; charset=utf-8"])
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: "image/svg+xml", .cacheControl: "no-cache",
        .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  private var facts: RouterFacts? {
    let snapshot = gateway.snapshot
    guard let router = snapshot.router, let path = snapshot.configuration.router else { return nil }
    return RouterFacts(router, path: path)
  }

  var json: JSON {
    let look = operations.recent.look()
    var line = Line()
    line.set("version", GatewayVersion.text)
    line.set("time", CalendarDay.stamp(WallClock.microseconds()))
    line.set("started", CalendarDay.stamp(operations.started))
    line.set("configuration", configuration)
    line.set("router", router)
    line.set("traffic", traffic(look.minute, rate: look.rate))
    line.set("today", today(look.day))
    line.set("tiers", .array(tiers(look.day)))
    line.set("upstreams", .array(upstreams))
    line.set("budgets", .array(budgets))
    line.set("store", store)
    line.set("audit", audit)
    line.set("decisions", .array(look.decisions.map(StatusRoute.json)))
    return line.json
  }

  private var configuration: JSON {
    let reading = operations.reading
    var line = Line()
    line.set("path", operations.path)
    line.set("loaded", CalendarDay.stamp(reading.time))
    line.set("keys", .bool(gateway.snapshot.configuration.callers.keys != nil))
    line.set("warnings", .array(reading.warnings.map { .string($0.description) }))
    line.set("refused", .array(reading.refused.map { .string($0.description) }))
    return line.json
  }

  private var router: JSON {
    guard let facts, let path = gateway.snapshot.configuration.router else { return .null }
    var line = Line()
    line.set("identity", facts.identity)
    line.set("file", path)
    line.set("curve", .bool(facts.curve != nil))
    line.set("held_out", facts.heldOut ?? .null)
    return line.json
  }

  private func traffic(_ minute: LatencyWindow.Summary, rate: Double) -> JSON {
    var line = Line()
    line.set("rate", rate)
    line.set("under_way", operations.admission.count)
    line.set("minute_requests", minute.requests)
    for (name, percentiles) in [("first_byte", minute.firstByte), ("total", minute.total)] {
      guard let percentiles else { continue }
      line.set("\(name)_p50_us", Int(percentiles.p50))
      line.set("\(name)_p95_us", Int(percentiles.p95))
      line.set("\(name)_p99_us", Int(percentiles.p99))
    }
    return line.json
  }

  private static func json(_ decision: RecentTraffic.Decision) -> JSON {
    var line = Line()
    line.set("id", decision.id)
    line.set("time", CalendarDay.stamp(decision.time))
    line.set("state", decision.state)
    line.set("status", decision.status)
    line.set("tier", decision.tier)
    line.set("model", decision.model)
    line.set("cause", decision.cause)
    line.set("sufficiency", decision.sufficiency)
    line.set("band", decision.band)
    line.set("cost", .number(decision.cost.description))
    line.set("first_byte_us", decision.firstByte.map { Int($0) })
    line.set("total_us", Int(decision.total))
    return line.json
  }
}

extension HTTPField.Name {
  /// `content-security-policy`.
  static let contentSecurityPolicy = named("content-security-policy")
}
