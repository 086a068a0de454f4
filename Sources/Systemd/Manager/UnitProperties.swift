import CSystemd
import Glibc

/// What the service manager knows about a unit, read over D-Bus.
package struct UnitProperties: Sendable, Hashable {
    package let name: String
    /// In systemd's words: `loaded`, `not-found`…; `active`, `failed`…
    package let loadState: String
    package let activeState: String
    /// How many of its records journald accepts within the interval; 0 for either when the unit sets none, so that
    /// journald's own setting applies, even if the unit file says 0.
    package let rateLimitBurst: UInt32
    package let rateLimitIntervalMicroseconds: UInt64
    /// The journal namespace that it logs to; `nil` when there is none.
    package let logNamespace: String?

    package init(
        name: String, loadState: String, activeState: String, rateLimitBurst: UInt32, rateLimitIntervalMicroseconds: UInt64,
        logNamespace: String?
    ) {
        self.name = name
        self.loadState = loadState
        self.activeState = activeState
        self.rateLimitBurst = rateLimitBurst
        self.rateLimitIntervalMicroseconds = rateLimitIntervalMicroseconds
        self.logNamespace = logNamespace
    }

    /// Which service manager to query.
    package enum Manager: Sendable {
        case system
        /// That of the user who runs this process.
        case user
    }

    /// - Throws: `ServiceError.noManager` when it cannot be queried.
    package static func ask(about unit: String, of manager: Manager = .system) throws(ServiceError) -> UnitProperties {
        let bus = try ManagerBus(unit: unit, of: manager)
        let namespace = try bus.text("LogNamespace", of: .service)
        return UnitProperties(
            name: unit, loadState: try bus.text("LoadState", of: .unit), activeState: try bus.text("ActiveState", of: .unit),
            rateLimitBurst: try bus.number("LogRateLimitBurst", of: .service, type: "u", as: UInt32.self),
            rateLimitIntervalMicroseconds: try bus.number("LogRateLimitIntervalUSec", of: .service, type: "t", as: UInt64.self),
            logNamespace: namespace.isEmpty ? nil : namespace)
    }

    /// The unit that this process belongs to; `nil` when it belongs to none, or it is unknown.
    package static func own(of manager: Manager = .system) -> String? {
        var name: UnsafeMutablePointer<CChar>?
        let result = manager == .system ? sd_pid_get_unit(0, &name) : sd_pid_get_user_unit(0, &name)
        guard result >= 0, let name else { return nil }
        defer { free(name) }
        return String(cString: name)
    }
}

/// A connection to the service manager, for the duration of one query.
private final class ManagerBus {
    enum Interface: String {
        case unit = "org.freedesktop.systemd1.Unit"
        case service = "org.freedesktop.systemd1.Service"
    }

    private let bus: OpaquePointer
    private let path: String

    /// Connects over the bus, or if there is none, over the manager's private socket, which its user may use.
    init(unit: String, of manager: UnitProperties.Manager) throws(ServiceError) {
        var opened: OpaquePointer?
        var result = manager == .system ? sd_bus_open_system(&opened) : sd_bus_open_user(&opened)
        if result < 0 { result = Self.openPrivate(manager, &opened) }
        guard result >= 0, let opened else { throw .noManager(Errno(result)) }
        var encoded: UnsafeMutablePointer<CChar>?
        let encoding = sd_bus_path_encode("/org/freedesktop/systemd1/unit", unit, &encoded)
        guard encoding >= 0, let encoded else {
            sd_bus_flush_close_unref(opened)
            throw .noManager(Errno(encoding))
        }
        bus = opened
        path = String(cString: encoded)
        free(encoded)
    }

    deinit { sd_bus_flush_close_unref(bus) }

    private static func openPrivate(_ manager: UnitProperties.Manager, _ bus: inout OpaquePointer?) -> Int32 {
        let directory = manager == .system ? "/run" : getenv("XDG_RUNTIME_DIR").map { String(cString: $0) } ?? "/run/user/\(getuid())"
        var fresh: OpaquePointer?
        var result = sd_bus_new(&fresh)
        if result >= 0 { result = sd_bus_set_address(fresh, "unix:path=\(directory)/systemd/private") }
        if result >= 0 { result = sd_bus_start(fresh) }
        if result < 0 { sd_bus_unref(fresh) } else { bus = fresh }
        return result
    }

    func text(_ property: String, of interface: Interface) throws(ServiceError) -> String {
        var value: UnsafeMutablePointer<CChar>?
        let result = sd_bus_get_property_string(
            bus, "org.freedesktop.systemd1", path, interface.rawValue, property, nil, &value)
        guard result >= 0, let value else { throw .noManager(Errno(result)) }
        defer { free(value) }
        return String(cString: value)
    }

    /// - Parameter type: the D-Bus type, which has to be as wide as `Number`.
    func number<Number: FixedWidthInteger>(
        _ property: String, of interface: Interface, type: Unicode.Scalar, as: Number.Type
    ) throws(ServiceError) -> Number {
        var value: Number = 0
        let result = sd_bus_get_property_trivial(
            bus, "org.freedesktop.systemd1", path, interface.rawValue, property, nil, CChar(type.value), &value)
        guard result >= 0 else { throw .noManager(Errno(result)) }
        return value
    }
}
