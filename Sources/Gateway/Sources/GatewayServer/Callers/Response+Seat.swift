import Hummingbird

extension Response {
  /// The same response, holding on to a seat until its body is written.
  func holding(_ seat: Admission.Seat) -> Response {
    var response = self
    let body = response.body
    response.body = ResponseBody(contentLength: body.contentLength) { writer in
      try await body.write(writer)
      withExtendedLifetime(seat) {}
    }
    return response
  }
}
