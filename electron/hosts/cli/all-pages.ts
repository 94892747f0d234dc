/** Reads all pages of a list. */
export async function allPages<T>(
  read: (page: { limit: number; cursor?: string }) => Promise<{ items: T[]; nextCursor: string | null }>,
): Promise<T[]> {
  const all: T[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { items, nextCursor } = await read({ limit: 500, ...(cursor === undefined ? {} : { cursor }) })
    all.push(...items)
    cursor = nextCursor
  }
  return all
}
