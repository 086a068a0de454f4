import Systemd

/// Groups that a user is in by the machine's lists, and of which this login knows nothing: it began before.
enum Membership {
    /// The first of these groups that a new login would have, and this one has not.
    static func new(among names: [String]) -> String? {
        let listed = UserIdentity.listedGroups(ofUser: UserIdentity.uid)
        let own = UserIdentity.groups()
        return names.first { name in
            UserIdentity.number(ofGroup: name).map { listed.contains($0) && !own.contains($0) } ?? false
        }
    }
}
