import Foundation
import Testing

@testable import Aftercare

@Suite struct `A person in JSON` {
    private let someone = Patient(
        id: id("P-1"), zone: "UTC", language: .english, quietHours: .never, history: History(.active, since: at("2026-03-02T08:00:00Z")),
        name: "Zaphod")
    private let session = Treatment(
        id: id("T-1"), patient: id("P-1"), plan: id("PL-1"), route: .topical, site: "Zaphod's left knee",
        product: Product(name: "A", manufacturer: nil, lot: nil), status: .completed, plannedStart: at("2026-03-02T08:00:00Z"),
        plannedEnd: at("2026-03-02T09:00:00Z"), actualStart: at("2026-03-02T08:00:00Z"), actualEnd: at("2026-03-02T09:00:00Z"),
        series: id("T-1"))

    private func keys(_ value: some Encodable, hidden: Bool = false) throws -> Set<String> {
        let encoder = JSONEncoder()
        encoder.userInfo[.hidesPersons] = hidden
        let object = try JSONSerialization.jsonObject(with: encoder.encode(value))
        return Set((object as? [String: Any] ?? [:]).keys)
    }

    private func properties(_ value: Any) -> Set<String> { Set(Mirror(reflecting: value).children.compactMap(\.label)) }

    /// A property that is added some day must be written too.
    @Test func `has every property, and is read as it was written`() throws {
        #expect(try keys(someone) == properties(someone))
        #expect(try keys(session) == properties(session))
        #expect(try JSONDecoder().decode(Patient.self, from: JSONEncoder().encode(someone)) == someone)
        #expect(try JSONDecoder().decode(Treatment.self, from: JSONEncoder().encode(session)) == session)
    }

    @Test func `has no name and no free text where that is to be hidden`() throws {
        #expect(try keys(someone, hidden: true) == properties(someone).subtracting(["name"]))
        #expect(try keys(session, hidden: true) == properties(session).subtracting(["site"]))
    }
}
