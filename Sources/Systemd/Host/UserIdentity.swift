import Glibc

/// Users and groups by number and by name.
package enum UserIdentity {
    package static var uid: UInt32 { getuid() }

    /// All groups of this process, including its primary one, sorted.
    package static func groups() -> [UInt32] {
        var groups = [gid_t](repeating: 0, count: max(0, Int(getgroups(0, nil))))
        let count = getgroups(Int32(groups.count), &groups)
        return Set(groups.prefix(max(0, Int(count))) + [getgid(), getegid()]).sorted()
    }

    /// The user's name; `nil` when there is no such user.
    package static func name(ofUser uid: UInt32) -> String? {
        getpwuid(uid).map { String(cString: $0.pointee.pw_name) }
    }

    /// The group's number; `nil` when there is no such group.
    package static func number(ofGroup name: String) -> UInt32? { getgrnam(name)?.pointee.gr_gid }

    /// The groups that the machine's database lists for a user now, which an older login may not have yet; empty when
    /// there is no such user.
    package static func listedGroups(ofUser uid: UInt32) -> [UInt32] {
        guard let user = getpwuid(uid), let name = strdup(user.pointee.pw_name) else { return [] }
        defer { free(name) }
        let first = user.pointee.pw_gid
        var count: Int32 = 32
        while true {
            var groups = [gid_t](repeating: 0, count: Int(count))
            let room = count
            if getgrouplist(name, first, &groups, &count) >= 0 { return Set(groups.prefix(Int(count))).sorted() }
            guard count > room else { return [] }
        }
    }
}
