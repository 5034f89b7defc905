import GatewayConfiguration
import GatewayWire

/// Tells refusals and "I don't know" by how they begin.
///
/// Only beginnings count, and only of answers that are short: a refusal explains itself in a paragraph, a long answer
/// that begins with a caveat is an answer. So "I can't recommend this enough" passes, as does a drafted letter that
/// begins with "Unfortunately, we cannot offer a refund": the refuser is `I`, and the verb one of those that assistants
/// refuse with. What passes wrongly is left to the other checks; what fails wrongly would cost a dearer model.
public enum RefusalPatterns {
  /// The most bytes of an answer that is a refusal.
  static let refusalLength = 1500
  /// The most bytes of one that says it does not know.
  static let ignoranceLength = 400

  /// Whether an answer refuses or does not know; nil if neither.
  public static func reason(_ answer: Answer) -> String? {
    if answer.refusal != nil { return "the provider marked it as a refusal" }
    if answer.finishReason == "content_filter" { return "the provider's filter stopped it" }
    guard answer.toolCalls == 0 else { return nil }
    let text = beginning(answer.text)
    let length = answer.text.utf8.count
    if length <= refusalLength, refusal?.search(text) == .found { return "it begins as refusals do" }
    if length <= ignoranceLength, ignorance?.search(text) == .found { return "it says that it does not know" }
    return nil
  }

  /// The first 400 characters without what decorates them, apostrophes straight.
  private static func beginning(_ text: String) -> String {
    let decoration: Set<Character> = ["*", "_", "#", ">", "\"", "'", "“", "„", "«", "`", "-"]
    return String(text.drop { $0.isWhitespace || decoration.contains($0) }.prefix(400))
      .replacing("\u{2019}", with: "'")
  }

  /// On a beginning of 400 characters neither takes long.
  static let refusal = Pattern("^(?:" + refusals.joined(separator: "|") + ")", isHarmless: true)
  static let ignorance = Pattern("^(?:" + ignorances.joined(separator: "|") + ")", isHarmless: true)

  private static let cannot =
    "(?:can't|cannot|can not|won't|will not|could not|couldn't|(?:am|'m) (?:not able|unable|"
    + "not allowed|not permitted|not comfortable|not in a position)(?: to)?|must decline(?: to)?|have to decline(?: to)?"
    + "|(?:will not|won't) be able to)"
  private static let verbs =
    "(?:help|assist|comply|provide|fulfil|fulfill|answer|continue|create|generate|write|"
    + "produce|share|discuss|support|engage|participate|do (?:that|this|it)|respond|access|browse|open|view|offer"
    + " (?:advice|guidance)|give (?:you )?(?:advice|instructions|information)|process|complete|perform|carry out|"
    + "disclose|reveal|talk about|with (?:that|this)|your|providing|helping|assisting|creating|writing|generating|"
    + "discussing|sharing)\\b"
  private static let sorry =
    "(?:(?:i'm|i am)? ?(?:really |very |so |truly |terribly )?(?:sorry|afraid)|unfortunately|"
    + "(?:i|my) (?:do )?apologi(?:[sz]e|es)|apologies|regrettably)"

