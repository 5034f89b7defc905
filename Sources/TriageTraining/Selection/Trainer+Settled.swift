extension Trainer {
  /// The strengths that are averaged where none is chosen: the one that routes best on most sets, and the one with the
  /// best log loss.
  static let settledPenalties: [Float] = [3, 1]

  /// By how many standard errors over the folds something chosen must lead to be taken instead.
  static let settledErrors = 3.0

  private static var settledName: String { "penalties \(settledPenalties[0]) and \(settledPenalties[1])" }

  /// What is taken unless a chosen point is clearly better: nothing of it is chosen.
  ///
  /// ```
  /// linear  = (fit at λ = 3 + fit at λ = 1) / 2
  /// own     = (linear + partner) / 2              from 2,000 records on
  /// head    = (1 - s) · own + s · kind            where records name their kinds; s = 0.2 for two heads, 0.5 for more
  /// ```
  ///
  /// One APGR of a few hundred or thousand prompts is too noisy to choose by: the mean of what it would choose between
  /// routes better, with 200 records by far. Nil for one model, and where the path lacks one of the strengths.
  static func settled(_ points: [PathPoint], _ partner: PathPoint?, _ kind: PathPoint?) -> PathPoint? {
    guard let heads = points.first?.outOfFold.count, heads > 1,
      let strong = points.first(where: { $0.penalty == settledPenalties[0] }),
      let weak = points.first(where: { $0.penalty == settledPenalties[1] })
    else { return nil }
    let own = strong.halved(with: weak).halved(with: partner)
    return kind.map { own.mixed(with: $0, share: KindPrior.settledShare(heads: heads)) } ?? own
  }

  /// The settled point as a fit, or the chosen fit where that leads by enough.
  static func settling(
    _ chosen: RouterFit, _ settled: PathPoint, isPooled: Bool, hasPartner: Bool, _ quality: RoutingQuality,
    _ problem: TrainingProblem
  ) -> RouterFit {
    let share =
      isPooled ? Double(KindPrior.settledShare(heads: settled.outOfFold.count)).rounded(to: 2) : nil
    let candidate = Manifest.Candidate(
      architecture: "averaged, \(settledName)", penalty: Double(settled.penalty), kindShare: share,
      quality: quality.value(settled.outOfFold), logLoss: quality.logLoss(settled.outOfFold))
    let candidates = chosen.candidates + [candidate]
    let (lead, error) = quality.lead(of: chosen.outOfFold, over: settled.outOfFold, problem)
    let margin =
      "out-of-fold routing quality \(candidate.quality.rounded(to: 4)), the best candidate's lead over the folds "
      + "\(lead.rounded(to: 4)) ± \(error.rounded(to: 4))"
    guard lead <= settledErrors * error else {
      var chosen = chosen
      chosen.candidates = candidates
      chosen.why += "; the mean of \(settledName) has an " + margin
      return chosen
    }
    return RouterFit(
      point: settled, architecture: .averaged,
      why: "the mean of \(settledName)" + (hasPartner ? ", half a plain embedding" : "")
        + (share.map { ", with a share of \($0) for the kind of task" } ?? "") + ": " + margin,
      candidates: candidates)
  }
}
