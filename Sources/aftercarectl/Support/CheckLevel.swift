/// How a monitoring plugin judges. The raw values are exit statuses, fixed by the guidelines of monitoring plugins.
enum CheckLevel: Int32, Sendable {
    case ok, warning, critical, unknown

    var name: String { "\(self)".uppercased() }
}
