import GatewayAccounts
import GatewayMoney

extension Draft {
  /// The headers of the reply.
  var headers: [(name: String, value: String)] {
    var headers: [(name: String, value: String)] = [
      ("x-triage-decision-id", record.id), ("x-triage-cause", record.cause),
    ]
    if let tier = record.tierName { headers.append(("x-triage-tier", tier)) }
    if let model = record.model { headers.append(("x-triage-model", model)) }
    if let sufficiency = record.sufficiency {
      headers.append(("x-triage-sufficiency", Draft.text(sufficiency)))
    }
    if let band = record.band { headers.append(("x-triage-band", band)) }
    if let evidence = record.evidence { headers.append(("x-triage-evidence", Draft.text(evidence))) }
    if let router = record.router { headers.append(("x-triage-router", router)) }
    if record.state == RequestRecord.State.served {
      headers.append(("x-triage-cost", record.cost.description))
    }
    if !failedChecks.isEmpty {
      headers.append(("x-triage-failed-checks", failedChecks.joined(separator: ",")))
    }
    if !warnings.isEmpty { headers.append(("x-triage-budget", warnings.joined(separator: ","))) }
    return headers
  }

  private static func text(_ share: Double) -> String {
    let thousandths = Int((share * 1000).rounded())
    let digits = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
