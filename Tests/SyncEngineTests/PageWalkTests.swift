import Foundation
import Testing

@testable import SyncEngine

/// Paging through lists that have no cursor and do not hold still.
struct PageWalkTests {
  /// Walks a list, which may change before each page; returns the ids seen, and how many pages it took.
  private func walk(
    _ list: [Int], _ reach: PageWalk.Reach = .end, news: Bool = true, total: Int? = nil,
    answer: (_ list: [Int], _ skip: Int, _ page: Int) -> [Int] = { list, skip, _ in
      Array(list.dropFirst(skip).prefix(100))
    }
  ) -> (seen: Set<Int>, pages: Int, isClean: Bool) {
    var walk = PageWalk(reach)
    var seen: Set<Int> = []
    var pages = 0
    while let skip = walk.nextSkip {
      let page = answer(list, skip, pages)
      pages += 1
      let fresh = walk.take(page, asked: 100)
      for place in fresh {
        #expect(!seen.contains(page[place]))
        seen.insert(page[place])
      }
      walk.step(total: total, isNews: news)
    }
    return (seen, pages, walk.place.isClean)
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
    #expect(result.pages <= PageWalk.mostGaps * 2 && !result.isClean)
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
    let rows = Array(0..<900)
    #expect(walk(rows, .news(pages: 3), news: false).pages == 1)
    #expect(walk(rows, .news(pages: 3), news: true).pages == 3)
  }

  @Test func `a walk goes on where it was left`() {
    let list = Array(0..<1000)
    var walk = PageWalk(.end)
    for _ in 0..<4 {
      _ = walk.take(Array(list.dropFirst(walk.place.skip).prefix(100)), asked: 100)
      walk.step(total: nil, isNews: true)
    }
    var rest = PageWalk(.end, from: walk.place, seen: walk.seen)
    // Rows went and came meanwhile.
    let later = [2000, 2001] + list.dropFirst(40)
    while let skip = rest.nextSkip {
      _ = rest.take(Array(later.dropFirst(skip).prefix(100)), asked: 100)
      rest.step(total: nil, isNews: true)
    }
    #expect(rest.place.isClean && rest.seen.isSuperset(of: 40..<1000))
  }

  @Test func `a walk through a list that never holds still is not clean`() {
    let result = walk(Array(0..<5000)) { list, skip, page in
      Array(list.dropFirst(page * 60).dropFirst(skip).prefix(100))
    }
    #expect(!result.isClean)
  }

  @Test func `ids pack small and come back as they were`() {
    let ids = [1, 2, 3, 500, 4, 1 << 53, 0, -16, 7]
    #expect(IDList.decode(IDList.encode(ids)) == ids)
    #expect(IDList.encode(Array(1...1000)).count == 1000)
    #expect(IDList.decode(Data([0x80, 0x80])).isEmpty)
  }
}
