import Foundation
import TestMachine

// What a user of the machine tries who has no business with the reminders: to fill their journal, and to write into it.

extension Fault {
    /// The ids are known to nobody but who looks into the store, and yet.
    static func forgedByNobody(_ runs: Int, burst size: Int) -> Fault {
        Fault("forgery by nobody") { trial in
            let begun = Date()
            try await trial.ward.service.start()
            for _ in 0..<runs {
                let burst = try await trial.burst(size, soonest: 4)
                let forgeries = try await trial.ward.upcoming(burst)
                let tried = try await trial.ward.pushedByNobody(forgeries.map(\.record), until: burst.due[0])
                if tried.taken > 0 { trial.object("\(tried.taken) of \(tried.all) records by nobody were taken") }
                try await trial.wait(for: burst)
                try await trial.recover(since: .now)
                trial.ran(tried.all)
            }
            try await trial.judge()
            try await trial.expectAudit("proven", status: 0, since: begun)
        }
    }

    /// As much as goes, in records of 20 kB, while reminders fall due each second.
    static func floodedByNobody(_ reminders: Int, instants: Int) -> Fault {
        Fault("flood of the journal by nobody") { trial in
            let begun = Date()
            try await trial.ward.service.start()
            let burst = try await trial.burst(reminders, instants: instants)
            let room = try await trial.ward.journalSize()
            let noise = "MESSAGE=" + String(repeating: "x", count: 20_000) + "\n"
            let tried = try await trial.ward.pushedByNobody([noise], until: burst.due[instants - 1] + 1)
            if tried.taken > 0 { trial.object("\(tried.taken) of \(tried.all) records by nobody were taken") }
            try await trial.recover(since: .now)
            trial.ran(tried.all)
            try await trial.judge()
            let grown = try await trial.ward.journalSize() - room
            if grown > 64 << 20 { trial.object("the journal has grown by \(grown) bytes") }
            try await trial.expectAudit("proven", status: 0, since: begun)
        }
    }
}

extension Trial {
    /// What the audit makes of it.
    ///
    /// - Parameters:
    ///   - since: leaves out what other faults left in the machine's journal before; nil: everything counts.
    ///   - clinic: the options that name one of several; empty: the machine's own.
    mutating func expectAudit(_ verdict: String, status: Int, since: Date? = nil, of clinic: [String] = []) async throws {
        let begin = since.map { ["--since", $0.formatted(.iso8601)] } ?? []
        let audit = try await ward.machine.run(["aftercarectl"] + clinic + ["audit"] + begin)
        if audit.exitStatus != status || !audit.output.contains("\n\(verdict): ") { object("the audit: \(audit)") }
    }
}

extension Ward {
    /// Sends each of these, again and again, to every socket of the journal that takes records, as the user nobody.
    ///
    /// - Returns: how many were tried, and how many were taken.
    fileprivate func pushedByNobody(_ records: [String], until end: Date) async throws -> (all: Int, taken: Int) {
        let script = """
            use Socket;
            my ($folder, $end, @files) = @ARGV;
            my @records = map { local (@ARGV, $/) = ($_); <> } @files;
            my ($all, $taken) = (0, 0);
            do {
                for my $record (@records) {
                    for my $name ("socket", "dev-log") {
                        socket(my $socket, PF_UNIX, SOCK_DGRAM, 0) or die;
                        $all++;
                        $taken++ if defined send($socket, $record, 0, sockaddr_un("$folder/$name"));
                    }
                    socket(my $stream, PF_UNIX, SOCK_STREAM, 0) or die;
                    $all++;
                    $taken++ if connect($stream, sockaddr_un("$folder/stdout"));
                }
            } while (time < $end);
            print "$all $taken\\n";
            """
        try machine.write(script, to: "/tmp/push.pl")
        var files: [String] = []
        for (place, record) in records.enumerated() {
            files.append("/tmp/pushed-\(place)")
            try machine.write(record, to: files[place])
        }
        let folder = "/run/systemd/journal.\(Service.namespace)"
        let pushed = try await machine.run(
            ["runuser", "-u", "nobody", "--", "perl", "/tmp/push.pl", folder, "\(Int(end.timeIntervalSince1970))"] + files,
            within: .seconds(180)
        ).expectSuccess()
        try await machine.run(["rm", "/tmp/push.pl"] + files).expectSuccess()
        let figures = pushed.line.split(separator: " ").compactMap { Int($0) }
        guard figures.count == 2, figures[0] > 0 else { throw TortureFailure.notDone("nobody tried: \(pushed)") }
        return (figures[0], figures[1])
    }

    /// Bytes of its journal on disk.
    fileprivate func journalSize() async throws -> Int {
        let used = try await machine.succeed("sh", "-c", "du -sbc /var/log/journal/*.\(Service.namespace) | tail -n 1")
        return used.output.split(separator: "\t").first.flatMap { Int($0) } ?? 0
    }
}
