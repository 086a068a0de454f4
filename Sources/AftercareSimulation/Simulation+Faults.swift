package import Aftercare
import AftercareEngine

// Faults of the machine that the service runs on.

extension Simulation {
    /// Makes the store read-only, like a full disk, or writable again.
    package func storeFault(isOn: Bool) { crashPlan.fillDisk(isOn) }

    /// Kills the service once it has sent `count` more records, whatever it is doing then. Nothing after that reaches
    /// the journal or the store. `restart` starts it again.
    package func kill(afterSending count: Int) { crashPlan.crash(afterSending: count) }

    /// Kills the service once it has committed `count` more transactions.
    package func kill(afterCommitting count: Int) { crashPlan.crash(afterCommitting: count) }

    /// Starts the service on the same machine; if it is still running, it is killed first.
    package func restart() async { await restart(onAnotherBoot: false) }

    /// Cuts the power, which loses what the journal has not synced, then boots the machine again.
    ///
    /// - Parameter keeping: how many of the unsynced records reached the disk nevertheless.
    package func cutPower(keeping: Int = 0) async {
        crashPlan.crash()
        await engine.idle()
        journal.losePower(keeping: keeping)
        await restart(onAnotherBoot: true)
    }

    /// Sets the clock, like an administrator or a time server.
    package func setClock(to instant: Instant) async {
        time.move(to: instant)
        await engine.clockWasSet()
        await engine.idle()
    }
}
