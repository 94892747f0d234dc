import type { RunDetail } from '../../../../shared/model/run.ts'
import { endedStates } from '../../../../shared/run-state.ts'

/** How many bytes of the output of an attempt are not in its log. */
export const droppedOf = (run: RunDetail, node: string | null, attempt: number): number =>
  attemptOf(run, node, attempt).tried?.droppedBytes ?? 0

/** How an attempt of a run, or of one of its nodes, ended. Null: it runs, or how it ended is not known yet. */
export function outcomeOf(run: RunDetail, node: string | null, attempt: number): RunDetail['status'] | null {
  const { owner, tried } = attemptOf(run, node, attempt)
  const status = [tried?.status, owner?.status, run.status].find((each) => each !== undefined && isEnd(each))
  return status ?? null
}

const isEnd = (status: RunDetail['status']): boolean => (endedStates as readonly string[]).includes(status)

function attemptOf(run: RunDetail, node: string | null, attempt: number) {
  const [, key, item] = /^([^#]*)(?:#\d+)?(\/.*)?$/s.exec(node ?? '') ?? []
  const owner = node === null ? run.nodes[0] : run.nodes.find((each) => each.key === key)
  // The attempts of a list are those of its items.
  const tried = item === undefined ? owner?.tries.find(({ number }) => number === attempt) : undefined
  return { owner, tried }
}
