/// Whether an upstream takes arrays of prompts, and whether anything comes of it.
extension Reader {
  func readArrays(_ place: Cursor, _ entry: UpstreamEntry) -> Bool {
    guard place.bool() == true else { return false }
    guard entry.api == .openai else {
      place.fail("\(place.words) needs the api 'openai': Anthropic's takes one conversation a request")
      return false
    }
    arrayPlaces.append((configuration.upstreams.count, place))
    return true
  }

  /// An array is made of what waits in a model's window.
  func warnAboutArrays() {
    for (upstream, place) in arrayPlaces {
      let hasWindow = configuration.models.contains { $0.upstream == upstream && $0.batch != nil }
      if !hasWindow { place.warn("\(place.words) does nothing: none of its models has a 'batch'") }
    }
  }
}
