import Aftercare

/// The protocols that one transaction has read from their rows: every patient in it needs one, and reading the
/// JSON of a protocol costs more than the rest of a look.
final class DecodedProtocols {
    private var known: [ProtocolReference: (content: String, careProtocol: CareProtocol)] = [:]

    /// The protocol of `row`, read anew only where its content is another than last time.
    func careProtocol(of row: ProtocolRow, _ reference: ProtocolReference) throws -> CareProtocol {
        if let found = known[reference], found.content == row.content { return found.careProtocol }
        let careProtocol = try row.careProtocol()
        known[reference] = (row.content, careProtocol)
        return careProtocol
    }
}
