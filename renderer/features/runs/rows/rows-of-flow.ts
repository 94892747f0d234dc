import type { Definition } from '../../../../shared/flow/definition.ts'
import { lookOf } from '../../../flow-graph/looks.ts'
import type { StepTale, Try } from '../../../flow-run/step-tale.ts'
import { placeOfNode } from '../place.ts'
import { attemptLook } from './looks.ts'
import type { RunRow, Segment } from './row.ts'
import { rowWords as words } from './words.ts'

/** The steps of a flow's run in the order in which they started, each with its items, or its attempts if there were several. */
export function rowsOfFlow({ nodes }: Pick<Definition, 'nodes'>, steps: readonly StepTale[]): RunRow[] {
  const visits = Map.groupBy(steps, ({ node }) => node)
  return steps.flatMap((step) => {
    const title = nodes[step.node]?.title ?? step.node
    const visit = Number(step.id.slice(step.node.length + 1))
    const name = visit === 1 && visits.get(step.node)?.length === 1 ? title : words.visit(title, visit)
    return [rowOfStep(step, name), ...childrenOf(step)]
  })
}

function rowOfStep(step: StepTale, name: string): RunRow {
  const isTaken = step.takenFrom !== null
  const { icon, ink, word } = lookOf(step)
  const own = step.tries.every(({ item }) => item === null) ? segmentsOf(step.tries) : []
  return {
    key: step.id,
    parent: null,
    name,
    look: { icon, ink: isTaken ? 'text-ink-3' : ink, word },
    from: isTaken ? null : step.from,
    to: isTaken ? null : step.to,
    segments: isTaken ? [] : [{ kind: 'waiting', from: step.from, to: step.to }, ...own, ...spanOfItems(step)],
    place: placeOfNode(step.id),
    note: isTaken ? words.fromRun(step.takenFrom ?? 0) : null,
  }
}

const segmentsOf = (tries: readonly Try[]): Segment[] => tries.map(({ status, from, to }) => ({ kind: status, from, to }))

/** Of a step with items: from the start of the first to the end of the last. */
function spanOfItems({ tries }: StepTale): Segment[] {
  const items = tries.filter(({ item }) => item !== null)
  if (items.length === 0) return []
  const isRunning = items.some(({ to }) => to === null)
  const last = lastOf(items)
  const kind = isRunning ? 'running' : last.some(({ status }) => status === 'failed') ? 'failed' : 'succeeded'
  const from = items.reduce((first, each) => Math.min(first, each.from), Number.POSITIVE_INFINITY)
  const to = isRunning ? null : items.reduce((end, each) => Math.max(end, each.to ?? 0), 0)
  return [{ kind, from, to }]
}

/** The last try of each item. */
const lastOf = (tries: readonly Try[]): Try[] => [...new Map(tries.map((each) => [each.item, each])).values()]

function childrenOf(step: StepTale): RunRow[] {
  if (step.takenFrom !== null) return []
  const items = Map.groupBy(
    step.tries.filter(({ item }) => item !== null),
    ({ item }) => item ?? 0,
  )
  if (items.size > 1)
    return [...items]
      .sort(([a], [b]) => a - b)
      .map(([item, tries]) => childOf(step, tries, words.item(item + 1), placeOfNode(`${step.id}/${item}`)))
  const own = step.tries.filter(({ item }) => item === null)
  if (own.length < 2) return []
  return own.map((attempt) => childOf(step, [attempt], words.attempt(attempt.number), placeOfNode(step.id, attempt.number)))
}

function childOf(step: StepTale, tries: readonly Try[], name: string, place: RunRow['place']): RunRow {
  const last = tries.at(-1)
  const from = tries[0]?.from ?? step.from
  return {
    key: `${step.id} ${name}`,
    parent: step.id,
    name,
    look: attemptLook(last?.status ?? 'waiting'),
    from,
    to: last ? last.to : step.to,
    segments: [{ kind: 'waiting', from, to: last ? last.to : step.to }, ...segmentsOf(tries)],
    place,
    note: null,
  }
}
