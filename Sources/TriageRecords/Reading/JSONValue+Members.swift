extension JSONValue {
  /// The members of an object in the order of the file, repeated keys included; none for anything else.
  public var members: JSONMembers { JSONMembers(of: self) }

  /// The elements of an array; none for anything else.
  public var elements: JSONElements { JSONElements(of: self) }

  /// The last member with this key, found by a walk over the object: O(members).
  public subscript(name: StaticString) -> JSONValue? {
    var found: JSONValue?
    for (key, value) in members where key.equals(name) { found = value }
    return found
  }

  /// The last member with this key.
  public subscript(named name: String) -> JSONValue? {
    var found: JSONValue?
    for (key, value) in members where key.string == name { found = value }
    return found
  }
}

/// The members of an object: each a key, which is a string value, and a value. One pass, no allocation.
public struct JSONMembers: Sequence, IteratorProtocol {
  private var cursor: JSONValue
  private let end: Int

  init(of object: JSONValue) {
    let isObject = object.kind == .object
    cursor = object.at(object.index + 1)
    // The word before a container's next sibling is its closing brace.
    end = isObject ? object.nextIndex - 1 : 0
  }

  /// The next member; nil behind the last.
  public mutating func next() -> (key: JSONValue, value: JSONValue)? {
    guard cursor.index < end else { return nil }
    let key = cursor
    let value = key.at(key.index + 1)
    cursor = value.at(value.nextIndex)
    return (key, value)
  }
}

/// The elements of an array. One pass, no allocation.
public struct JSONElements: Sequence, IteratorProtocol {
  private var cursor: JSONValue
  private let end: Int

  init(of array: JSONValue) {
    let isArray = array.kind == .array
    cursor = array.at(array.index + 1)
    end = isArray ? array.nextIndex - 1 : 0
  }

  /// The next element; nil behind the last.
  public mutating func next() -> JSONValue? {
    guard cursor.index < end else { return nil }
    let value = cursor
    cursor = value.at(value.nextIndex)
    return value
  }
}
