import GatewayConfiguration
import GatewayRouting
import GatewayWire
import Testing

@Suite("Exploration")
struct ExplorationTests {
  func plan(share: Double, within: Double, chance: Double, _ prompt: String) throws -> Plan {
    var configuration = Fixture.configuration()
    configuration.exploration = Exploration(share: share, within: within)
    return try Fixture.planner(configuration, chance: chance).plan(try Fixture.request([("user", prompt)]))
  }

  let prompts = [
    "hi", "What is 2+2?", "Prove the Riemann hypothesis", "Write a limerick about cats", "äh 東京",
  ]

  @Test("sends a drawn request next door and logs with what probability")
  func drawn() throws {
    var explored = 0
    for prompt in prompts {
      let usual = try plan(share: 0.1, within: 1, chance: 0.5, prompt)
      let other = try plan(share: 0.1, within: 1, chance: 0.05, prompt)
      guard usual.propensity < 1 else { continue }
      explored += 1
      #expect(usual.propensity == 0.9)
      #expect(!usual.isExplored)
      #expect(other.propensity == 0.1)
      #expect(other.isExplored)
      #expect(other.tier != usual.tier)
      #expect(other.cause == "exploration")
    }
    #expect(explored > 0)
  }

  @Test("leaves requests alone that are far from the boundary")
  func far() throws {
    for prompt in prompts {
      let plan = try plan(share: 0.5, within: 1e-9, chance: 0, prompt)
      #expect(plan.propensity == 1)
      #expect(!plan.isExplored)
    }
  }

  @Test("never moves what the caller asked for")
  func requested() throws {
    var configuration = Fixture.configuration()
    configuration.exploration = Exploration(share: 0.5, within: 1)
    let planner = try Fixture.planner(configuration, chance: 0)
    let plan = try planner.plan(try Fixture.request([("user", "hi")], model: "basic"))
    #expect(plan.tier == 0)
    #expect(plan.propensity == 1)
  }
}
