import Foundation
import Testing

@testable import Aftercare

@Suite struct `An occurrence's id` {
    @Test func `is a UUIDv5 as others compute it`() throws {
        // RFC 9562, appendix A.4: the DNS namespace and "www.example.com".
        let dns = try #require(UUID(uuidString: "6ba7b810-9dad-11d1-80b4-00c04fd430c8"))
        #expect(
            OccurrenceID.uuid5(namespace: dns, name: "www.example.com").uuidString.lowercased()
                == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }
}
