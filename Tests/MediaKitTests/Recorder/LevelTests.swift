import Foundation
import Testing

@testable import MediaKit

struct LevelTests {
  @Test func `a meter says the levels of each channel twenty times a second`() throws {
    var meter = LevelMeter(sampleRate: 8000, channels: 2)
    let samples = (0..<8000).flatMap { place -> [Int16] in
      let sine = sin(2 * Double.pi * 400 * Double(place) / 8000)
      return [Int16((32_767 * sine).rounded()), Int16((3276.7 * sine).rounded())]
    }
    let readings = samples.withUnsafeBufferPointer { meter.add($0) }
    #expect(readings.count == 20)
    #expect(readings.map(\.time) == (1...20).map { Double($0) / 20 })
    for reading in readings {
      #expect(abs(reading.peak[0]) < 0.01 && reading.isClipped)
      #expect(abs(reading.rms[0] + 3.01) < 0.01)
      #expect(abs(reading.peak[1] + 20) < 0.01)
      #expect(abs(reading.rms[1] + 23.01) < 0.01)
    }
    let silence = [Int16](repeating: 0, count: 800).withUnsafeBufferPointer { meter.add($0) }
    #expect(silence.map(\.peak) == [[LevelMeter.floor, LevelMeter.floor]])
    let least = [Int16](repeating: .min, count: 800).withUnsafeBufferPointer { meter.add($0) }
    #expect(least.map(\.peak) == [[0, 0]])
  }

  @Test func `the mark stays, falls and is lifted again`() {
    let mark = PeakHold(hold: 1.5, fall: 20).adding(-6, at: 10)
    #expect(mark.value(at: 10) == -6)
    #expect(mark.value(at: 11.5) == -6)
    #expect(mark.value(at: 12) == -16)
    #expect(mark.value(at: 1000) == LevelMeter.floor)
    #expect(mark.adding(-7, at: 11) == mark, "less than the mark changes nothing")
    #expect(mark.adding(-15, at: 12).value(at: 13) == -15)
    #expect(mark.adding(.nan, at: 12) == mark)
  }
}
