import Testing

@testable import SyncEngine

/// Paging through lists that have no cursor and do not hold still.
struct PageWalkTests {
  /// Walks a list, which may change before each page; returns the ids seen, and how many pages it took.
  private func walk(
    _ list: [Int], depth: PullDepth = .full, strategy: PullStrategy = .unordered,
    news: Bool = true, total: Int? = nil,
    answer: (_ list: [Int], _ skip: Int, _ page: Int) -> [Int] = { list, skip, _ in
      Array(list.dropFirst(skip).prefix(100))
    }
  ) -> (seen: Set<Int>, pages: Int) {
    var walk = PageWalk(strategy, depth)
    var seen: Set<Int> = []
    var pages = 0
    while let skip = walk.nextSkip {
      let page = answer(list, skip, pages)
      pages += 1
      let fresh = walk.take(page)
      for place in fresh {
        #expect(!seen.contains(page[place]))
        seen.insert(page[place])
      }
      walk.step(total: total, isNews: news)
    }
    return (seen, pages)
  }

  @Test(arguments: [0, 1, 99, 100, 101, 195, 1000])
  func `a list that holds still is seen whole`(count: Int) {
    #expect(walk(Array(0..<count)).seen.count == count)
  }

  @Test func `rows that come in at the top while paging are no loss`() {
    let result = walk(Array(0..<500)) { list, skip, page in
      let shifted = Array((-page * 30)..<0) + list
      return Array(shifted.dropFirst(skip).prefix(100))
    }
    #expect(result.seen.isSuperset(of: 0..<500))
  }

  @Test(arguments: [1, 5, 6, 40, 90])
  func `rows that vanish at the top while paging hide none of the others`(gone: Int) {
    let result = walk(Array(0..<500)) { list, skip, page in
      Array((page == 0 ? list : Array(list.dropFirst(gone))).dropFirst(skip).prefix(100))
    }
    #expect(result.seen.isSuperset(of: gone..<500))
  }

  @Test func `a server that ignores skip does not hold one forever`() {
    let result = walk(Array(0..<100)) { list, _, _ in list }
    #expect(result.seen.count == 100 && result.pages <= 2)
  }

  @Test func `a server that ignores limit gives all at once`() {
    let result = walk(Array(0..<730)) { list, skip, _ in Array(list.dropFirst(skip)) }
    #expect(result.seen.count == 730)
  }

  @Test func `a server that makes rows up forever is left`() {
    let result = walk([]) { _, skip, page in (0..<100).map { page * 100 + $0 } }
    #expect(result.pages <= PullStrategy.mostPages)
  }

  @Test(arguments: [20, 50])
  func `a server that holds pages down to fewer rows is read to the end`(most: Int) {
    let result = walk(Array(0..<333)) { list, skip, _ in Array(list.dropFirst(skip).prefix(most)) }
    #expect(result.seen.count == 333)
  }

  @Test func `a total says where the end is`() {
    let result = walk(Array(0..<40), total: 40)
    #expect(result.seen.count == 40 && result.pages == 1)
  }

  @Test func `a look at the news stops at the first page without any`() {
    let posts = PullStrategy(order: .newestFirst, shape: .pages)
    #expect(walk(Array(0..<900), depth: .recent, strategy: posts, news: false).pages == 1)
    #expect(walk(Array(0..<900), depth: .recent, strategy: posts, news: true).pages == 3)
  }
}
