import Foundation

extension Machine {
    /// Joins this machine and another by a cable of their own, and gives both ends an address in `10.0.NUMBER.0/24`:
    /// this one `.1`, the other `.2`. There is no way from there to anywhere else.
    package func connect(to other: Machine, number: Int) async throws {
        try await Tool.ip.require()
        let name = "cable\(number)"
        // Made where they belong: this machine's own network never sees them.
        try await Tool.ip.run([
            "link", "add", name, "netns", "\(leader)", "type", "veth", "peer", "name", name, "netns", "\(other.leader)",
        ]).expectSuccess()
        for (machine, end) in [(self, 1), (other, 2)] {
            try await machine.ip("address", "add", "10.0.\(number).\(end)/24", "dev", name)
            try await machine.ip("link", "set", name, "up")
        }
    }

    /// The test machine's own program in this machine's network: a minimal Debian has none.
    private func ip(_ words: String...) async throws {
        try await Tool.nsenter.run(["--target", "\(leader)", "--net", "--", Tool.ip.name] + words).expectSuccess()
    }
}
