import Foundation

/// The processes of this machine, from /proc.
enum Processes {
    /// The descendants of a process.
    static func below(_ process: Int) -> [Int] {
        let children = children(of: process)
        return children + children.flatMap(below)
    }

    static func children(of process: Int) -> [Int] {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
        return tasks.flatMap { task in
            text("/proc/\(process)/task/\(task)/children").split(separator: " ").compactMap { Int($0) }
        }
    }

    /// Whether a keeper waits for the end of its input alone: its machine, started before, is there no more.
    static func hasLostMachine(_ keeper: Int) -> Bool {
        let living = children(of: keeper).filter { !text("/proc/\($0)/status").contains("State:\tZ") }
        return living.map { text("/proc/\($0)/comm") } == ["cat\n"]
    }

    /// Whether it is the first of a process namespace, and has become systemd. Before that it still lives in our
    /// file system.
    static func isInit(_ process: Int) -> Bool {
        let numbers = text("/proc/\(process)/status").split(separator: "\n").first { $0.hasPrefix("NSpid:") }
        return numbers?.split(separator: "\t").dropFirst().last == "1"
            && text("/proc/\(process)/comm") == "systemd\n"
    }

    static func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
}

extension Machine {
    /// A process that its systemd started, by the name that the kernel shows (15 letters at most), as this machine
    /// numbers it; nil: there is none.
    ///
    /// - Parameter argument: the last word of its command line; nil: any.
    package func process(named name: String, argument: String? = nil) -> Int? {
        Processes.children(of: leader).first { process in
            Processes.text("/proc/\(process)/comm") == name + "\n"
                && !Processes.text("/proc/\(process)/status").contains("State:\tZ")
                && argument.map { Processes.text("/proc/\(process)/cmdline").hasSuffix("\0\($0)\0") } ?? true
        }
    }
}
