import Dispatch

/// Runs an actor on a private serial queue.
///
/// The default executor would wake the process once a second forever, and a Dispatch timer could not call into the
/// actor without a hop; on this queue the call is already inside it.
final class QueueExecutor: SerialExecutor {
    let queue: DispatchQueue

    init(label: String) { queue = DispatchQueue(label: label) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
