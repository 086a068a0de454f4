import Foundation
import Testing

/// The pages of the two programs, and the programs.
@Suite struct `A man page` {
    @Test(arguments: Program.allCases) func `is what the program tells, with what people wrote`(_ program: Program) throws {
        let source = try Repository.text("Config/man/\(program.page).in")
        try Repository.expect(try program.manual().page(from: source, named: program.page), at: "Config/man/\(program.page)")
    }

    @Test(arguments: Program.allCases) func `names every verb and every option`(_ program: Program) throws {
        let page = try Page(program.page)
        let shown = page.lines.map(Roff.plain)
        let info = try program.info()
        #expect(program == .aftercared || info.verbs.count > 30)
        #expect(info.verbs.map(\.verb).filter { !shown.contains(".Cm \($0)") } == [])
        let items = shown.filter { $0.hasPrefix(".It ") }.map { "\($0) " }
        let names = Set(([info] + info.verbs).flatMap(\.shown).flatMap { $0.names ?? [] }.map(\.typed))
        #expect(names.filter { name in !items.contains { $0.contains("Fl \(name.dropFirst()) ") } }.sorted() == [])
    }

    /// What `page` says in its own words of options: `.Fl -user`, and `--user` in commands.
    @Test(arguments: Program.allCases) func `speaks of no option that there is not`(_ program: Program) throws {
        let known = Set(try program.info().all.flatMap(\.shown).flatMap { $0.names ?? [] }.map(\.typed))
        let own = try Repository.text("Config/man/\(program.page).in").split(separator: "\n")
        let named = own.filter { $0.hasPrefix(".Fl ") }.compactMap {
            $0.split(separator: " ").dropFirst().first.map { "-\(Roff.plain(String($0)))" }
        }
        #expect(!named.isEmpty)
        for name in named {
            #expect(known.contains(name), "\(program.page).in speaks of '\(name)'")
        }
    }

    @Test(arguments: Program.allCases) func `tells every exit status and every variable`(_ program: Program) throws {
        let page = try Page(program.page)
        let statuses = HelpText(try program.info().discussion).section("EXIT STATUS")?.lines.compactMap { $0.split(separator: " ").first }
        #expect((statuses ?? []).count >= 5)
        for status in statuses ?? [] {
            let isThere = page.lines.contains(".It \(status)")
            #expect(isThere, "\(status) is not in \(page.name)")
        }

        let told = page.keys()["environment"] ?? []
        let used = try Variables.used(by: program)
        #expect(used.count >= 3)
        #expect(told == used.union(Variables.ofLibraries(program)))
    }

    @Test(arguments: Page.names) func `is found to be in order by man's own linter`(_ name: String) async throws {
        let path = Repository.folder.appending(path: "Config/man/\(name)").path
        let outcome = try await Tool.run("mandoc", ["-T", "lint", "-W", "warning", path])
        #expect(outcome.data == "" && outcome.talk == "" && outcome.status == 0)
        // What most machines show pages with.
        let groff = try await Tool.run("man", ["--warnings", "--local-file", path])
        #expect(groff.talk == "" && groff.status == 0)
        #expect(groff.data.contains("DESCRIPTION"))
    }

    @Test func `that is out of order is found to be`() async throws {
        let outcome = try await Tool.run(
            "mandoc", ["-T", "lint", "-W", "warning"], input: ".Dd November 21, 2026\n.Dt X 1\n.Os\n.Sh NAME\n")
        #expect(outcome.status != 0)
    }
}
