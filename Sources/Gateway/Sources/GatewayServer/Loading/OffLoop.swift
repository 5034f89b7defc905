import Dispatch

/// Runs work that blocks (files, queries) on one of Dispatch's threads: tasks share theirs with the event loops, and no
/// request shall wait for it.
func offLoop<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
  await withCheckedContinuation { done in
    DispatchQueue.global(qos: .utility).async { done.resume(returning: work()) }
  }
}
