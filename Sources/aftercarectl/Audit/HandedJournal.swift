import Foundation
import Systemd

/// Journal files of another machine, given in a directory, that hold records of a store; copied to where the service
/// looks.
struct HandedJournal {
    fileprivate let copies: [Copy]

    fileprivate struct Copy {
        let source: String
        let target: String
    }

    /// Searches the directory; changes nothing yet.
    ///
    /// - Parameters:
    ///   - store: the store's id, in lower case.
    ///   - namespace: the namespace of the service's journal; nil when it has none.
    ///   - root: the directory where the machine keeps its journals.
    /// - Throws: `Failure` if there are no records of the store, a part cannot be read, or another file is in the way.
    init(_ directory: String, of store: String, namespace: String?, root: String = "/var/log/journal") throws {
        let own = try MachineID.current()
        let (files, unread) = JournalReader(.tree(directory)).files(containing: JournalField("AFTERCARE_STORE", store))
        if let first = unread.first {
            throw Failure(message: "not all of '\(directory)' can be read (\(first)); nothing was changed", status: .cannotTell)
        }
        copies = files.compactMap { file in
            guard let machine = file.machines.first(where: { $0 != own }) else { return nil }
            let place = "\(root)/" + (namespace.map { "\(machine).\($0)" } ?? machine)
            return Copy(source: file.path, target: place + "/" + URL(filePath: file.path).lastPathComponent)
        }
        guard !copies.isEmpty else {
            throw Failure(
                message: "no journal file in '\(directory)' or below has a record that another machine wrote for this store (\(store)); "
                    + "name the directory that was /var/log/journal there, or a collector's. Nothing was changed", status: .cannotTell)
        }
        for copy in copies where copy.isThere && !copy.isOfOneFile {
            throw Failure(
                message: "'\(copy.target)' is there already, and is another journal file than '\(copy.source)'; give one of them another "
                    + "name that ends with .journal. Nothing was changed", status: .outputLost)
        }
    }

    /// Copies the files. An existing older copy is replaced; any other existing copy stays.
    ///
    /// - Throws: `Failure` if a file cannot be written.
    func bring() throws {
        for copy in copies where !copy.isDone { try copy.make() }
    }
}

extension HandedJournal.Copy {
    fileprivate var isThere: Bool { FileManager.default.fileExists(atPath: target) }

    /// Whether both are the same journal file, possibly at different times.
    fileprivate var isOfOneFile: Bool {
        FileManager.default.contentsEqual(atPath: source, andPath: target) || Self.fileID(source).map { $0 == Self.fileID(target) } ?? false
    }

    /// Whether the existing copy is at least as new.
    fileprivate var isDone: Bool {
        guard isThere, let changed = Self.changedAt(source), let known = Self.changedAt(target) else { return false }
        return known >= changed
    }

    /// The id that journald gives a file when it creates it (https://systemd.io/JOURNAL_FILE_FORMAT, "Header"); nil
    /// when it is no journal file.
    private static func fileID(_ path: String) -> Data? {
        guard let file = FileHandle(forReadingAtPath: path), let head = try? file.read(upToCount: 40), head.count == 40,
            head.starts(with: Data("LPKSHHRH".utf8))
        else { return nil }
        return head[24..<40]
    }

    /// The modification time; nil when it cannot be read. The file is then copied, which fails with the reason.
    private static func changedAt(_ path: String) -> Date? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
    }

    fileprivate func make() throws {
        do {
            // Directories made in /var/log/journal inherit its group, and the unit lets the service in at its start.
            try FileManager.default.createDirectory(
                at: URL(filePath: target).deletingLastPathComponent(), withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o2755])
            let changed = Self.changedAt(source) ?? Date()
            let (old, new) = (try FileHandle(forReadingFrom: URL(filePath: source)), try NewFile(target, replacing: isThere))
            while let bytes = try old.read(upToCount: 1 << 20), !bytes.isEmpty { try bytes.withUnsafeBytes(new.write) }
            try new.keep()
            try FileManager.default.setAttributes([.posixPermissions: 0o640, .modificationDate: changed], ofItemAtPath: target)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(message: "'\(source)' cannot be copied to '\(target)' (\(error.localizedDescription))", status: .outputLost)
        }
    }
}
