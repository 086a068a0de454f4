import Aftercare
import AftercareConfig
import ArgumentParser
import Foundation
import Testing

@testable import aftercarectl

/// Which options go together, in the words that say so.
@Suite struct `A verb's command line` {
    private func complaint(_ line: String) -> String? {
        // A word of its own for an empty argument.
        let words = line.split(separator: " ").map { $0 == "EMPTY" ? "" : String($0) }
        do {
            _ = try Aftercarectl.parseAsRoot(words)
            return nil
        } catch {
            return Ending(error, typed: words).lines.joined(separator: "\n").split(separator: "\n").first.map(String.init) ?? ""
        }
    }

    private static let whichPlans = "say which plans: one, like PL-0001, or all of a protocol with '--all --protocol exosome-injection'"
    private static let whereTo = "say where to: name a file, '-' for standard output, or a directory with '--into'"
    private static let notBoth = "name a file, or say '--into' or '--to-command', not both"
    private static let keepsInto = "'--keep' and '--keep-for' go with '--into', which names the directory"
    private static let whichReminder = "use a reminder's id, or its first letters, 4 or more; 'aftercarectl reminders' shows them"

    @Test(arguments: [
        ("audit --namespace a --directory /d", "say '--namespace' or '--directory', not both"),
        ("audit --directory /d --collected /c", "say '--directory' or '--collected', not both"),
        ("audit --namespace a --directory /d --collected /c", "say '--namespace' or '--directory' or '--collected', not both"),
        ("audit --uid 7", "'--uid' goes with '--collected'; the service says who it is"),
        ("audit --key a --key b", "several keys go with '--collected'; this service has one"),
        ("backup make EMPTY", "the name of the file is empty; name one, or '-' for standard output"),
        ("backup make --into EMPTY", "'--into' names no directory; name one, like /var/backups/aftercare"),
        ("backup make --to-command EMPTY", "'--to-command' names no command; give one, or leave it out"),
        ("backup make", whereTo), ("backup make a --into /d", notBoth), ("backup make a --to-command c", notBoth),
        ("backup make a --keep 3", keepsInto), ("backup make --to-command c --keep-for 3d", keepsInto),
        ("backup make --into /d --force", "'--force' goes with the name of a file; nothing else is ever replaced"),
        ("backup make --into /d --keep 0", "'0' is no number to keep; use '--keep' with 1 or more"),
        ("backup make --into /d --keep-for 0d", "'0d' is no time to keep; use '--keep-for' with a length, like 30d"),
        ("backup make --into /d --keep-for 30", "'--keep-for': '30' is not a length of time, like 15min, 24h, 3d, 2w or 6mo"),
        ("status P-1 --check", "'--check' is about the whole service; leave the patient out"),
        ("status --check --format json", "'--check' answers in one line; leave '--format json' out"),
        ("status --socket EMPTY", "'--socket' names no path; give one, like /run/aftercare/control.sock"),
        ("status --socket /s --user", "say '--socket', '--clinic' or '--user', not two of them"),
        (
            "status --clinic Knee",
            "'Knee' cannot name a clinic; use up to 16 lower-case letters, digits and '-', as in aftercared@NAME.service"
        ),
        ("preview", "say whose preview it is to be: a patient, or a protocol file with '-f'"),
        ("preview P-1 -f k.yaml", "say a patient or a protocol file, not both"),
        ("preview -f k.yaml --from now", "'--from' is for a patient; a file is shown from the beginning, and '--start' moves it"),
        ("preview -f k.yaml --plan PL-1", "'--plan' is for a patient; a file has no plans"),
        ("preview P-1 --zone UTC", "'--zone' is for a file; a patient has that already"),
        ("preview P-1 --language de", "'--language' is for a file; a patient has that already"),
        ("preview P-1 --quiet-hours none", "'--quiet-hours' is for a file; a patient has that already"),
        ("preview P-1 --compress cold", "'--compress' is for a file; a patient has that already"),
        ("preview P-1 --duration 1h", "'--duration' belongs to a treatment that is not scheduled yet; say its '--start'"),
        ("preview P-1 --plan PL-1", "'--plan' belongs to a treatment that is not scheduled yet; say its '--start'"),
        ("preview P-1 --route topical", "'--route' belongs to a treatment that is not scheduled yet; say its '--start'"),
        ("preview P-1 --site knee", "'--site' belongs to a treatment that is not scheduled yet; say its '--start'"),
        ("preview P-1 --every 2w", "'--every' belongs to a treatment that is not scheduled yet; say its '--start'"),
        ("preview P-1 --times 4", "'--times' belongs to a treatment that is not scheduled yet; say its '--start'"),
        ("treatment schedule P-1 --start now --manufacturer m", "'--manufacturer m' belongs to a product; name it with '--product'"),
        (
            "treatment complete T-1 --as-planned --started now",
            "'--as-planned' says both times already; leave it out, or '--ended' and '--started'"
        ),
        ("treatment change T-1 --site x --clear site", "say '--site' or '--clear site', not both"),
        ("treatment change T-1 --product x --clear product", "say '--product' or '--clear product', not both"),
        ("treatment change T-1 --manufacturer x --clear manufacturer", "say '--manufacturer' or '--clear manufacturer', not both"),
        ("patient change P-1 --name x --clear name", "say '--name' or '--clear name', not both"), ("plan upgrade", whichPlans),
        ("plan upgrade PL-1 --all", whichPlans), ("plan upgrade PL-1 --protocol knee", whichPlans), ("plan upgrade --all", whichPlans),
        ("plan upgrade --protocol knee", whichPlans), ("plan upgrade PL-1 --all --protocol knee", whichPlans),
        ("protocol show knee@x", "'knee@x' is no protocol; use its id, or its id and version, like exosome-injection@1"),
        ("acknowledge bee", whichReminder), ("acknowledge PL-1", whichReminder), ("acknowledge R-1", whichReminder),
    ])
    func `is refused with what does not go together`(line: String, words: String) { #expect(complaint(line) == "error: \(words)") }

    @Test(arguments: [
        "audit --collected /c --uid 7 --key a --key b", "audit --key a --namespace a", "backup make a", "backup make a --force",
        "backup make --into /d --keep 1 --keep-for 1d", "backup make --to-command c", "backup make --into /d --to-command c",
        "status --check", "status P-1 --format json", "preview P-1", "preview P-1 --from now --for 3d",
        "preview P-1 --start now --duration 1h --plan PL-1 --route topical --site knee --every 2w --times 4",
        "preview -f k.yaml --duration 1h --route topical --every 2w --times 4",
        "preview -f k.yaml --zone UTC --language de --quiet-hours none --compress cold --start now",
        "treatment schedule P-1 --start now --product x --manufacturer m --lot 7", "treatment schedule P-1 --start now --end now+1h",
        "treatment complete T-1 --as-planned", "treatment complete T-1 --ended now --started now-1h", "treatment change T-1 --plan PL-1",
        "treatment change T-1 --route topical", "treatment change T-1 --site x --clear lot", "treatment change T-1 --product x",
        "treatment change T-1 --manufacturer x", "treatment change T-1 --lot 7", "treatment change T-1 --clear site",
        "patient change P-1 --zone UTC", "patient change P-1 --language de", "patient change P-1 --quiet-hours none",
        "patient change P-1 --status inactive", "patient change P-1 --name x", "patient change P-1 --clear name",
        "plan change PL-1 --compress cold", "plan change PL-1 --without a", "plan change PL-1 --with a", "plan change PL-1 --restore a",
        "plan change PL-1 --clear changes", "plan change PL-1 -f a.yaml", "plan upgrade PL-1 --to 1", "plan upgrade --all --protocol knee",
        "protocol show knee", "protocol show knee@2", "snooze 1a2b --for 1h", "snooze 1a2b --until 18:00", "acknowledge beef",
        "acknowledge 1A2B-", "acknowledge P-0042", "acknowledge P-0042 no-alcohol", "patient list --limit 1",
    ])
    func `is taken where each option has what it needs`(line: String) { #expect(complaint(line) == nil) }

    @Test func `that limits a list says how to see more of it`() throws {
        #expect(try ListOptions.parse([]).more == "ask for it with '--limit 1000'")
        #expect(try ListOptions.parse(["--limit", "7"]).more == "ask for it with '--limit 70'")
    }

    @Test func `that checks protocols ends with what can be used`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "check-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (good, bad) = (folder.appending(path: "good.yaml").path, folder.appending(path: "bad.yaml").path)
        try Data(kneeFile.utf8).write(to: URL(filePath: good))
        try Data("protocol: [".utf8).write(to: URL(filePath: bad))
        var check = ProtocolCheck()
        #expect(check.summary == "0 protocols can be used")
        check.read(bad)
        #expect(check.summary == "0 protocols can be used; 1 error")
        check.read(bad)
        #expect(check.summary == "0 protocols can be used; 2 errors")
        check.read(good)
        let warnings = check.diagnostics.count - 2
        #expect(check.summary == "1 protocol can be used; 2 errors, \(warnings == 1 ? "1 warning" : "\(warnings) warnings")")
        #expect(check.protocols.map(\.text) == ["knee@2"])
        check.read(good)
        #expect(check.protocols.count == 1)
        #expect(
            check.diagnostics.last?.message
                == "protocol 'knee@2' is in \(good) already; raise the version, or rename one of them")
    }
}
