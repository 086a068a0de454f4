package import Aftercare
import AftercareEngine

// What can happen to the machine that the service runs on.

extension Simulation {
    /// From now on the store cannot be written, as on a full disk; or it can again. It can still be read.
    package func storeFault(isOn: Bool) { fate.fillDisk(isOn) }

    /// Kills the service once it has sent so many records more, in the midst of whatever it does. Nothing more of it
    /// reaches the journal or the store. `resurrect` starts it again.
    package func kill(afterSending count: Int) { fate.strike(afterSending: count) }

    /// Kills the service once it has committed so many transactions more.
    package func kill(afterCommitting count: Int) { fate.strike(afterCommitting: count) }

    /// Starts the service on the same machine; one that still lives is killed first.
    package func resurrect() async { await begin(onAnotherBoot: false) }

    /// The power goes, and with it what the journal has not synced; then the machine is up again.
    ///
    /// - Parameter keeping: how many of the records that were not synced have made it to the disk all the same.
    package func cutPower(keeping: Int = 0) async {
        fate.strike()
        await engine.idle()
        journal.losePower(keeping: keeping)
        await begin(onAnotherBoot: true)
    }

    /// Sets the clock, as an administrator or a time server does.
    package func setClock(to instant: Instant) async {
        time.move(to: instant)
        await engine.clockWasSet()
        await engine.idle()
    }
}
