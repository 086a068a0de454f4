import Aftercare
import Testing

@Suite struct `An amount of storage` {
    @Test(arguments: ["0", "1", "1023", "1K", "64M", "1G", "3T", "1025"])
    func `is written as it was read`(text: String) throws {
        #expect(try ByteCount(text: text).text == text)
    }

    @Test(
        arguments: [
            (0, "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1024, "1 KiB"), (1 << 20, "1 MiB"), (13_107_200, "12.5 MiB"),
            (1_073_741_823, "1023.9 MiB"), (1 << 30, "1 GiB"),
        ] as [(Int64, String)])
    func `is told to people rounded down`(bytes: Int64, words: String) {
        #expect("\(ByteCount(bytes))" == words)
    }
}