  private static let refusals = [
    // English
    "\(sorry)[,.;:!]?(?: for (?:the|any) [^.,]{1,40}[.,])? ?(?:but )?(?:that )?(?:as an ai[^,]{0,40}, )?i"
      + "(?: |(?='m))(?:simply |really |also |just )?\(cannot) (?:\\w+ )?\(verbs)",
    "i(?: |(?='m))(?:simply |really |just )?\(cannot) (?:(?:in good conscience|ethically|legally) )?\(verbs)"
      + "(?! you(?:r)? (?:enough|more))",
    "as an? (?:ai|artificial intelligence|(?:large )?language model)\\b[^.]{0,80}"
      + "\\b(?:can't|cannot|don't|do not|unable|not able|not capable|not allowed)\\b",
    "(?:this|that|your) (?:request|content|question) (?:violates|goes against|is against)\\b",
    // German
    "(?:es )?tut mir leid,? (?:aber |doch )?(?:ich|dabei|damit|das|diese[nsmr]?|darauf|hierbei)[^.]{0,80}"
      + "\\b(?:kann|darf|werde|möchte)\\b[^.]{0,100}\\bnicht\\b",
    "(?:es )?tut mir leid,? (?:aber |doch )?(?:ich|dabei|damit|das)[^.]{0,40}\\bkann\\b[^.]{0,80}\\bkeine\\b",
    "(?:leider )?(?:kann|darf) ich (?:dir|ihnen|euch|dabei|damit|das|diese|hierbei|darauf)[^.]{0,80}\\bnicht "
      + "(?:\\w+ )?(?:helfen|weiterhelfen|beantworten|erfüllen|bereitstellen|unterstützen|behilflich)",
    "ich (?:kann|darf) (?:dir|ihnen|euch|dabei|damit|diese)[^.]{0,80}\\bnicht (?:\\w+ )?"
      + "(?:helfen|weiterhelfen|beantworten|erfüllen|bereitstellen|unterstützen|behilflich)",
    "als (?:ki|künstliche intelligenz|sprachmodell|ki-\\w+)\\b[^.]{0,80}\\b(?:nicht|keine[nr]?)\\b",
    // French
    "(?:je suis )?(?:vraiment )?(?:désolée?|navrée?),? (?:mais )?je ne (?:peux|suis|puis)\\b",
    "je ne (?:peux|suis|puis) pas (?:en mesure|vous aider|t'aider|répondre à (?:cette|votre|ta)|fournir|accéder)",
    "en tant qu(?:e modèle|'ia|'intelligence)[^.]{0,80}\\bne\\b",
    // Spanish
    "(?:lo siento|lamentablemente|perdón|disculpa|disculpe),? (?:pero )?(?:yo )?no (?:puedo|me es posible|estoy)\\b",
    "no puedo (?:ayudar|proporcionar|cumplir|responder a (?:esa|esta|tu|su)|asistir|brindar)",
    "como (?:una )?(?:ia|inteligencia artificial|modelo de lenguaje)\\b[^.]{0,80}\\bno\\b",
    // Italian
    "(?:mi dispiace|mi spiace|purtroppo),? (?:ma )?non posso\\b",
    "non posso (?:aiutar|fornire|rispondere a (?:questa|tale)|soddisfare)",
    // Portuguese
    "(?:desculpe|desculpa|sinto muito|lamento|infelizmente),? (?:mas )?(?:eu )?não posso\\b",
    "(?:eu )?não posso (?:ajudar|fornecer|atender|responder a (?:essa|esta))",
    // Dutch
    "(?:het )?spijt (?:me|mij),? (?:maar )?(?:ik kan|daar kan ik|dat kan ik)\\b",
    "(?:helaas )?(?:kan ik|ik kan) (?:u|je|jou|hier|daar|deze)[^.]{0,60}\\bniet (?:\\w+ )?(?:helpen|beantwoorden)",
    // Chinese, Japanese
    "(?:我)?(?:很|非常|十分)?(?:抱歉|对不起|對不起|遗憾)[,，。！]? ?(?:但)?(?:是)?[,，]?我?(?:无法|無法|不能)",
    "我(?:无法|無法|不能)(?:提供|协助|協助|帮助|幫助|回答)",
    "(?:申し訳(?:ありません|ございません)|すみません|恐れ入りますが)[^。]{0,60}(?:できません|できかねます|お手伝い|お答え)",
  ]

  private static let ignorances = [
    // English
    "(?:\(sorry)[,.]? ?(?:but )?)?i (?:really |honestly |simply |actually )?(?:don't|do not) (?:actually |really )?know\\b"
      + "(?!,? (?:about you|why i|what i'd do|how to thank))",
    "(?:\(sorry)[,.]? ?(?:but )?)?i (?:really |simply |currently )?(?:don't|do not) have (?:any |enough |sufficient |"
      + "the |that |specific |real-time |up-to-date |access|information|details|data|context)",
    "(?:\(sorry)[,.]? ?(?:but )?)?i have no (?:idea|information|knowledge|way of knowing|data)\\b",
    "(?:\(sorry)[,.]? ?(?:but )?)?(?:i'm|i am) not (?:sure|certain|aware of|familiar with)\\b",
    "(?:\(sorry)[,.]? ?(?:but )?)?i (?:can't|cannot|could not|couldn't) (?:find|determine|tell|verify|confirm|locate)\\b",
    "(?:there is|there's) (?:not enough|insufficient|no) (?:information|context|data)\\b",
    "(?:unknown|no idea|not sure|n/a|i dunno)[.!]?\\s*\\z",
    // German
    "(?:das |leider )?wei(?:ß|ss) ich (?:das |es )?(?:leider |auch )?nicht\\b",
    "ich wei(?:ß|ss) (?:das |es )?(?:leider |auch )?nicht\\b",
    "ich (?:habe|verfüge) (?:leider )?(?:über )?keine (?:informationen|angaben|kenntnis|ahnung|daten)",
    "(?:dazu|darüber) (?:habe|liegen) (?:ich|mir) (?:leider )?keine\\b",
    // French, Spanish, Italian, Portuguese, Dutch
    "(?:désolée?,? )?(?:mais )?je (?:ne )?(?:le )?sais pas\\b",
    "je n'ai pas (?:d'|assez d'|suffisamment d')information",
    "(?:lo siento,? )?(?:pero )?no (?:lo )?sé\\b", "no tengo (?:suficiente |esa |la )?información",
    "(?:mi dispiace,? )?(?:ma )?non (?:lo )?so\\b", "non ho (?:abbastanza |sufficienti )?informazioni",
    "(?:desculpe,? )?(?:mas )?(?:eu )?não (?:o )?sei\\b", "(?:eu )?não tenho (?:essa |a )?informaç",
    "(?:sorry,? )?(?:dat weet ik|ik weet het|ik weet dat) (?:helaas )?niet\\b",
    // Chinese, Japanese
    "(?:对不起|抱歉)?[,，]?我?(?:不知道|不清楚)", "(?:わかりません|分かりません|存じません)",
  ]
}
