/// A value and what it was before, to be gone back to.
public struct EditHistory<Value: Equatable & Sendable>: Sendable {
  public private(set) var current: Value
  private var past: [Value] = []
  private var future: [Value] = []
  /// Steps that are remembered.
  private let most: Int

  public init(_ value: Value, most: Int = 200) {
    current = value
    self.most = max(1, most)
  }

  public var canUndo: Bool { !past.isEmpty }
  public var canRedo: Bool { !future.isEmpty }

  /// A step; one that changes nothing, or throws, is none.
  public mutating func change<Problem: Error>(
    _ step: (inout Value) throws(Problem) -> Void
  ) throws(Problem) {
    var next = current
    try step(&next)
    guard next != current else { return }
    past.append(current)
    if past.count > most { past.removeFirst() }
    current = next
    future = []
  }

  public mutating func undo() {
    guard let last = past.popLast() else { return }
    future.append(current)
    current = last
  }

  public mutating func redo() {
    guard let next = future.popLast() else { return }
    past.append(current)
    current = next
  }
}

extension EditHistory: Equatable {}
extension EditHistory: Hashable where Value: Hashable {}
