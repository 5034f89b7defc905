import GatewayConfiguration
import GatewayRouting
import GatewayWire
import Testing
import Triage

@Suite("Exploration")
struct ExplorationTests {
  func plan(share: Double, within: Double, chance: Double, _ prompt: String) throws -> Plan {
    var configuration = Fixture.configuration()
    configuration.exploration = Exploration(share: share, within: within)
    return try Fixture.planner(configuration, chance: chance).drawn(try Fixture.request([("user", prompt)]))
  }

  let prompts = [
    "hi", "What is 2+2?", "Prove the Riemann hypothesis", "Write a limerick about cats", "äh 東京",
  ]

  @Test("sends a drawn request to the other tier, up and down, and logs with what probability")
  func drawn() throws {
    var explored: Set<Int> = []
    for prompt in prompts {
      let usual = try plan(share: 0.1, within: 1, chance: 0.5, prompt)
      let other = try plan(share: 0.1, within: 1, chance: 0.05, prompt)
      explored.insert(other.tier)
      #expect(usual.propensity == 0.9)
      #expect(!usual.isExplored)
      #expect(other.propensity == 0.1)
      #expect(other.isExplored)
      #expect(other.tier != usual.tier)
      #expect(other.cause == "exploration")
    }
    #expect(explored == [0, 1])
  }

  @Test("knows a request on both sides of its threshold")
  func bothSides() throws {
    for prompt in prompts {
      let usual = try plan(share: 0, within: 1, chance: 0.5, prompt)
      let decision = try #require(usual.decision)
      let distance = Double(abs(decision.sufficiencies[0] - 0.5))
      for within in [distance - 1e-5, distance + 1e-5] where within > 0 && within < 1 {
        let drawn = try plan(share: 0.5, within: within, chance: 0, prompt)
        #expect(drawn.isExplored == (within > distance), "\(prompt)")
        #expect(drawn.isExplored == (drawn.tier != usual.tier))
      }
    }
  }

  @Test("leaves a request alone whose tier has no candidate: the one that stands in was not drawn")
  func withoutCandidate() throws {
    var configuration = Fixture.configuration()
    configuration.models[0].contextWindow = 1
    configuration.exploration = Exploration(share: 0.5, within: 1)
    for prompt in prompts {
      let plan = try Fixture.planner(configuration, chance: 0).drawn(try Fixture.request([("user", prompt)]))
      #expect(plan.tier == 1)
      #expect(plan.propensity == 1)
    }
  }

  @Test("leaves requests alone that are far from the boundary")
  func far() throws {
    for prompt in prompts {
      let plan = try plan(share: 0.5, within: 1e-9, chance: 0, prompt)
      #expect(plan.propensity == 1)
      #expect(!plan.isExplored)
    }
  }

  @Test("leaves out the tiers that a budget has closed, and what is left has the whole probability")
  func closed() throws {
    var configuration = Fixture.configuration()
    configuration.exploration = Exploration(share: 0.5, within: 1)
    let planner = try Fixture.planner(configuration, chance: 0)
    for prompt in prompts {
      var plan = try planner.plan(try Fixture.request([("user", prompt)]))
      let tier = plan.tier
      planner.explore(&plan) { $0 == tier }
      #expect(plan.tier == tier && plan.propensity == 1 && !plan.isExplored)
      planner.explore(&plan) { $0 != tier }
      #expect(plan.tier != tier && plan.propensity == 0.5)
    }
  }

  @Test("never moves what the caller asked for")
  func requested() throws {
    var configuration = Fixture.configuration()
    configuration.exploration = Exploration(share: 0.5, within: 1)
    let planner = try Fixture.planner(configuration, chance: 0)
    let plan = try planner.drawn(try Fixture.request([("user", "hi")], model: "basic"))
    #expect(plan.tier == 0)
    #expect(plan.propensity == 1)
  }
}
