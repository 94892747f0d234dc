type Page<T> = { items: T[]; nextCursor: string | null }

/** Items that are read at once: a search must not block others. */
const portion = 50

/** A page of those items of a list that are wanted, read in portions with a break between them. */
export async function siftPages<T>(
  read: (cursor: string | null, limit: number) => Page<T>,
  isWanted: (item: T) => boolean,
  cursorOf: (item: T) => string,
  page: { cursor: string | null; limit: number },
): Promise<Page<T>> {
  const found: T[] = []
  for (let cursor = page.cursor; found.length <= page.limit; ) {
    const { items, nextCursor } = read(cursor, portion)
    found.push(...items.filter(isWanted))
    cursor = nextCursor
    if (cursor === null) break
    await new Promise(setImmediate)
  }
  const items = found.slice(0, page.limit)
  const last = items.at(-1)
  return { items, nextCursor: found.length > page.limit && last ? cursorOf(last) : null }
}
