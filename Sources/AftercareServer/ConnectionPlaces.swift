/// Who may be connected at one time: no user takes the places of others, and who only keeps a connection open makes
/// room for who asks something.
struct ConnectionPlaces<Name: Hashable & Sendable>: Sendable {
    /// The most connections at one time, of all users together.
    let most: Int
    /// Of one user.
    let maxOfOne: Int
    /// Of one user, before a place is free.
    let maxWaiting: Int

    private struct Connection: Sendable {
        let name: Name
        let uid: UInt32
        /// A request came, and is not answered yet; or it had to wait, and is to have its turn.
        var isBusy = false
    }

    /// With a place, the one that has been idle for longest first.
    private var admitted: [Connection] = []
    /// Without one, in the order of their coming.
    private var waiting: [Connection] = []

    /// What follows from a change.
    struct Steps: Equatable {
        /// They have a place from now on.
        var admit: [Name] = []
        /// They have none any more.
        var hangUp: [Name] = []
    }

    init(most: Int, maxOfOne: Int, maxWaiting: Int) {
        self.most = most
        self.maxOfOne = maxOfOne
        self.maxWaiting = maxWaiting
    }

    // MARK: What happens

    mutating func open(_ name: Name, of uid: UInt32) -> Steps {
        waiting.append(Connection(name: name, uid: uid))
        var steps = settle(newcomer: name)
        if waiting.count(where: { $0.uid == uid }) > maxWaiting {
            waiting.removeAll { $0.name == name }
            steps.hangUp.append(name)
        }
        return steps
    }

    /// It is idle no more.
    mutating func begin(_ name: Name) {
        guard let index = admitted.firstIndex(where: { $0.name == name }) else { return }
        admitted[index].isBusy = true
    }

    /// It is idle again.
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

    // MARK: What follows

    private mutating func settle(newcomer: Name? = nil) -> Steps {
        var steps = Steps()
        // One user's who waits does not hold up another's.
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
        /// One that need not be there.
        case idle(Int)
    }

    /// What is in the way of one more of this user's; nil: what will not go away now.
    private func barrier(to uid: UInt32) -> Barrier? {
        if admitted.count(where: { $0.uid == uid }) >= maxOfOne {
            return admitted.firstIndex { $0.uid == uid && !$0.isBusy }.map(Barrier.idle)
        }
        guard admitted.count >= most else { return Barrier.none }
        // Whoever has most of them gives one away.
        let counts = Dictionary(admitted.map { ($0.uid, 1) }, uniquingKeysWith: +)
        let idle = admitted.indices.filter { !admitted[$0].isBusy }
        return idle.max { (counts[admitted[$0].uid] ?? 0, $1) < (counts[admitted[$1].uid] ?? 0, $0) }.map(Barrier.idle)
    }
}
