import Aftercare
import AftercareAPI

extension ServiceStatus {
    /// The same, with texts that name the commands for the service that was asked. They arrive with those for the
    /// machine's own service.
    func addressed(by commands: ServiceCommands) -> ServiceStatus {
        var status = self
        status.complaints = complaints.map(commands.addressed)
        status.notReloaded = notReloaded.map(commands.addressed)
        status.storageLow = storageLow.map(commands.addressed)
        status.withheld = withheld.map { held in
            var held = held
            held.text = commands.addressed(held.text)
            return held
        }
        status.storeTrouble = storeTrouble.map(commands.addressed)
        status.storeLoss = storeLoss.map(commands.addressed)
        status.journal.reason = journal.reason.map(commands.addressed)
        return status
    }
}
