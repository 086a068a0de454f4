import Aftercare

extension ServiceStatus {
    /// The status with the facts that only the daemon knows.
    func with(_ complaints: Complaints, version: String) -> ServiceStatus {
        var status = self
        status.version = version
        status.complaints += complaints.all
        status.notReloaded = complaints.notReloaded
        status.storageLow = complaints.storageLow
        return status
    }
}
