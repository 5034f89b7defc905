import GatewayJSON
import GatewayWire
import Testing

@Suite("Every text of a request")
struct EveryTextTests {
  @Test("is what an upstream would see, without the model's name and without files in base64")
  func texts() throws {
    let file = String(repeating: "QUJD", count: 2000)
    let body: JSON = [
      "model": "auto", "suffix": "after",
      "messages": [
        ["role": "system", "content": "instructions"],
        [
          "role": "user",
          "content": [
            ["type": "text", "text": "question"],
            ["type": "image_url", "image_url": ["url": .string("data:image/png;base64," + file)]],
            ["type": "input_audio", "input_audio": ["data": .string(file), "format": "wav"]],
          ],
        ],
        [
          "role": "assistant",
          "tool_calls": [["function": ["name": "f", "arguments": #"{"a":"argument \u00fc"}"#]]],
        ],
      ],
      "tools": [["type": "function", "function": ["name": "f", "description": "definition"]]],
    ]
    let text = try ChatRequest(.chat, json: body).everyText
    for word in ["instructions", "question", "argument ü", "definition", "after", "wav"] {
      #expect(text.contains(word))
    }
    #expect(!text.contains("QUJD") && !text.contains("auto"))
    // A long text without blanks is no file.
    let long = String(repeating: "字", count: 5000)
    #expect(try AnthropicAnswerTests.request(#","x":"\#(long)""#).everyText.contains(long))
  }
}
