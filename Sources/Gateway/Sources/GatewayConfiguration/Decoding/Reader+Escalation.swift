extension Reader {
  func readEscalation(_ place: Cursor) {
    let fields = place.fields([
      "rephrasing", "frustration", "keeps_tier", "conversation_ends", "conversations", "attempts", "deadline",
      "retry_budget",
    ])
    if let likeness = fields["rephrasing"] {
      configuration.escalation.rephrasing = isOff(likeness) ? nil : likeness.share()
    }
    if let patterns = fields["frustration"] {
      configuration.escalation.frustration = isOff(patterns) ? [] : patterns.itemsOrOne.compactMap(pattern)
    }
    if let keeps = fields["keeps_tier"]?.bool() { configuration.escalation.keepsTier = keeps }
    if let time = fields["conversation_ends"]?.duration(.seconds(1) ... .seconds(30 * 86_400)) {
      configuration.escalation.conversationEnds = time
    }
    if let count = fields["conversations"]?.int(0...10_000_000) {
      configuration.escalation.conversations = count
    }
    if let count = fields["attempts"]?.int(1...100) { configuration.escalation.attempts = count }
    if let time = fields["deadline"]?.duration(.milliseconds(1) ... .seconds(86_400)) {
      configuration.escalation.deadline = time
    }
    if let share = fields["retry_budget"]?.double(0...1) { configuration.escalation.retryBudget = share }
  }

  private func isOff(_ place: Cursor) -> Bool { ["off", "false", "no"].contains(place.plain) }
}
