import Foundation

/// Decibels and factors of amplitude.
public enum DecibelScale {
  public static func factor(_ decibels: Double) -> Double { pow(10, decibels / 20) }
}
