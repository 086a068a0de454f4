import Foundation
import TestMachine

extension Fault {
    /// Two clinics on a machine, and the user of each tries whatever belongs to the other: its sockets, its store, its
    /// journal, its service. Meanwhile reminders of both fall due each second.
    static func otherClinic(_ runs: Int, reminders: Int, instants: Int) -> Fault {
        Fault("another clinic's user") { trial in
            let begun = Date()
            let (own, other) = (Tenant(), Tenant(clinic: "other"))
            try await trial.ward.service.start()
            try await trial.ward.setUp(other)
            try await trial.ward.expectOwnerIn(own, other)
            var expected: [Judgement.Subject: Date] = [:]
            for run in 0..<runs {
                let burst = try await trial.burst(reminders, instants: instants, soonest: 4)
                let others = Burst("other-\(run)", reminders: reminders, due: burst.due)
                expected.merge(others.expected) { one, _ in one }
                try await trial.ward.state(others, to: other)
                guard Date() < burst.due[0] else { throw TortureFailure.tooSlow("the other clinic's burst was stated too late") }
                let ward = trial.ward
                async let here = ward.tries(of: other.user, at: own, until: burst.due[instants - 1] + 1)
                async let there = ward.tries(of: own.user, at: other, until: burst.due[instants - 1] + 1)
                for (tries, user) in [(try await here, other.user), (try await there, own.user)] {
                    for taken in tries.taken { trial.object("\(user): \(taken)") }
                    trial.ran(tries.all)
                }
                try await trial.recover(since: .now)
            }
            let ledger = try await trial.ward.settled(expected.count, of: other)
            trial.add(Judgement(expected: expected, records: try await trial.ward.records(of: other), ledger: ledger))
            try await trial.judge()
            try await trial.expectAudit("proven", status: 0, since: begun)
            try await trial.expectAudit("proven", status: 0, of: other.option)
            try await trial.ward.remove(other)
        }
    }
}

/// One of several clinics on a machine, and what belongs to it.
private struct Tenant: Sendable {
    /// nil: it is the machine's own.
    var clinic: String?

    /// Its user, its staff's group and its journal's namespace.
    var user: String { clinic.map { "aftercare-\($0)" } ?? "aftercare" }
    var unit: String { clinic.map { "aftercared@\($0).service" } ?? Service.unit }
    /// What names it to `aftercarectl`.
    var option: [String] { clinic.map { ["--clinic", $0] } ?? [] }
    var state: String { clinic.map { "/var/lib/aftercare-clinics/\($0)" } ?? Ward.stateDirectory }
    var runtime: String { clinic.map { "/run/aftercare-clinics/\($0)" } ?? "/run/aftercare" }
    var settings: String { clinic.map { "/etc/aftercare/clinics/\($0)" } ?? "/etc/aftercare" }
    var sockets: String { "/run/systemd/journal.\(user)" }
    /// `*`: the machine's id.
    var journal: String { "/var/log/journal/*.\(user)" }
}

extension Ward {
    // MARK: The other clinic

    fileprivate func setUp(_ tenant: Tenant) async throws {
        try await machine.succeed("mkdir", "-p", tenant.settings)
        try machine.write("clinic:\n  name: The other\n", to: "\(tenant.settings)/aftercared.yaml")
        try await machine.succeed("systemctl", "start", tenant.unit)
    }

    fileprivate func remove(_ tenant: Tenant) async throws {
        try await machine.succeed("systemctl", "stop", tenant.unit)
        try await machine.succeed("rm", "-r", tenant.settings)
    }

    fileprivate func state(_ burst: Burst, to tenant: Tenant) async throws {
        for file in burst.files {
            try machine.write(file, to: "/root/other.yaml")
            try await machine.run(["aftercarectl"] + tenant.option + ["apply", "-f", "/root/other.yaml"]).expectSuccess()
        }
    }

    /// Its ledger, once so many have their receipt; or as it is when that takes too long.
    fileprivate func settled(_ reminders: Int, of tenant: Tenant) async throws -> [Reminder] {
        do {
            return try await eventually("the other clinic's have their receipt", within: .seconds(60)) {
                let ledger = try await ledger(of: tenant.option)
                return ledger.count(where: { $0.state == "settled" }) >= reminders ? ledger : nil
            }
        } catch Failure.tooLate {
            return try await ledger(of: tenant.option)
        }
    }

    fileprivate func records(of tenant: Tenant) async throws -> [[String: String]] {
        let user = try await machine.succeed("id", "--user", tenant.user).line
        let found = try await machine.succeed(
            "journalctl", "--quiet", "--namespace=\(tenant.user)", "--output", "json", "--all", "SYSLOG_IDENTIFIER=aftercare",
            "_UID=\(user)", "--output-fields", Self.fields.joined(separator: ","))
        return try Self.reminders(of: JournalRecord.list(found.output))
    }

    // MARK: Tries

    /// What was tried, and each kind of try that was not refused.
    fileprivate struct Tries {
        var all = 0
        var taken: [String] = []
    }

