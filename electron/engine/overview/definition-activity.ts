import { AppError } from '../../../shared/errors.ts'
import type { ActivityItem } from '../../../shared/model/definition-activity.ts'
import type { DefinitionRef } from '../../../shared/model/overview.ts'
import type { PlacedItem } from '../store/definition-activity.ts'
import type { RunSubject } from '../store/earlier-runs.ts'
import type { Store } from '../store/store.ts'
import { groupsByDay, runsRead } from './run-groups.ts'

type Page = { items: ActivityItem[]; nextCursor: string | null }
type Source = (before: number, limit: number) => PlacedItem[]

/** Changes, versions, alerts and runs of a definition, newest first. Throws invalid for a cursor that is not its own. */
export function listActivity(
  store: Store,
  { kind, id, runs }: { kind: DefinitionRef['kind']; id: string; runs: RunSubject },
  cursor: string | null,
  limit: number,
): Page {
  const sources: Source[] = [
    (before, most) => store.activity.events(id, before, most),
    (before, most) => store.activity.versions(kind, id, before, most),
    (before, most) => store.activity.alerts(kind, id, before, most),
    (before, most) =>
      groupsByDay({ runs: store.earlierRuns.factsBefore(runs, before, runsRead), dayOf: store.days.dayOf, limit: most }),
  ]
  return merged(sources, readCursor(cursor, sources.length), limit)
}

/** Each source is read from its own place, so that entries of the same time are neither lost nor repeated. */
function merged(sources: Source[], places: number[], limit: number): Page {
  const read = sources.map((source, at) => source(places[at] ?? 0, limit + 1))
  const items: ActivityItem[] = []
  const next = [...places]
  while (items.length < limit) {
    const at = newestOf(read)
    const first = at === -1 ? undefined : read[at]?.shift()
    if (!first) return { items, nextCursor: null }
    items.push(first.item)
    next[at] = first.place
  }
  return { items, nextCursor: read.some((rest) => rest.length > 0) ? next.join('.') : null }
}

/** The source whose next entry is the newest; -1: all are at their end. */
function newestOf(read: PlacedItem[][]): number {
  let found = -1
  for (const [at, [first]] of read.entries())
    if (first && (found === -1 || first.item.at > (read[found]?.[0]?.item.at ?? 0))) found = at
  return found
}

function readCursor(cursor: string | null, sources: number): number[] {
  if (cursor === null) return Array.from({ length: sources }, () => Number.MAX_SAFE_INTEGER)
  const places = cursor.split('.').map(Number)
  if (!/^\d{1,16}(\.\d{1,16})*$/.test(cursor) || places.length !== sources)
    throw new AppError('invalid', 'The cursor is not valid. Use the nextCursor of the previous page.', [
      { path: 'cursor', message: 'is not valid' },
    ])
  return places
}
