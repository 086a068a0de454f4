import Foundation
import Testing

@testable import Systemd

@Suite("The boot id")
struct BootIDTests {
    @Test("is the kernel's, as the journal writes it, whatever was passed in")
    func fromKernel() throws {
        let kernel = try String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        let expected = kernel.trimmingCharacters(in: .newlines).replacingOccurrences(of: "-", with: "")

        let id = try BootID.current(fallback: String(repeating: "0", count: 31) + "1")

        #expect(id.hex == expected)
        #expect("\(id)" == expected)
    }

    @Test("is the one passed in when the kernel hides it, and an error without")
    func hidden() async {
        await #expect(processExitsWith: .success) {
            // given: what `ProcSubset=pid` hides
            try PrivateMounts.begin()
            try PrivateMounts.hide("/proc/sys")

            let given = try BootID.current(fallback: "00112233-4455-6677-8899-AABBCCDDEEFF")
            #expect(given.hex == "00112233445566778899aabbccddeeff")
            #expect(throws: ServiceError.noBootID(Errno(ENOENT))) { try BootID.current() }
            #expect(throws: ServiceError.noBootID(Errno(ENOENT))) { try BootID.current(fallback: "") }
            #expect(throws: ServiceError.invalidBootID("%b")) { try BootID.current(fallback: "%b") }
        }
    }

    @Test("says how to pass it in")
    func explains() {
        #expect(
            "\(ServiceError.invalidBootID("%b"))"
                == "invalid boot id '%b'; pass '%b' in the unit file (32 hexadecimal digits)")
    }
}
