import GatewayJSON

/// Parts of messages as Anthropic's content blocks.
enum AnthropicContent {
  /// The blocks of a `content`: a text, an array of parts, or nothing. Empty texts, which Anthropic refuses, are left out.
  static func blocks(_ content: JSON?, path: String) throws(WireError) -> [JSON] {
    switch content {
    case .string(let text):
      return text.isEmpty ? [] : [.textBlock(text)]
    case .array(let parts):
      var blocks: [JSON] = []
      for (index, part) in parts.enumerated() {
        if let block = try block(part, path: "\(path).content[\(index)]") { blocks.append(block) }
      }
      return blocks
    default:
      return []
    }
  }

  /// A part as a block; nil for an empty text.
  private static func block(_ part: JSON, path: String) throws(WireError) -> JSON? {
    if let text = part.stringValue { return text.isEmpty ? nil : .textBlock(text) }
    var block: JSON
    switch part["type"]?.stringValue {
    case "text", "refusal", "input_text":
      let text = part["text"]?.stringValue ?? part["refusal"]?.stringValue ?? ""
      if text.isEmpty { return nil }
      block = .textBlock(text)
    case "image_url":
      guard let url = part["image_url"]?["url"]?.stringValue ?? part["image_url"]?.stringValue else {
        throw .wrongType("\(path).image_url", expected: "an object with a 'url'")
      }
      block = ["type": "image", "source": source(url)]
    case "file":
      guard let data = part["file"]?["file_data"]?.stringValue else {
        throw AnthropicRequest.unsupported(path, "files by their id")
      }
      block = ["type": "document", "source": source(data)]
      if let name = part["file"]?["filename"] { block["title"] = name }
    case "input_audio":
      throw AnthropicRequest.unsupported(path, "audio")
    default:
      // Already in Anthropic's shape, or something newer than this: the upstream judges.
      return part
    }
    if let control = part["cache_control"] { block["cache_control"] = control }
    return block
  }

  /// `data:TYPE;base64,DATA` as base64, everything else as an address.
  private static func source(_ url: String) -> JSON {
    guard url.utf8.starts(with: "data:".utf8), let comma = url.utf8.firstIndex(of: UInt8(ascii: ",")) else {
      return ["type": "url", "url": .string(url)]
    }
    let head = url[..<comma].dropFirst(5)
    let type = head.split(separator: ";").first.map(String.init) ?? "application/octet-stream"
    return [
      "type": "base64", "media_type": .string(type), "data": .string(String(url[comma...].dropFirst())),
    ]
  }
}

extension JSON {
  /// Anthropic's block of text.
  static func textBlock(_ text: String) -> JSON { ["type": "text", "text": .string(text)] }
}
