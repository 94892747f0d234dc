import type { RunsInRow } from '../../../shared/model/definition-activity.ts'
import type { PlacedItem } from '../store/definition-activity.ts'
import type { DefinitionRun } from '../store/definition-runs.ts'

/** As many runs are read for a page, however many there were on a day. */
export const runsRead = 2_000

type Given = { runs: DefinitionRun[]; dayOf(at: number): string; limit: number }

/** The runs of each day as one entry, newest first, so that they do not hide what people did. */
export function groupsByDay({ runs, dayOf, limit }: Given): PlacedItem[] {
  const groups: { day: string; runs: DefinitionRun[] }[] = []
  for (const run of runs) {
    const day = dayOf(run.createdAt)
    const last = groups.at(-1)
    if (last?.day === day) last.runs.push(run)
    else groups.push({ day, runs: [run] })
  }
  // The last day may go on beyond what was read.
  const isCut = runs.length === runsRead && groups.length > 1
  return (isCut ? groups.slice(0, -1) : groups).slice(0, limit).map(({ day, runs: of }) => ({
    place: of.at(-1)?.number ?? 0,
    item: { kind: 'runs', id: `r${of[0]?.number}`, day, ...summaryOf(of) },
  }))
}

function summaryOf(runs: DefinitionRun[]): Omit<RunsInRow, 'kind' | 'id' | 'day'> {
  const counted = (...statuses: DefinitionRun['status'][]) => runs.filter(({ status }) => statuses.includes(status)).length
  return {
    at: runs[0]?.createdAt ?? 0,
    first: runs.at(-1)?.number ?? 0,
    last: runs[0]?.number ?? 0,
    count: runs.length,
    succeeded: counted('succeeded'),
    failed: counted('failed'),
    active: counted('queued', 'running'),
  }
}
