import Testing

@testable import GatewayConfiguration

@Suite("An upstream that takes arrays")
struct ArrayMistakeTests {
  @Test("is warned about where none of its models has a window to make them of, and only there")
  func withoutWindow() throws {
    func warnings(_ batch: String) throws -> [String] {
      let text = """
        upstreams:
          vllm: {arrays: true}
          ollama: {}
        models:
          vllm/a: {price: {input: 0, output: 0}\(batch)}
          ollama/b: {price: {input: 0, output: 0}, batch: {delay: 5ms, count: 2}}
        tiers: [vllm/a, ollama/b]
        """
      let reading = try Folder(["gateway.yaml": text]).read()
      #expect(reading.configuration?.upstreams.map(\.arrays) == [true, false])
      return reading.mistakes.map(\.description)
    }
    #expect(
      try warnings("") == [
        "line 2: warning: 'arrays' of upstream 'vllm' does nothing: none of its models has a 'batch'"
      ])
    #expect(try warnings(", batch: {delay: 5ms, count: 2}") == [])
  }
}
