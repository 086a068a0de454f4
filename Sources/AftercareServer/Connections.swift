import Glibc
import NIOCore
import Synchronization

/// The connections of one socket; decides which of them are read.
final class Connections: Sendable {
    private let state: Mutex<State>

    private struct State {
        var places: ConnectionPlaces<ObjectIdentifier>
        var open: [ObjectIdentifier: Open] = [:]
    }

    private struct Open {
        let channel: any Channel
        let admit: @Sendable () -> Void
    }

    init(_ places: ConnectionPlaces<ObjectIdentifier>) { state = Mutex(State(places: places)) }

    /// - Parameter admit: called once, on any thread, as soon as the connection has a place.
    func open(_ channel: any Channel, of uid: UInt32, admit: @escaping @Sendable () -> Void) {
        change { state in
            state.open[ObjectIdentifier(channel)] = Open(channel: channel, admit: admit)
            return state.places.open(ObjectIdentifier(channel), of: uid)
        }
    }

    /// Records that a request has arrived.
    func begin(_ channel: any Channel) { state.withLock { $0.places.begin(ObjectIdentifier(channel)) } }

    /// Records that the request was answered.
    func end(_ channel: any Channel) { change { $0.places.end(ObjectIdentifier(channel)) } }

    func close(_ channel: any Channel) {
        change { state in
            state.open[ObjectIdentifier(channel)] = nil
            return state.places.close(ObjectIdentifier(channel))
        }
    }

    private func change(_ body: (inout State) -> ConnectionPlaces<ObjectIdentifier>.Steps) {
        let (leaving, coming) = state.withLock { state in
            let steps = body(&state)
            return (steps.hangUp.compactMap { state.open[$0]?.channel }, steps.admit.compactMap { state.open[$0]?.admit })
        }
        for channel in leaving { channel.close(promise: nil) }
        for admit in coming { admit() }
    }
}

extension ConnectionPlaces {
    /// The default limits, derived from the number of files that this process may open.
    static var usual: Self {
        var files = rlimit()
        let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0
        return allowed(files: isKnown ? Int(clamping: files.rlim_cur) : 160)
    }

    /// 128 connections, a quarter of them for one user; fewer when the process may open few files.
    static func allowed(files: Int) -> Self {
        // Both sockets have this limit; the store, the journal and the kernel's own files need some too.
        let most = min(128, max(4, (files - 32) / 4))
        return Self(most: most, maxOfOne: max(2, most / 4), maxWaiting: max(2, most / 4))
    }
}
