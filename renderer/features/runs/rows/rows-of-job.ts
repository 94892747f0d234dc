import type { RunDetail } from '../../../../shared/model/run.ts'
import { attemptLook } from './looks.ts'
import type { RunRow } from './row.ts'
import { rowWords as words } from './words.ts'

/** The attempts of a job's run, with the waits before them. */
export function rowsOfJob({ id, createdAt, nodes }: Pick<RunDetail, 'id' | 'createdAt' | 'nodes'>): RunRow[] {
  const tries = nodes.at(0)?.tries ?? []
  return tries.map((attempt, index): RunRow => {
    const { number, status, startedAt: from, endedAt: to } = attempt
    const waitedFrom = tries[index - 1]?.endedAt ?? createdAt
    const kind = status === 'queued' || status === 'skipped' ? 'waiting' : status
    return {
      key: `${id} ${number}`,
      parent: null,
      name: words.attempt(number),
      look: attemptLook(kind),
      ...{ from, to, note: null },
      segments: [
        { kind: 'waiting', from: Math.min(waitedFrom, from), to: from },
        { kind, from, to },
      ],
      place: { step: null, visit: null, item: null, attempt: number },
    }
  })
}
