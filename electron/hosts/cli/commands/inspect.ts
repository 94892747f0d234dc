import { actorText } from '../../../../shared/model/actor.ts'
import type { RunDetail } from '../../../../shared/model/run.ts'
import { reasonText } from '../../../../shared/run-state.ts'
import { visibleText } from '../../../../shared/visible-text.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { duration, nodeStatusText, out, printJson, runStatusText, statusText, table, time, took } from '../print.ts'
import { type Json, withClient } from '../with-client.ts'

export const inspect = (global: Global, ref: string, { json }: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const run = await client.runs.get({ ref })
    if (json) printJson(run)
    else printRun(run)
    return exitCodes.done
  })

function printRun(run: RunDetail): void {
  out(`${runStatusText(run)}  ${visibleText(run.title)}  (run ${run.number}, ${run.id})`)
  out(`  started by ${actorText(run.actor)} (${run.trigger})`)
  for (const line of relatedLines(run)) out(line)
  if (run.error) out(`  ${run.error}`)
  else if (run.reason !== null) out(`  ${capitalized(reasonText[run.reason])}.`)
  out(`queued ${time(run.createdAt)}  started ${time(run.startedAt)}  ended ${time(run.endedAt)}  took ${duration(took(run))}`)
  if (run.flow !== null) return out(table(['NODE', 'STATUS', 'VISITS', 'ATTEMPTS', 'ITEMS', ''], run.nodes.map(nodeLine)))
  for (const { waitsFor } of run.nodes) if (waitsFor !== null) out(`waits: ${waitsFor}`)
  const rows = run.nodes.flatMap(({ key, tries }) => tries.map((attempt) => attemptLine(key, attempt)))
  if (rows.length > 0) out(table(['ATTEMPT', 'STATUS', 'EXIT', 'PROCESS', 'TOOK'], rows))
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

type RunNode = RunDetail['nodes'][number]

const attemptLine = (key: string, attempt: RunNode['tries'][number]): string[] => [
  `${key} ${attempt.number}`,
  statusText(attempt.status, attempt.reason),
  attempt.exitCode === null ? (attempt.signal ?? '') : `exit ${attempt.exitCode}`,
  attempt.pid === null ? '' : `pid ${attempt.pid}`,
  duration(took(attempt)),
]

/** How a node of a flow stands; the log of each attempt is asked for by its name. */
function nodeLine(node: RunNode): string[] {
  const { key, visits, attempts, items, waitsFor, waitsUntil, error, approval } = node
  const waits = waitsFor === null ? null : waitsUntil === null ? waitsFor : `${waitsFor} Until ${time(waitsUntil)} UTC.`
  return [
    key,
    nodeStatusText(node),
    String(visits),
    String(attempts),
    items ? `${items.ok + items.failed} of ${items.count}` : '',
    (waits ?? approval?.comment ?? error ?? '').slice(0, 200),
  ]
}

/** The run that this one was made from, and the newest that were made from it. */
const relatedLines = ({ origin, successors }: RunDetail): string[] => [
  ...(origin ? [`  ${originText(origin)}`] : []),
  ...successors.map(({ number, how, status }) => `  ${how === 'rerun' ? 'rerun as' : 'continued by'} run ${number} (${status})`),
]

function originText({ how, number, node, event }: NonNullable<RunDetail['origin']>): string {
  switch (how) {
    case 'rerun':
      return `rerun of run ${number}`
    case 'retry':
      return `retry of run ${number}${node === null ? '' : ` from ${node}`}`
    case 'fork':
      return `forked from run ${number} at event ${event}`
  }
}
