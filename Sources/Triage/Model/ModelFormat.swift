/// The model file, byte by byte: version 1.1.
///
/// Everything is little-endian; nothing is aligned to more than 64 bytes; no field is optional unless said.
/// A file is mapped, checked once and read in place: only the small sections are copied.
///
/// ```
/// offset  bytes  field
///      0      8  magic        89 54 52 49 41 47 45 0A   ("\x89TRIAGE\n": no text, and no text-mode transfer)
///      8      2  major        1: a reader refuses any other
///     10      2  minor        1: later ones may add sections that a reader passes over
///     12      4  byte order   0x01020304
///     16      8  length       of the whole file
///     24      8  checksum     XXH64 of bytes 32… with the XXH64 of bytes 0…23 as seed
///     32     32  identity     SHA-256 of bytes 64…: the name by which decisions call the router
///     64      4  sections     how many entries follow, 1 to 32
///     68      4  zero
///     72   24·n  entries      tag (4 ASCII bytes), zero (4), offset (8, a multiple of 64), length (8)
/// ```
///
/// | tag | what | layout |
/// |---|---|---|
/// | `CONF` | sizes | u32 each: feature version, head bytes, tail bytes, log2 rows, row stride, columns, weight kind, outputs, heads, shape features, unseen rarity, unseen in norm (0, 1), length output (0, 1), activation (0, 1) |
/// | `SCAL` | column scales | f32 × columns; a weight is its stored number times its column's scale |
/// | `ROWS` | weight table | rows × stride bytes, then 16 zero bytes; a row: fingerprint u8, rarity u8, for f32 two zero bytes, then the columns' weights |
/// | `SHAP` | dense part | f32: mean × D, 1/deviation × D, weights D × outputs (row-major), bias × outputs; D is the shape features of `CONF`: 12, or 14 with `PRIO` |
/// | `PROJ` | projection | f32, columns × outputs, row-major; absent where columns are outputs |
/// | `HEAD` | models | a head: name offset, name length (u32, into `STRS`), f64 dollars per million input tokens, f64 per million output tokens, f64 mean dollars a request (each -1 if unknown), u32 context window (0 unknown), f32 log mean output tokens |
/// | `CALB` | calibration | for each head, then each tier: u32 kind (0 none, 1 Platt, 2 isotonic), u32 count, then Platt: f32 slope, intercept; isotonic: f32 × count logits ascending, f32 × count probabilities |
/// | `POLI` | policy | u32 tiers, f32 band half-width, f32 least evidence, u32 zero; a tier: f32 threshold, name offset, name length, u32 models, u32 × models head numbers |
/// | `EVID` | evidence | u32 kind (1: share of prior variance removed, over words and pairs), f32 × tiers: prior deviation of the sufficiency's logit, 0 to 16. where absent, decisions have no interval |
/// | `PRIO` | prior | a whole model file without such a section: the router that this one started from, whose two scores of the text are dense features 12 and 13; absent where there is none |
/// | `STRS` | names | UTF-8 |
/// | `MANI` | manifest | JSON, UTF-8; for people and `inspect`, never needed to decide |
///
/// A row belongs to the feature whose low bits are its number and whose top eight bits are its fingerprint;
/// a row of rarity 0 is nobody's, whatever else it holds, and an unused one is all zeros. `rarity` is the feature's
/// inverse document frequency in sixteenths. A prompt's output o, before calibration, is
///
/// ```
/// z_c = Σ_f weight(f, c) / ‖x‖,   ‖x‖² = Σ_f rarity(f)²      over the prompt's distinct features,
/// o   = bias + shape · weights + (z, or its projection)      an unseen feature has weight 0; whether its
///                                                            rarity counts in ‖x‖ stands in CONF
///                                                            o is clamped to ±30
/// ```
package enum ModelFormat {
  package static let magic: [UInt8] = [0x89, 0x54, 0x52, 0x49, 0x41, 0x47, 0x45, 0x0A]
  package static let major: UInt16 = 1
  package static let minor: UInt16 = 1
  package static let byteOrder: UInt32 = 0x0102_0304
  /// Bytes before the section entries.
  package static let headerLength = 72
  package static let entryLength = 24
  package static let alignment = 64
  /// Zero bytes after the last row, so that a load of sixteen bytes from the last row stays inside.
  package static let tableTail = 16
  /// The feature contract (``FeatureScanner``, ``WordHash``) that this reader speaks.
  package static let featureVersion: UInt32 = 3
  /// Rarity is stored in steps of 1/16.
  package static let rarityUnit: Float = 1 / 16

  package static let maximumSections = 32
  package static let maximumHeads = 64
  package static let maximumColumns = 128
  package static let maximumLog2Rows = 24
  package static let maximumWindow = 32_768
  /// The largest deviation of a logit; more says no more than not to know.
  package static let maximumWidth: Float = 16

  /// The sections, by their four ASCII bytes read as a little-endian number.
  package enum Section: UInt32, CaseIterable, Sendable {
    case configuration = 0x464E_4F43  // CONF
    case scales = 0x4C41_4353  // SCAL
    case rows = 0x5357_4F52  // ROWS
    case shape = 0x5041_4853  // SHAP
    case projection = 0x4A4F_5250  // PROJ
    case heads = 0x4441_4548  // HEAD
    case calibration = 0x424C_4143  // CALB
    case policy = 0x494C_4F50  // POLI
    case evidence = 0x4449_5645  // EVID
    case prior = 0x4F49_5250  // PRIO
    case strings = 0x5352_5453  // STRS
    case manifest = 0x494E_414D  // MANI

    /// The four letters.
    package var name: String {
      String(
        decoding: (0..<4).map { UInt8(truncatingIfNeeded: rawValue >> UInt32($0 * 8)) }, as: UTF8.self)
    }
  }
}
