import GatewayConfiguration
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The server as a service: accepts connections, has each request answered, and lets those under way end at a graceful
/// shutdown.
///
/// Hummingbird's `Application` would do the same but for two things. Its clock for the `date` header waits on a merged
/// asynchronous sequence, which can lock up an event loop for good (swift-async-algorithms issue 430: a lock is held
/// across a suspension; it hung one start in a hundred here). And a response that must keep its seat until it is written
/// would have to be a stream there, head and body by two calls to the system.
struct HTTPService: Service, CustomStringConvertible {
  let responder: GatewayResponder
  let builder: HTTPServerBuilder
  let listen: ListenAddress
  let logger: Logger
  let onListening: @Sendable (Int) async -> Void
  var description: String { "HTTPService" }

  /// The rest of a request could not be read while its response was being written.
  private struct Interrupted: Error {}

  func run() async throws {
    let dates = DateHeader()
    let server = try builder.buildServer(
      configuration: ServerConfiguration(
        address: .hostname(listen.host, port: listen.port), backlog: 1024),
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger
    ) { [responder] request, writer, channel in
      if responder.wants(request) { try await writer.writeInformationalHead(HTTPResponse(status: .continue)) }
      var seat: Admission.Seat?
      defer { withExtendedLifetime(seat) {} }
      var response = await responder.respond(to: request, on: channel, holding: &seat)
      response.headers[.date] = dates.text
      // A body would be taken for the beginning of the next response.
      if request.method == .head { response = response.createHeadResponse() }
      do {
        try await writer.write(response: response.head, body: response.body)
      } catch is HTTPParserError {
        // Would be answered with 400, behind a response that has begun.
        throw Interrupted()
      }
    } onServerRunning: { [onListening] channel in
      await onListening(channel.localAddress?.port ?? 0)
    }
    do {
      try await server.run()
    } catch {
      // It throws before it listens or not at all.
      throw ListenFailure(address: listen, error: error)
    }
  }
}

/// An address that cannot be listened on.
struct ListenFailure: Error, CustomStringConvertible {
  let address: ListenAddress
  let error: any Error

  var description: String {
    let reason = (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)"
    return "cannot listen on \(address.host):\(address.port): \(reason)"
  }
}
