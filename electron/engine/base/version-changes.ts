import { type ChangedParts, changeSummary } from '../../../shared/model/change-summary.ts'

const summariesKept = 2_000

/** `read` throws, or returns null, where a version cannot be read. */
export type Compared<T> = { id: string; read(version: number): T | null; partsOf(before: T, after: T): ChangedParts }

type Row = { version: number; note: string }

export type VersionChanges = ReturnType<typeof createVersionChanges>

/** What each version without a note changed. Versions never change, so each pair is compared once. */
export function createVersionChanges() {
  const known = new Map<string, string>()

  function remember(key: string, summary: string): string {
    known.set(key, summary)
    if (known.size > summariesKept) known.delete(known.keys().next().value ?? '')
    return summary
  }

  function summaryOf<T>({ id, read, partsOf }: Compared<T>, version: number): string {
    const key = `${id} ${version}`
    const found = known.get(key)
    if (found !== undefined) return found
    const [before, after] = [read(version - 1), read(version)]
    return remember(key, before === null || after === null ? '' : changeSummary(partsOf(before, after)))
  }

  return async <R extends Row, T>(rows: readonly R[], compared: Compared<T>): Promise<(R & { changes: string })[]> => {
    const items: (R & { changes: string })[] = []
    for (const row of rows) {
      const isTold = row.note !== '' || row.version === 1
      items.push({ ...row, changes: isTold ? '' : summaryOf(compared, row.version) })
      // Definitions may be long: other work runs in between.
      if (!isTold) await new Promise(setImmediate)
    }
    return items
  }
}
