import Aftercare

extension ServiceStatus {
    /// The same, with what the daemon alone knows.
    func with(_ complaints: Complaints, version: String) -> ServiceStatus {
        var status = self
        status.version = version
        status.complaints += complaints.all
        status.notReloaded = complaints.notReloaded
        status.storageLow = complaints.storageLow
        return status
    }
}
