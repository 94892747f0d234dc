import { CircleOff, Layers, type LucideIcon, Pin, RotateCcw, Timer, TriangleAlert } from 'lucide-react'
import { intervalText } from '../../shared/duration.ts'
import type { Node } from '../../shared/flow/definition.ts'
import { retryOf } from '../../shared/flow/node-retry.ts'
import type { Problem } from '../../shared/problem.ts'
import { words } from './words.ts'

/** A small sign on a node; `text` says the same in words. */
export type Mark = { icon: LucideIcon; text: string; ink: string; count?: number }

export type NodeFacts = { problems: readonly Problem[]; isPinned: boolean }

export function marksOf(node: Node, { problems, isPinned }: NodeFacts): Mark[] {
  const attempts = retryOf(node).maxAttempts
  const timeout = node.kind === 'approval' ? undefined : (node.timeout_ms ?? node.attempt_timeout_ms ?? node.script?.timeout_ms)
  const most = node.max_parallel
  const worst = problems.find(({ severity }) => severity === 'error') ?? problems[0]
  return [
    ...(attempts > 1 ? [{ icon: RotateCcw, text: words.retries(attempts), ink: quiet, count: attempts }] : []),
    ...(timeout ? [{ icon: Timer, text: words.timesOut(intervalText(timeout)), ink: quiet }] : []),
    ...(most ? [{ icon: Layers, text: words.atOnce(most), ink: quiet, count: most }] : []),
    ...(node.disabled ? [{ icon: CircleOff, text: words.disabled, ink: quiet }] : []),
    ...(isPinned ? [{ icon: Pin, text: words.pinned, ink: 'text-accent' }] : []),
    ...(worst
      ? [{ icon: TriangleAlert, text: problemText(problems, worst), ink: worst.severity === 'error' ? 'text-bad' : 'text-warn' }]
      : []),
  ]
}

const quiet = 'text-ink-3'

const problemText = (all: readonly Problem[], worst: Problem): string =>
  all.length === 1 ? words.problem(worst.message) : words.problems(all.length, worst.message)

/** The problems of each node by its id. Those of an edge belong to the node that it leaves. */
export function problemsByNode(problems: readonly Problem[], ids: ReadonlySet<string>): Map<string, Problem[]> {
  const found = new Map<string, Problem[]>()
  for (const problem of problems) {
    const id = idOfPath(problem.path, ids)
    if (id !== null) found.set(id, [...(found.get(id) ?? []), problem])
  }
  return found
}

/** Keys may contain dots, so the path is compared with the nodes that there are: `nodes.a.subflow.nodes.b` is `a/b`. */
function idOfPath(path: string, ids: ReadonlySet<string>): string | null {
  let [rest, id, best]: [string, string, string | null] = [path, '', null]
  while (rest.startsWith('nodes.')) {
    rest = rest.slice('nodes.'.length)
    const ends = [...rest.matchAll(/[.[]|$/g)].map(({ index }) => rest.slice(0, index))
    const key = ends.findLast((each) => ids.has(id + each))
    if (key === undefined) break
    best = id + key
    id = `${best}/`
    rest = rest.slice(key.length).replace(/^\.subflow\./, '')
  }
  return best
}
