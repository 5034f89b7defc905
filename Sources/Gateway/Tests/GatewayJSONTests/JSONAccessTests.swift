import GatewayJSON
import Testing

@Suite("Looking into and changing JSON")
struct JSONAccessTests {
  @Test("The last of repeated members counts; setting leaves one, in its place")
  func repeats() throws {
    var value = try JSON(parsing: #"{"model":"a","x":1,"model":"b","y":2}"#)
    #expect(value["model"]?.stringValue == "b")
    value["model"] = "c"
    #expect(value.text == #"{"x":1,"model":"c","y":2}"#)
    value["z"] = [true, .null]
    value["x"] = nil
    value["gone"] = nil
    #expect(value.text == #"{"model":"c","y":2,"z":[true,null]}"#)
    value["z"] = .null
    #expect(value["z"]?.isNull == true)
  }

  @Test("What is no object has no members, and setting one does nothing")
  func others() {
    var value: JSON = [1, "two"]
    value["a"] = 1
    #expect(value == [1, "two"])
    #expect(value["a"] == nil)
    #expect(value[1]?.stringValue == "two")
    #expect(value[2] == nil)
    #expect(value[-1] == nil)
  }

  @Test("Whole numbers are read in every spelling, and no others")
  func integers() throws {
    func whole(_ text: String) throws -> Int? { try JSON(parsing: text).intValue }
    #expect(try whole("12") == 12)
    #expect(try whole("-9223372036854775808") == .min)
    #expect(try whole("5.0") == 5)
    #expect(try whole("1e3") == 1000)
    #expect(try whole("1.5") == nil)
    #expect(try whole("1e300") == nil)
    #expect(try whole("\"5\"") == nil)
    #expect(try JSON(parsing: "1e999").doubleValue == nil)
    #expect(try JSON(parsing: "1e-3").doubleValue == 0.001)
  }

  @Test("Doubles are written so that they read back; what is no number becomes null")
  func doubles() throws {
    for value in [0.1, 1e21, -2.5e-7, 3, Double.greatestFiniteMagnitude, Double.leastNonzeroMagnitude] {
      #expect(try JSON(parsing: JSON.number(value).bytes).doubleValue == value)
    }
    #expect(JSON.number(Double.nan).isNull)
    #expect(JSON.number(-Double.infinity).isNull)
    #expect(JSON.number(UInt64.max).text == "18446744073709551615")
  }
}
