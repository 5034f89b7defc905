/// What an import may be told.
public struct ImportOptions: Sendable {
  /// The domain of all records that name none themselves. For ``ImportFormat/routellm`` the file's name
  /// stands in where this is nil.
  public var domain: String?
  /// The feedback file of ``ImportFormat/openai``, which needs one.
  public var feedback: String?
  /// Bad rows to skip before giving up, feedback included. 0: the first one ends the import.
  public var maximumBad: Int
  /// The longest row taken, in bytes.
  public var lineLimit: Int
  /// New names of models, by the names in the source: `["gpt-4o-2024-08-06": "large"]`.
  public var renames: [String: String]
  /// The models to keep, by their new names; nil keeps all. A record that is left without outcomes, or whose
  /// chosen model goes, is left out.
  public var models: Set<String>?

  /// Options.
  public init(
    domain: String? = nil, feedback: String? = nil, maximumBad: Int = 0,
    lineLimit: Int = JSONLinesReader.defaultLineLimit, renames: [String: String] = [:],
    models: Set<String>? = nil
  ) {
    self.domain = domain
    self.feedback = feedback
    self.maximumBad = max(maximumBad, 0)
    self.lineLimit = lineLimit
    self.renames = renames
    self.models = models
  }

  /// Whether records are changed on the way.
  var rewrites: Bool { domain != nil || !renames.isEmpty || models != nil }
}
