/// The result of a monitoring check. The raw values are exit statuses, fixed by the Monitoring Plugins guidelines.
enum CheckLevel: Int32, Sendable {
    case ok, warning, critical, unknown

    var name: String { "\(self)".uppercased() }
}
