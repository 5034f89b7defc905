extension JSON {
  /// The last member of this name; nil without one and for anything but an object. Linear in the members.
  ///
  /// Setting replaces the last one in place and drops its repeats, so that every reader sees the new value; it appends
  /// where there is none; nil removes all of them. On anything but an object setting does nothing.
  public subscript(name: String) -> JSON? {
    get {
      guard case .object(let members) = self else { return nil }
      return members.last { $0.name == name }?.value
    }
    set {
      guard case .object(var members) = self else { return }
      self = .null  // so that `members` is the only reference and is changed in place
      defer { self = .object(members) }
      guard let last = members.lastIndex(where: { $0.name == name }) else {
        if let newValue { members.append(Member(name, newValue)) }
        return
      }
      guard let newValue else { return members.removeAll { $0.name == name } }
      members[last].value = newValue
      guard members.firstIndex(where: { $0.name == name }) != last else { return }
      var index = -1
      members.removeAll {
        index += 1
        return index != last && $0.name == name
      }
    }
  }

  /// The value at a place; nil beyond the ends and for anything but an array.
  public subscript(index: Int) -> JSON? {
    guard case .array(let values) = self, values.indices.contains(index) else { return nil }
    return values[index]
  }

  /// The text of a string; nil for anything else.
  public var stringValue: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The truth value; nil for anything else.
  public var boolValue: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The whole number, also of `5.0` and `1e3`; nil for anything else and beyond what is exact.
  public var intValue: Int? {
    guard case .number(let text) = self else { return nil }
    if let whole = Int(text) { return whole }
    guard let value = Double(text), value.magnitude <= 9_007_199_254_740_992 else { return nil }
    let whole = Int(value)
    return Double(whole) == value ? whole : nil
  }

  /// The number, rounded to the nearest double; nil for anything else and beyond its range.
  public var doubleValue: Double? {
    guard case .number(let text) = self, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// The values of an array; nil for anything else.
  public var arrayValue: [JSON]? {
    guard case .array(let values) = self else { return nil }
    return values
  }

  /// The members of an object; nil for anything else.
  public var objectValue: [Member]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// Whether this is `null`.
  public var isNull: Bool {
    guard case .null = self else { return false }
    return true
  }
}
