import Dispatch

/// Runs work that blocks (files, queries) or computes for long on one of Dispatch's threads: tasks share theirs with the
/// event loops, and no request shall wait for it.
package func offLoop<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
  await withCheckedContinuation { done in
    DispatchQueue.global(qos: .utility).async { done.resume(returning: work()) }
  }
}
