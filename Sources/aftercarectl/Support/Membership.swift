import Systemd

/// Groups that the user database lists for the user but this login lacks, since it began before the user joined them.
enum Membership {
    /// The first of these groups that a new login would have and this one does not.
    static func new(among names: [String]) -> String? {
        let listed = UserIdentity.listedGroups(ofUser: UserIdentity.uid)
        let own = UserIdentity.groups()
        return names.first { name in
            UserIdentity.number(ofGroup: name).map { listed.contains($0) && !own.contains($0) } ?? false
        }
    }
}
