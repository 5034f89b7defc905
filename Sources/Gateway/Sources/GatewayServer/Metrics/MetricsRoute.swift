import GatewayConfiguration
import GatewayPipeline
import GatewayStore
import GatewayUpstreams
import HTTPTypes
import HummingbirdCore
import Metrics
import NIOCore

/// `GET /metrics`: everything that was counted, with the breakers and the store as they are now.
struct MetricsRoute: Sendable {
  let operations: Operations

  func response(_ gateway: Gateway) -> Response {
    for upstream in gateway.snapshot.upstreams.all {
      let status = upstream.status()
      let dimensions = [("upstream", upstream.entry.name)]
      Gauge(label: "triage_breaker_open", dimensions: dimensions).record(status.state == .closed ? 0 : 1)
      Gauge(label: "triage_breaker_openings", dimensions: dimensions).record(status.openings)
    }
    if let store = gateway.store {
      Gauge(label: "triage_store_written").record(store.counters.written)
      Gauge(label: "triage_store_failed").record(store.counters.failed)
      Gauge(label: "triage_store_waiting").record(store.counters.waiting)
    }
    Gauge(label: "triage_requests_under_way").record(operations.admission.count)
    for (name, counters) in [("audit", operations.audit.counters), ("log", operations.logs.counters)] {
      Gauge(label: "triage_\(name)_lines_written").record(counters.written)
      Gauge(label: "triage_\(name)_lines_dropped").record(counters.dropped)
      Gauge(label: "triage_\(name)_lines_failed").record(counters.failed)
    }
    let reading = operations.reading
    Gauge(label: "triage_configuration_reloads").record(reading.reloads)
    Gauge(label: "triage_configuration_refusals").record(reading.refusals)
    Gauge(label: "triage_configuration_current").record(reading.refused.isEmpty ? 1 : 0)
    return Response(
      status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: operations.registry.text())))
  }
}
