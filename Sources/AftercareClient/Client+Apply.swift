package import Aftercare
import AftercareAPI
import Foundation
import NIOCore
import NIOHTTP1

extension Client {
    /// States what a file says: in one body, or where that would be too large, in parts. It is applied as one, or nothing
    /// of it is.
    ///
    /// - Parameters:
    ///   - most: the largest body, in bytes.
    ///   - progress: called now and then while the service takes it in. With it there is no end to the patience as long as
    ///     the service tells that it is at work.
    /// - Throws: `ClientError`, or the service's `ErrorBody`.
    package func apply(
        _ request: ClinicRequest, query: [String: String?] = [:], most: Int = Wire.maxBodyBytes,
        progress: (@Sendable (ImportProgress) -> Void)? = nil
    ) async throws -> Outcome {
        var query = query
        if progress != nil { query["progress"] = "true" }
        return try await ask(try body(of: request, query, most)) { response in
            try await outcome(in: &response, progress)
        }
    }

    private func body(of request: ClinicRequest, _ query: [String: String?], _ most: Int) throws -> Request {
        let parts = try request.parts(of: most)
        if parts.count == 1 { return try Request(.POST, "apply", query: query, body: parts[0]) }
        let size = parts.reduce(0) { $0 + $1.count + 1 }
        guard size <= Wire.maxUploadBytes else {
            throw ErrorBody(
                code: .tooLarge,
                message: "it takes \(size / 1024 / 1024) MiB on the way to the service, and \(Wire.maxUploadBytes / 1024 / 1024) MiB "
                    + "is the most; split it into several files. Nothing was applied")
        }
        let lines = Data(parts.joined(separator: [UInt8(ascii: "\n")]))
        return try Request(.POST, "apply", query: query, body: lines, type: Wire.partsType)
    }

    /// An older service tells no progress.
    private func outcome(in response: inout Response, _ progress: (@Sendable (ImportProgress) -> Void)?) async throws -> Outcome {
        guard response.head.headers.first(name: "Content-Type")?.hasPrefix(Wire.partsType) == true else {
            return try Wire.decode(from: try await whole(&response))
        }
        var line = Data()
        while let portion = try await nextOfResult(&response) {
            var rest = portion.readableBytesView
            while let feed = rest.firstIndex(of: UInt8(ascii: "\n")) {
                line.append(contentsOf: rest[..<feed])
                rest = rest[(feed + 1)...]
                let told: ApplyLine = try Wire.decode(from: line)
                line = Data()
                if let progress, let moved = told.progress { progress(moved) }
                guard told.outcome != nil || told.error != nil else { continue }
                // Read to its end, the connection is good for the next question; where it breaks, the result is here.
                _ = try? await response.next()
                if let error = told.error { throw error }
                if let outcome = told.outcome { return outcome }
            }
            line.append(contentsOf: rest)
            guard line.count <= Self.maxAnswerBytes else {
                throw ClientError(NIOTooManyBytesError(maxBytes: Self.maxAnswerBytes), socket: socket)
            }
        }
        throw brokenOff
    }

    private func nextOfResult(_ response: inout Response) async throws -> ByteBuffer? {
        do { return try await response.next() } catch { throw brokenOff }
    }

    private var brokenOff: ClientError {
        .broken(
            socket: socket,
            detail:
                "it ended before it told what came of the file, which is applied as a whole or not at all: apply it again, which adds nothing twice"
        )
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
