import Foundation
import Testing

@testable import TriageEvaluation

@Suite("What is printed and written")
struct RenderTests {
  static let hostile = "<script>alert('x')</script> & \"quoted\" \u{1b}[31m \u{202e}]]> \u{0}"

  func hostileReport() throws -> EvaluationReport {
    var synthetic = Synthetic(rows: 60)
    synthetic.models = ["small <b>", "large & " + String(repeating: "long ", count: 30)]
    var set = synthetic.set()
    set.title = Self.hostile
    set.dataset = Self.hostile
    set.router.name = Self.hostile
    for row in set.rows.indices {
      set.rows[row].excerpt = Self.hostile
      set.rows[row].domain = row % 2 == 0 ? Self.hostile : "契約書の質問 " + String(repeating: "長", count: 60)
      set.rows[row].cause = Self.hostile
    }
    return try EvaluationReport(set, options: quick)
  }

  @Test("The JSON has the keys that are promised")
  func jsonKeys() throws {
    let json = try EvaluationReport(tinySet(), options: quick).renderJSON()
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8))
    let root = try #require(object as? [String: Any])
    for key in ["n", "models", "metrics", "heads", "baselines", "curve", "band", "domains", "router"] {
      #expect(root[key] != nil, "\(key)")
    }
    let metrics = try #require(root["metrics"] as? [String: Any])
    for key in ["apgr", "cpt50", "cpt80", "aiq", "auroc", "log_loss", "brier", "ece"] {
      let estimate = try #require(metrics[key] as? [String: Double], "\(key)")
      #expect(Set(estimate.keys) == ["value", "low", "high"])
    }
    let head = try #require((root["heads"] as? [String: Any])?["small"] as? [String: Any])
    #expect(Set(["auroc", "log_loss", "brier", "ece"]).isSubset(of: head.keys))
    let baselines = try #require(root["baselines"] as? [String: [String: Any]])
    for key in ["random", "prompt_length", "domain_mean", "best_single", "always_top", "oracle"] {
      #expect(baselines[key]?.keys.contains("apgr") == true, "\(key)")
    }
    let curve = try #require(root["curve"] as? [[String: Double]])
    #expect(Set(["threshold", "strong_share", "cost", "quality"]).isSubset(of: curve[0].keys))
    let band = try #require(root["band"] as? [String: Any])
    for key in ["share", "cost_delta", "quality_delta", "same_cost_threshold_quality"] {
      #expect(band[key] is Double, "\(key)")
    }
  }

  @Test("Page and picture fetch nothing: no address, no script, no import")
  func selfContained() throws {
    let report = try EvaluationReport(Synthetic(rows: 60).set(), options: quick)
    for text in [report.renderHTML(), try #require(report.renderCurveSVG())] {
      #expect(!text.contains("src=") && !text.contains("href=") && !text.contains("@import"))
      #expect(!text.contains("url(") && !text.contains("<script") && !text.contains("javascript:"))
      let addresses = text.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
      #expect(!addresses.contains("http:") && !addresses.contains("https:"))
    }
  }

  @Test("Hostile text is escaped and every element is closed")
  func escaped() throws {
    let report = try hostileReport()
    for text in [report.renderHTML(), try #require(report.renderCurveSVG())] {
      #expect(!text.contains("<script") && text.contains("&lt;script&gt;"))
      #expect(!text.unicodeScalars.contains("\u{1b}") && !text.unicodeScalars.contains("\u{0}"))
      #expect(unbalanced(text) == nil)
    }
  }

  @Test("The balance check itself finds an element left open")
  func balanceCheck() {
    #expect(unbalanced("<a><b/></a>") == nil)
    #expect(unbalanced("<a><b></a>") == "a")
    #expect(unbalanced("<a>") == "a")
  }

  @Test("Figures have a title and a description, and their ids are used once")
  func accessible() throws {
    let html = try EvaluationReport(Synthetic(rows: 60).set(), options: quick).renderHTML()
    for id in ["curve-title", "curve-desc", "reliability-title", "reliability-desc"] {
      #expect(html.components(separatedBy: "id=\"\(id)\"").count == 2, "\(id)")
    }
    #expect(html.contains("lang=\"en\"") && html.contains("prefers-color-scheme:dark"))
  }

  @Test("The table fits 100 columns and holds no control character, whatever the names")
  func table() throws {
    for report in [try hostileReport(), try EvaluationReport(Synthetic(rows: 60).set(), options: quick)] {
      for line in report.renderTable().split(separator: "\n") {
        #expect(TerminalText.width(String(line)) <= 100, "\(line)")
        #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        #expect(!line.unicodeScalars.contains("\u{202e}"))
      }
    }
  }

  @Test("The curve as CSV reads back as the same numbers, with CRLF line ends")
  func csv() throws {
    let report = try EvaluationReport(tinySet(), options: quick)
    let lines = report.renderCSV().components(separatedBy: "\r\n")
    #expect(lines[0] == "threshold,strong_share,cost,quality,quality_low,quality_high")
    #expect(lines.count == report.curve.count + 2 && lines.last == "")
    for (line, point) in zip(lines.dropFirst(), report.curve) {
      let fields = line.split(separator: ",").compactMap { Double($0) }
      let expected = [
        point.threshold, point.strongShare, point.cost, point.quality, point.qualityLow, point.qualityHigh,
      ]
      #expect(fields == expected)
    }
  }

  @Test("CSV fields with commas, quotes and line ends are quoted")
  func csvQuoting() throws {
    #expect(CSV.field("plain") == "plain")
    #expect(CSV.field("a,b") == "\"a,b\"")
    #expect(CSV.field("say \"hi\"") == "\"say \"\"hi\"\"\"")
    #expect(CSV.field("two\r\nlines") == "\"two\r\nlines\"")
    var set = tinySet()
    set.models[0] = "small, \"cheap\""
    let text = try EvaluationReport(set, options: quick).renderPoliciesCSV()
    #expect(text.contains("\"small, \"\"cheap\"\"\",1.0,0.5,\r\n"))
  }

  /// The element that is not closed where it should be, if any. Text and attribute values hold no "<" once escaped.
  func unbalanced(_ markup: String) -> String? {
    var open: [String] = []
    for piece in markup.components(separatedBy: "<").dropFirst() {
      guard let end = piece.firstIndex(of: ">") else { return piece }
      let tag = piece[..<end]
      if tag.hasPrefix("!") || tag.hasPrefix("?") || tag.hasSuffix("/") { continue }
      let name = String(tag.drop { $0 == "/" }.prefix { $0 != " " })
      if tag.hasPrefix("/") {
        guard open.popLast() == name else { return name }
      } else {
        open.append(name)
      }
    }
    return open.last
  }
}
