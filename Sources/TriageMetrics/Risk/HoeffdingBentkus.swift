/// The Hoeffding-Bentkus p-value of "the mean loss is above `risk`".
///
/// For n independent losses in 0…1 of mean R̂: the smaller of Hoeffding's exp(-n h(R̂, α)), with h the relative
/// entropy of two coins, and Bentkus' e · P(Bin(n, α) ≤ ⌈n R̂⌉) (Bates, Angelopoulos, Lei, Malik and Jordan,
/// "Distribution-free, risk-controlling prediction sets", J. ACM 68, 2021, theorem 2 and proposition 6;
/// Angelopoulos et al., "Learn then Test", arXiv 2110.01052, section 2).
///
/// - Parameters:
///   - meanLoss: R̂, 0…1.
///   - count: n, the number of independent losses.
///   - risk: α, 0…1.
/// - Returns: a p-value, 1 where R̂ ≥ α or there is no loss: P(p ≤ u) ≤ u whenever the true mean is above α.
public func hoeffdingBentkus(meanLoss: Double, count: Int, risk: Double) -> Double {
  guard count > 0, meanLoss < risk else { return 1 }
  let hoeffding = exponential(-Double(count) * relativeEntropy(meanLoss, risk))
  let ceiling = Int((Double(count) * meanLoss).rounded(.up))
  let bentkus = 2.718_281_828_459_045 * binomialTail(ceiling, of: count, probability: risk)
  return min(1, hoeffding, bentkus)
}

/// The relative entropy of a coin of probability `a` to one of probability `b`, in nats.
func relativeEntropy(_ a: Double, _ b: Double) -> Double {
  func part(_ a: Double, _ b: Double) -> Double {
    if a <= 0 { return 0 }
    return b > 0 ? a * (naturalLogarithm(a) - naturalLogarithm(b)) : .infinity
  }
  return part(a, b) + part(1 - a, 1 - b)
}
