package import Aftercare
import AftercareAPI
import Foundation
import NIOHTTP1

extension Client {
    /// States what a file says: in one body, or where that would be too large, in parts. It is applied as one, or nothing
    /// of it is.
    ///
    /// - Parameter most: the largest body, in bytes.
    /// - Throws: `ClientError`, or the service's `ErrorBody`.
    package func apply(
        _ request: ClinicRequest, query: [String: String?] = [:], most: Int = Wire.maxBodyBytes
    ) async throws -> Outcome {
        let parts = try request.parts(of: most)
        if parts.count == 1 { return try await send(Request(.POST, "apply", query: query, body: parts[0])) }
        let size = parts.reduce(0) { $0 + $1.count + 1 }
        guard size <= Wire.maxUploadBytes else {
            throw ErrorBody(
                code: .tooLarge,
                message: "it takes \(size / 1024 / 1024) MiB on the way to the service, and \(Wire.maxUploadBytes / 1024 / 1024) MiB "
                    + "is the most; split it into several files. Nothing was applied")
        }
        let lines = Data(parts.joined(separator: [UInt8(ascii: "\n")]))
        return try await send(Request(.POST, "apply", query: query, body: lines, type: Wire.partsType))
    }
}

extension ClinicRequest {
    /// As JSON, in the order in which it stands: in one piece, or in halves of halves, each of at most `most` bytes.
    func parts(of most: Int) throws -> [Data] {
        let whole = try Wire.encode(self)
        let count = patients.count + plans.count + treatments.count
        guard whole.count > most, count > 1 else { return [whole] }
        return try [0..<count / 2, count / 2..<count].flatMap { try part($0).parts(of: most) }
    }

    /// What stands in these places, counted through patients, plans and treatments.
    private func part(_ places: Range<Int>) -> ClinicRequest {
        func cut<Item>(_ items: [Item], from start: Int) -> [Item] {
            let own = places.clamped(to: start..<start + items.count)
            return Array(items[own.lowerBound - start..<own.upperBound - start])
        }
        return ClinicRequest(
            patients: cut(patients, from: 0), plans: cut(plans, from: patients.count),
            treatments: cut(treatments, from: patients.count + plans.count))
    }
}
