import TestSupport

/// Makes random prompts of many kinds: noise, text in many scripts, text with damage.
struct PromptMaker {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed) }

  static let texts: [String] = [
    "Explain why this race condition occurs and fix it: `counter += 1` in 8 threads?",
    "Invoice #48213 from ACME-Corp (2026-05-01): total $1,204.50; is VAT 19% right?",
    "func sum(_ xs: [Int]) -> Int {\n  xs.reduce(0, +) // O(n)\n}\nWhat's the Big-O?\n",
    "量子コンピュータとは何ですか？「猫」の例で説明してください。請用三句話解釋。",
    "한국어로 주문 상태를 알려 주세요. 感谢您的帮助！ＡＢＣ１２３",
    "คำสั่งซื้อของฉันอยู่ที่ไหน ช่วยตรวจสอบหน่อย 123 ກະລຸນາ မင်္ဂလာပါ សួស្តី",
    "لماذا تأخر طلبي رقم ٤٥٦؟ أريد استرداد المبلغ. मेरा ऑर्डर कहाँ है? Где мой заказ №7?",
    "😀👩‍👩‍👧 party at 5pm 🎉🎉 naïve café Ærøskøbing ΑΒΓδ ½ «tak» – “quoted”… ∑∫√ → € 🇩🇪",
    "Q: Which is larger, 3^100 or 2^150?\nA) first\nB) second\r\n\tC) same\u{00A0}D) none\u{200B}!",
    "IDENTIFIERS_like_this and thisOne AND 0x7fffffffffffffff internationalisation pneumonoultramicroscopic",
  ]

  /// A prompt of some random kind, of up to `limit` bytes or a few more.
  mutating func next(limit: Int = 100) -> [UInt8] {
    let length = generator.below(limit + 1)
    switch generator.below(6) {
    case 0: return noise(length)
    case 1: return scalars(length)
    case 2: return ascii(length)
    case 3: return leads(length)
    case 4: return damaged(text(length))
    default: return text(length)
    }
  }

  /// Any bytes.
  mutating func noise(_ length: Int) -> [UInt8] {
    (0..<length).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }

  /// Well-formed UTF-8 of scalars from every plane, the lower ones more often.
  mutating func scalars(_ length: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < length {
      let limit: UInt32 = [0x80, 0x800, 0x3100, 0x1_0000, 0x11_0000][generator.below(5)]
      guard let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &generator)) else { continue }
      bytes += Array(String(Character(scalar)).utf8)
    }
    return bytes
  }

  /// Mostly letters and spaces, few distinct ones, so that words come back.
  mutating func ascii(_ length: Int) -> [UInt8] {
    let common = Array("aaabbcdeABCZ019 \n  .,?!(){}=+-_'\"\t\u{7F}\u{0}~".utf8)
    return (0..<length).map { _ in common[generator.below(common.count)] }
  }

  /// Sequences that start and stop where they should not.
  mutating func leads(_ length: Int) -> [UInt8] {
    let odd: [UInt8] = [
      0x80, 0x81, 0x82, 0x9E, 0x9F, 0xB7, 0xB8, 0xBC, 0xBF, 0xC0, 0xC1, 0xC2, 0xC3, 0xDF, 0xE0, 0xE1, 0xE2,
      0xE3, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF, 0x61, 0x5A, 0x20, 0x2E,
    ]
    return (0..<length).map { _ in odd[generator.below(odd.count)] }
  }

  /// Pieces of real-looking text, cut anywhere.
  mutating func text(_ length: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < length {
      let source = Array(Self.texts[generator.below(Self.texts.count)].utf8)
      let start = generator.below(source.count)
      bytes += source[start..<min(source.count, start + 1 + generator.below(60))]
      if generator.below(3) == 0 { bytes.append(0x20) }
    }
    return bytes
  }

  /// The same with bytes changed, dropped and doubled.
  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<1 + generator.below(6) where !bytes.isEmpty {
      let at = generator.below(bytes.count)
      switch generator.below(3) {
      case 0: bytes[at] = UInt8(truncatingIfNeeded: generator.next())
      case 1: bytes.remove(at: at)
      default: bytes.insert(bytes[at], at: at)
      }
    }
    return bytes
  }
}
