/// Decides who may be connected at one time. No user can take the places of others, and idle connections give way to
/// new ones.
struct ConnectionPlaces<Name: Hashable & Sendable>: Sendable {
    /// The maximum number of connections at one time, of all users together.
    let most: Int
    /// The maximum number of connections of one user.
    let maxOfOne: Int
    /// The maximum number of one user's connections that wait for a place.
    let maxWaiting: Int

    private struct Connection: Sendable {
        let name: Name
        let uid: UInt32
        /// Whether a request is still unanswered, or the connection has waited and its first request is still to come.
        var isBusy = false
    }

    /// Connections with a place, longest idle first.
    private var admitted: [Connection] = []
    /// Connections without a place, in order of arrival.
    private var waiting: [Connection] = []

    /// The actions that follow from a change.
    struct Steps: Equatable {
        /// The connections to admit.
        var admit: [Name] = []
        /// The connections to close.
        var hangUp: [Name] = []
    }

    init(most: Int, maxOfOne: Int, maxWaiting: Int) {
        self.most = most
        self.maxOfOne = maxOfOne
        self.maxWaiting = maxWaiting
    }

    // MARK: Events

    mutating func open(_ name: Name, of uid: UInt32) -> Steps {
        waiting.append(Connection(name: name, uid: uid))
        var steps = settle(newcomer: name)
        if waiting.count(where: { $0.uid == uid }) > maxWaiting {
            waiting.removeAll { $0.name == name }
            steps.hangUp.append(name)
        }
        return steps
    }

    /// Marks the connection as busy.
    mutating func begin(_ name: Name) {
        guard let index = admitted.firstIndex(where: { $0.name == name }) else { return }
        admitted[index].isBusy = true
    }

    /// Marks the connection as idle again.
    mutating func end(_ name: Name) -> Steps {
        guard let index = admitted.firstIndex(where: { $0.name == name }) else { return Steps() }
        var connection = admitted.remove(at: index)
        connection.isBusy = false
        admitted.append(connection)
        return settle()
    }

    mutating func close(_ name: Name) -> Steps {
        admitted.removeAll { $0.name == name }
        waiting.removeAll { $0.name == name }
        return settle()
    }

    // MARK: Consequences

    private mutating func settle(newcomer: Name? = nil) -> Steps {
        var steps = Steps()
        // A waiting connection of one user does not hold up those of another.
        var index = 0
        while index < waiting.count {
            guard let barrier = barrier(to: waiting[index].uid) else {
                index += 1
                continue
            }
            if case .idle(let place) = barrier { steps.hangUp.append(admitted.remove(at: place).name) }
            var connection = waiting.remove(at: index)
            connection.isBusy = connection.name != newcomer
            admitted.append(connection)
            steps.admit.append(connection.name)
        }
        return steps
    }

    private enum Barrier {
        case none
        /// An idle connection that can be closed.
        case idle(Int)
    }

    /// What prevents another connection of this user; nil when no connection can be closed now.
    private func barrier(to uid: UInt32) -> Barrier? {
        if admitted.count(where: { $0.uid == uid }) >= maxOfOne {
            return admitted.firstIndex { $0.uid == uid && !$0.isBusy }.map(Barrier.idle)
        }
        guard admitted.count >= most else { return Barrier.none }
        // The user with the most connections gives one up.
        let counts = Dictionary(admitted.map { ($0.uid, 1) }, uniquingKeysWith: +)
        let idle = admitted.indices.filter { !admitted[$0].isBusy }
        return idle.max { (counts[admitted[$0].uid] ?? 0, $1) < (counts[admitted[$1].uid] ?? 0, $0) }.map(Barrier.idle)
    }
}
