import Aftercare
import AftercareConfig
import Foundation
import Testing

/// The keys of files and the fields of records, in the pages and in the code.
@Suite struct `A page explains` {
    /// The pages name their groups; which of them are in which page.
    private static let groups: [(page: String, groups: Set<String>)] = [
        ("aftercared.yaml.5", ["settings", "clinic", "messages", "store", "viewers"]),
        ("aftercare.clinic.5", ["clinic file", "patient", "plan", "treatment", "product"]),
        (
            "aftercare.protocol.5",
            [
                "protocol", "signed-off", "sentences", "instruction", "window", "until", "remind", "moment", "nag", "text",
                "modality text", "placeholders",
            ]
        ),
    ]

    @Test(arguments: groups.map(\.page)) func `every key that the reader takes, and no other`(_ name: String) throws {
        let told = try Page(name).keys().mapValues { Set($0.map(Roff.plain)) }
        let known = try KnownKeys.all()
        let groups = try #require(Self.groups.first { $0.page == name }?.groups)
        #expect(Set(told.keys) == groups)
        for group in groups.sorted() {
            #expect(told[group] == known[group], "the keys of '\(group)' in \(name)")
        }
    }

    @Test func `every key, of every group`() throws {
        #expect(Set(try KnownKeys.all().keys) == Self.groups.reduce(into: []) { $0.formUnion($1.groups) })
    }

    @Test func `every status and route that a clinic's file may state, and no other status`() throws {
        let lines = try Page("aftercare.clinic.5").lines.map(Roff.plain)
        let told = Set(lines.filter { $0.hasPrefix(".It Li ") }.map { String($0.dropFirst(7)) })
        #expect(told == Set(Patient.Status.allCases.map(\.rawValue) + Plan.Status.allCases.map(\.rawValue)))
        for route in Route.allCases {
            #expect(lines.contains { $0 == ".Li \(route.rawValue)" || $0.hasPrefix(".Li \(route.rawValue) ") }, "\(route)")
        }
    }

    @Test func `how large a clinic's file may be`() throws {
        #expect(try Page("aftercare.clinic.5").text.contains("A file has at most \(SourceText.Purpose.clinic.maxBytes >> 20) MiB"))
    }

    /// A field stands in the sources as a text of its own.
    @Test func `every field of a record, and no other`() throws {
        let fields = Set(
            try ["AftercareEngine", "Aftercare"].flatMap { try Repository.swiftFiles(in: "Sources/\($0)") }
                .flatMap { $0.matches(of: /"(AFTERCARE_[A-Z_]*[A-Z])"/).map { String($0.output.1) } })
        #expect(fields.count > 15)
        let told = try Page("aftercared.8").keys()["fields"] ?? []
        #expect(told.filter { $0.hasPrefix("AFTERCARE_") } == fields)
        #expect(told.subtracting(fields) == ["MESSAGE", "MESSAGE_ID", "PRIORITY", "SYSLOG_IDENTIFIER"])
    }
}
