import type { FilterList } from '../../../shared/filter/keys.ts'
import { type CountedFacts, type Facts, matchesFacts } from '../../../shared/filter/match-facts.ts'
import { requireFilter } from '../../../shared/filter/require-filter.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { Clock } from './clock.ts'

export type Paging = { cursor: string | null; limit: number }
export type ListPage<T> = { items: T[]; nextCursor: string | null; total: number }

type Parts<T> = {
  name: FilterList
  /** So many items, from the first or after a cursor. */
  read: (cursor: string | null, limit: number) => T[]
  cursorOf: (item: T) => string
  total: () => number
  /** What a filter can ask about an item. */
  factsOf: (item: T) => Facts
}

/** Items that are read at once: a search must not block others. */
const portion = 50

/** A list that people read page by page, and filter: of few enough items to try the filter on each. */
export function createFilteredList<T>({ name, read, cursorOf, total, factsOf }: Parts<T>, clock: Clock) {
  function pageOf(found: T[], limit: number): ListPage<T> {
    const items = found.slice(0, limit)
    const last = items.at(-1)
    return { items, nextCursor: found.length > limit && last !== undefined ? cursorOf(last) : null, total: total() }
  }

  return {
    list: ({ cursor, limit }: Paging): ListPage<T> => pageOf(read(cursor, limit + 1), limit),
    /** What a filter could find in the first page, for suggestions. */
    facts(): CountedFacts {
      const facts = read(null, limits.pageSize).map((item) => factsOf(item).values)
      return { facts, isPart: facts.length < total() }
    },
    /** A page of the items that match. Throws invalid for a filter that is not understood. */
    async matching(q: string, { cursor, limit }: Paging): Promise<ListPage<T>> {
      const terms = requireFilter(name, q)
      const now = clock.now()
      const found: T[] = []
      for (let after = cursor; found.length <= limit; ) {
        const some = read(after, portion)
        found.push(...some.filter((item) => matchesFacts(terms, factsOf(item), now)))
        const last = some.at(-1)
        if (some.length < portion || last === undefined) break
        after = cursorOf(last)
        await new Promise(setImmediate)
      }
      return pageOf(found, limit)
    },
  }
}
