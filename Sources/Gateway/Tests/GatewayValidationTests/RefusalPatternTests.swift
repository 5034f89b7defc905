import GatewayWire
import Testing

@testable import GatewayValidation

@Suite("Refusals")
struct RefusalPatternTests {
  @Test("The patterns are regular expressions")
  func compile() {
    #expect(RefusalPatterns.refusal != nil)
    #expect(RefusalPatterns.ignorance != nil)
  }

  @Test(
    "Refusals and ignorance are told",
    arguments: [
      "I'm sorry, but I can't help with that.", "I’m sorry, but I can’t assist with that request.",
      "Sorry, I cannot provide instructions for that.", "I cannot comply with this request as it is harmful.",
      "I am unable to access external websites.",
      "I'm not able to browse the internet, so I can't check that.",
      "**I can't help with that.**", "Unfortunately, I am not able to answer that question.",
      "I apologize, but I cannot generate that content.", "I must decline to write this.",
      "I won't be able to help with that.", "I can’t share your personal data.",
      "As an AI language model, I don't have access to real-time data.", "This request violates our policy.",
      "I don't know.", "I do not know who won the match.",
      "I'm sorry, I don't have enough information to answer.",
      "I have no idea.", "I'm not sure.", "Unknown.", "There is not enough information to tell.",
      "Es tut mir leid, aber dabei kann ich dir nicht helfen.",
      "Tut mir leid, das kann ich leider nicht beantworten.",
      "Leider kann ich Ihnen dabei nicht weiterhelfen.", "Das weiß ich leider nicht.", "Ich weiß es nicht.",
      "Als KI-Sprachmodell kann ich keine Meinung haben.", "Je suis désolé, mais je ne peux pas vous aider.",
      "Je ne sais pas.", "Lo siento, pero no puedo ayudarte con eso.", "No lo sé.",
      "Mi dispiace, ma non posso aiutarti.",
      "Non lo so.", "Desculpe, mas não posso ajudar com isso.", "Não sei.",
      "Het spijt me, maar ik kan je daar niet mee helpen.",
      "Dat weet ik niet.", "抱歉，我无法协助处理这个请求。", "我不知道。", "申し訳ありませんが、そのご要望にはお応えできません。",
      "わかりません。",
    ])
  func told(text: String) {
    #expect(RefusalPatterns.reason(Answer(text: text)) != nil)
  }

  @Test(
    "Answers that only sound like one pass",
    arguments: [
      "I can't recommend this restaurant enough!", "I cannot stress enough how important backups are.",
      "I'm sorry to hear that you had a bad experience. Here is how to return the item.",
      "Sorry for the confusion. The answer is 42.", "Unfortunately, we cannot offer a refund for this order.",
      "Dear Ms Smith, I am sorry, but I can't attend the meeting.",
      "The capital of France is Paris. I don't know more.",
      "I'm afraid of spiders, too. They are harmless, though.",
      "I will help you with that. First, open the file.",
      "You can't divide by zero.", "I can help with that!",
      "As an AI researcher, you should read the paper first.",
      "Es tut mir leid, das zu hören. Sie können den Artikel zurücksenden.",
      "Nicht nur Berlin, auch Bonn war Hauptstadt.",
      "No, se puede hacer de otra forma.", "Non, ce n'est pas correct : la réponse est 4.", "42", "",
      "抱歉让您久等了，答案是四十二。", "I don't know about you, but I love this plan.",
    ])
  func passes(text: String) {
    #expect(RefusalPatterns.reason(Answer(text: text)) == nil)
  }

  @Test("Long answers that begin with a caveat are answers; the provider's own marks always count")
  func lengths() {
    let rest = String(repeating: " But here is what you can do about it, step by step.", count: 40)
    #expect(RefusalPatterns.reason(Answer(text: "I can't provide legal advice." + rest)) == nil)
    #expect(RefusalPatterns.reason(Answer(text: "I'm not sure." + rest.prefix(500))) == nil)
    #expect(RefusalPatterns.reason(Answer(text: "Fine.", refusal: "No.")) != nil)
    #expect(RefusalPatterns.reason(Answer(text: "Fi", finishReason: "content_filter")) != nil)
    #expect(RefusalPatterns.reason(Answer(text: "I don't know.", toolCalls: 1)) == nil)
  }
}
