/// The logs and benchmarks of other tools that ``RecordImporter`` turns into outcome records.
///
/// Every format may be gzipped, may come through a pipe (`-`), and may begin with a byte order mark. Formats
/// that say "CSV or JSON Lines" are told apart by the first letter of the content, not by the file's name.
public enum ImportFormat: String, CaseIterable, Sendable {
  /// RouteLLM's benchmark files, CSV: a prompt, and a column a model that says whether it was right.
  ///
  ///     prompt,mixtral-8x7b-instruct-v0.1,gpt-4-1106-preview
  ///     "Find the degree …\nA. 0\nB. 4",False,True
  ///
  /// Values are `True`, `False`, `1` and `0` in any case; an empty cell is a model that was not tried. A
  /// column in which fewer than nine in ten values are of these is no model and is ignored, as are nameless
  /// columns and `index`. The domain is ``ImportOptions/domain`` or else the file's name
  /// (`mmlu_anatomy.csv` is `anatomy`), and the id is `domain/row`, rows counted from 0.
  case routellm

  /// Pairwise preferences, CSV or JSON Lines, as LMSYS's arena publishes them.
  ///
  ///     {"prompt":"Why is the sky blue?","model_a":"small","model_b":"large","winner":"model_b"}
  ///
  /// The winner scores 1 and the loser 0, a tie 0.5 each, `tie (bothbad)` 0 each; `winner` may also be a
  /// model's name, or be spread over `winner_model_a`, `winner_model_b` and `winner_tie`. A prompt that is a
  /// list of turns (a JSON array, also as text: `["first","second"]`), or an arena `conversation_a`, gives
  /// the user's *first* turn: it is all that a router sees when it decides, while the verdict is on all that
  /// followed.
  case pairwise

  /// A wide CSV: one row a prompt, up to five columns a model.
  ///
  ///     id,prompt,domain,small/score,small/cost,large/score,large/cost
  ///     q1,Why is the sky blue?,physics,0.5,0.0001,1,0.004
  ///
  /// Columns are `<model>/score` (0…1, or true and false), `<model>/cost` (dollars), `<model>/input_tokens`,
  /// `<model>/output_tokens` and `<model>/latency_ms`; a model's name may hold slashes itself. An empty score
  /// is a model that was not tried. `id`, `domain`, `group`, `split`, `timestamp` and `weight` are taken
  /// over, other columns are ignored.
  case wideCSV = "wide-csv"

  /// RouterBench's rows, CSV or JSON Lines.
  ///
  ///     {"sample_id":"mbpp.dev.1","prompt":"['Write …']","eval_name":"mbpp",
  ///      "gpt-4":1.0,"gpt-4|total_cost":0.01,"oracle_model_to_route_to":"gpt-4"}
  ///
  /// A model is a column `M` beside which `M|total_cost` or `M|model_response` stands. `sample_id` becomes
  /// the id, `eval_name` the domain; answers and the oracle are dropped. A prompt written as a list, in
  /// JSON's or Python's spelling, gives its first element.
  case routerbench

  /// OpenAI-style request/response logs, JSON Lines, joined with the feedback in ``ImportOptions/feedback``.
  ///
  ///     {"request":{"model":"small","messages":[{"role":"user","content":"Hi"}]},
  ///      "response":{"id":"r1","model":"small","usage":{"prompt_tokens":9,"completion_tokens":5}},
  ///      "latency_ms":210,"metadata":{"user":"u17","feature":"chat"}}
  ///
  /// and a feedback line, JSON Lines or CSV: `{"id":"r1","rating":"up"}` or `{"id":"r1","score":0.8}`. See
  /// ``RecordImporter`` for the join. Each line becomes a *logged* record: one outcome, of the model that
  /// answered.
  case openai

  /// Outcome records: checked, and passed on byte for byte with unknown fields, unless a model is renamed or
  /// left out.
  ///
  ///     {"prompt":"Why is the sky blue?","outcomes":{"small":{"score":1}},"mine":"kept"}
  case records

  /// One line for people.
  public var summary: String {
    switch self {
    case .routellm: "RouteLLM's benchmark CSV: prompt, and a true/false column a model"
    case .pairwise: "preferences, CSV or JSON Lines: prompt, model_a, model_b, winner"
    case .wideCSV: "a wide CSV: prompt, <model>/score, <model>/cost, …"
    case .routerbench: "RouterBench's rows, CSV or JSON Lines: <model>, <model>|total_cost, …"
    case .openai: "OpenAI-style request/response logs, JSON Lines, joined with a feedback file"
    case .records: "outcome records: checked and passed on"
    }
  }
}
