/// The version of this program; the service has its own, which `status --format json` shows.
enum Version {
    static let current = "0.1.0"
}
