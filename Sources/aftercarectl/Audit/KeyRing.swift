import Aftercare
import Foundation

/// The keys with which clinics seal their records.
///
/// A key in a file named after a store's id (`6f1c….key`) is used for that store alone, any other key for all stores.
struct KeyRing {
    private var keys: [(bytes: [UInt8], store: UUID?)] = []
    /// The last key that fitted each store: a clinic has one key and thousands of records.
    private var usual: [UUID: Int] = [:]

    var isEmpty: Bool { keys.isEmpty }

    init() {}

    /// - Parameter paths: files, or directories of files.
    /// - Throws: `Failure` if one cannot be read or is no key.
    init(_ paths: [String]) throws {
        for path in paths {
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue else {
                try add(path)
                continue
            }
            let names: [String]
            do {
                names = try FileManager.default.contentsOfDirectory(atPath: path).filter { !$0.hasPrefix(".") }.sorted()
            } catch {
                throw Failure(
                    message: "the directory of keys '\(path)' cannot be read; run this as root", status: .usage)
            }
            guard !names.isEmpty else {
                throw Failure(message: "the directory of keys '\(path)' is empty; put a clinic's key in it", status: .usage)
            }
            for name in names { try add("\(path)/\(name)") }
        }
    }

    private mutating func add(_ path: String) throws {
        let name = URL(filePath: path).deletingPathExtension().lastPathComponent
        keys.append((try SealKey.read(path), UUID(uuidString: name)))
    }

    /// Checks the seal of a record of `store`, as read back from the journal.
    mutating func check(fields: [(name: String, value: String)], store: UUID?) -> Audit.Seal {
        guard let store else { return .unchecked }
        if let known = usual[store] {
            let seal = RecordSeal.check(fields: fields, key: keys[known].bytes)
            if seal != .wrong { return seal }
        }
        var seal: Audit.Seal = .wrong
        for (index, key) in keys.enumerated() where key.store == nil || key.store == store {
            seal = RecordSeal.check(fields: fields, key: key.bytes)
            guard seal == .good else { continue }
            usual[store] = index
            break
        }
        return fields.contains { $0.name == RecordSeal.field } ? seal : .missing
    }
}
