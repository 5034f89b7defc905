/// How alike two prompts are, by the router's own hashed features: the share of distinct features that both have
/// (Jaccard).
public enum Likeness {
  /// |a ∩ b| / |a ∪ b| of two sorted sets; 0 where both are empty.
  ///
  /// - Complexity: O(|a| + |b|).
  public static func jaccard(_ a: [UInt32], _ b: [UInt32]) -> Double {
    var common = 0
    var i = 0
    var j = 0
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        common += 1
        i += 1
        j += 1
      } else if a[i] < b[j] {
        i += 1
      } else {
        j += 1
      }
    }
    let union = a.count + b.count - common
    return union == 0 ? 0 : Double(common) / Double(union)
  }
}