    /// Tries everything as `user`, again and again.
    fileprivate func tries(of user: String, at tenant: Tenant, until end: Date) async throws -> Tries {
        async let raw = rawTries(of: user, at: tenant, until: end)
        var tries = Tries()
        let questions = [["status"], ["status", "--check"], ["patient", "list"], ["reminders"], ["audit"], ["treatment", "list"]]
        let changes = [["patient", "add", "P-intruder"], ["apply", "-f", "/usr/share/doc/aftercare/examples/clinic.yaml"]]
        repeat {
            for words in questions + changes {
                let command = ["aftercarectl"] + tenant.option + words
                let outcome = try await machine.run(["runuser", "-u", user, "--"] + command)
                tries.all += 1
                // EX_NOPERM, and for a plugin "unknown".
                if outcome.exitStatus != (words.contains("--check") ? 3 : 77) { tries.taken.append("\(outcome)") }
            }
            let journal = try await machine.run(
                "runuser", "-u", user, "--", "journalctl", "--quiet", "--namespace=\(tenant.user)", "--output", "cat")
            tries.all += 1
            if !journal.output.isEmpty { tries.taken.append("\(journal)") }
        } while Date() < end
        let others = try await raw
        return Tries(all: tries.all + others.all, taken: tries.taken + others.taken)
    }

    /// Whoever owns something may use it: else a refusal would say nothing.
    fileprivate func expectOwnerIn(_ tenants: Tenant...) async throws {
        for tenant in tenants {
            let tries = try await rawTries(of: tenant.user, at: tenant, until: .distantPast, doesHarm: false)
            // Both sockets, the journal's three, the store's directory and file, and one file of the journal at least.
            guard tries.taken.count >= 10 else {
                throw TortureFailure.notDone("\(tenant.user) itself may only: \(tries.taken.joined(separator: ", "))")
            }
        }
    }

    private func rawTries(of user: String, at tenant: Tenant, until end: Date, doesHarm: Bool = true) async throws -> Tries {
        let script = "/tmp/tries-\(user).pl"
        try machine.write(Self.tries, to: script)
        let pid = try await machine.succeed("systemctl", "show", "--value", "--property", "MainPID", tenant.unit).line
        // Where it lies is no secret; root says it, so that a place that cannot be looked into is tried, too.
        let journal = try await machine.succeed("sh", "-c", "ls -d \(tenant.journal) \(tenant.journal)/*.journal")
        let seconds = max(0, Int(end.timeIntervalSince1970))
        let done = try await machine.run(
            [
                "runuser", "-u", user, "--", "perl", script, "\(seconds)", doesHarm ? "harm" : "look", tenant.runtime, tenant.state,
                tenant.settings, tenant.sockets, pid,
            ] + journal.line.split(separator: "\n").map(String.init),
            within: .seconds(180)
        ).expectSuccess()
        let lines = done.line.split(separator: "\n").map(String.init)
        guard let all = lines.first.flatMap({ Int($0) }), all > 0 else { throw TortureFailure.notDone("\(user) tried: \(done)") }
        return Tries(all: all, taken: Array(lines.dropFirst()))
    }

    /// Prints how many tries there were, and each that succeeded.
    private static let tries = #"""
        use strict;
        use Fcntl;
        use Socket;
        my ($end, $mode, $runtime, $state, $settings, $sockets, $pid, $journal, @journals) = @ARGV;
        my ($all, %taken) = (0);
        sub tried { my ($what, $isTaken) = @_; $all++; $taken{$what}++ if $isTaken; }
        sub stream { socket(my $socket, PF_UNIX, SOCK_STREAM, 0) or die; connect($socket, sockaddr_un($_[0])) }
        sub made { my $file = "$_[0]/intruder"; sysopen(my $made, $file, O_WRONLY | O_CREAT) }
        my @control = ("$runtime/control.sock", "$runtime/view/view.sock");
        my @store = map "$state/store.sqlite$_", "", "-wal";
        do {
            tried("connects to $_", stream($_)) for @control, "$sockets/stdout", "$sockets/io.systemd.journal";
            tried("reaches $_", do { socket(my $socket, PF_UNIX, SOCK_DGRAM, 0) or die; connect($socket, sockaddr_un($_)) })
                for "$sockets/socket", "$sockets/dev-log";
            tried("lists $_", opendir(my $folder, $_)) for $state, "$runtime/view", "/proc/$pid/fd";
            tried("reads $_", open(my $file, "<", $_)) for @store, @journals, "/proc/$pid/environ", "/proc/$pid/mem";
            if ($mode eq "harm") {
                tried("sends to $_", do {
                    socket(my $socket, PF_UNIX, SOCK_DGRAM, 0) or die;
                    defined send($socket, "MESSAGE=intruder\n", 0, sockaddr_un($_))
                }) for "$sockets/socket", "$sockets/dev-log";
                tried("writes $_", open(my $file, ">>", $_)) for @store, @journals, "$settings/aftercared.yaml";
                tried("makes a file in $_", made($_))
                    for $state, $runtime, "$runtime/view", $settings, "$settings/protocols", $sockets, $journal;
                tried("removes $_", unlink $_) for @control, @store, @journals, map "$sockets/$_", "socket", "dev-log", "stdout";
                tried("signals the service", kill $_, $pid) for "ZERO", "HUP", "TERM", "KILL";
            }
            select(undef, undef, undef, 0.005);
        } while (time < $end);
        print "$all\n", map "$_, $taken{$_} times\n", sort keys %taken;
        """#
}
