import { AppError } from '../../../../shared/errors.ts'
import { limits } from '../../../../shared/model/limits.ts'
import type { LogLine } from '../../../../shared/model/log.ts'
import type { RunDetail } from '../../../../shared/model/run.ts'
import { type State, states } from '../../../../shared/run-state.ts'
import { visibleText } from '../../../../shared/visible-text.ts'
import { type Connected, connect, type Global, type Need } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { copyLog } from '../follow.ts'
import {
  duration,
  nodeStatusText,
  out,
  outcomeLine,
  printJson,
  printJsonLine,
  runLine,
  runStatusText,
  statusText,
  table,
  time,
  took,
} from '../print.ts'

export type Json = { json?: boolean }

export async function withClient(
  global: Global,
  need: Need,
  use: (client: Connected['client']) => Promise<number>,
): Promise<number> {
  const connected = await connect(global, need)
  try {
    return await use(connected.client)
  } finally {
    await connected.close()
  }
}

export type ListOptions = Json & { status?: string; limit?: number; job?: string; waiting?: boolean }

export function list(global: Global, options: ListOptions): Promise<number> {
  const { status } = options
  if (status !== undefined && !(states as readonly string[]).includes(status))
    throw new AppError('invalid', `There is no status "${status}": it is one of ${states.join(', ')}.`)
  return withClient(global, 'look', async (client) => {
    const { items } = await client.runs.list({
      limit: options.limit ?? 20,
      ...(status === undefined ? {} : { status: status as State }),
      ...(options.job === undefined ? {} : { job: options.job }),
      ...(options.waiting ? { waiting: true } : {}),
    })
    if (options.json) printJson(items)
    else if (items.length === 0) out(noRuns(options))
    else out(table(['RUN', 'STATUS', 'JOB', 'BY', 'QUEUED (UTC)', 'TOOK'], items.map(runLine)))
    return exitCodes.done
  })
}

/** Without a filter, there are none at all. */
function noRuns({ status, job, waiting }: ListOptions): string {
  if (status !== undefined || job !== undefined) return 'No run matches.'
  return waiting ? 'No run is waiting.' : 'No runs yet. Start one with: lf exec -- COMMAND'
}

export const inspect = (global: Global, ref: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const run = await client.runs.get({ ref })
    if (options.json) {
      printJson(run)
      return exitCodes.done
    }
    out(`${runStatusText(run)}  ${visibleText(run.title)}  (run ${run.number}, ${run.id})`)
    for (const line of relatedLines(run)) out(line)
    if (run.error) out(`  ${run.error}`)
    out(`queued ${time(run.createdAt)}  started ${time(run.startedAt)}  ended ${time(run.endedAt)}  took ${duration(took(run))}`)
    if (run.flow !== null) {
      out(table(['NODE', 'STATUS', 'VISITS', 'ATTEMPTS', 'ITEMS', ''], run.nodes.map(nodeLine)))
      return exitCodes.done
    }
    const tries = run.nodes.flatMap((node) => node.tries.map((attempt) => ({ node, attempt })))
    const rows = tries.map(({ node, attempt }) => [
      `${node.key} ${attempt.number}`,
      statusText(attempt.status, attempt.reason),
      attempt.exitCode === null ? (attempt.signal ?? '') : `exit ${attempt.exitCode}`,
      attempt.pid === null ? '' : `pid ${attempt.pid}`,
      duration(took(attempt)),
    ])
    for (const { waitsFor } of run.nodes) if (waitsFor !== null) out(`waits: ${waitsFor}`)
    if (rows.length > 0) out(table(['ATTEMPT', 'STATUS', 'EXIT', 'PROCESS', 'TOOK'], rows))
    return exitCodes.done
  })

/** How a node of a flow stands; the log of each attempt is asked for by its name. */
function nodeLine(node: RunDetail['nodes'][number]): string[] {
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

export type LogOptions = Json & { follow?: boolean; node?: string; attempt?: number; grep?: string; lines?: string }

export function logs(global: Global, ref: string, options: LogOptions): Promise<number> {
  const pattern = options.grep === undefined ? null : readPattern(options.grep)
  const [first, last] = readRange(options.lines)
  return withClient(global, 'look', async (client) => {
    if (pattern === null && options.lines === undefined && !options.json) {
      await copyLog(client, ref, { follow: options.follow ?? false, node: options.node, attempt: options.attempt })
      return exitCodes.done
    }
    const wanted = {
      ref,
      from: first,
      ...(options.node === undefined ? {} : { node: options.node }),
      ...(options.attempt === undefined ? {} : { attempt: options.attempt }),
    }
    for await (const line of linesOf(client, wanted, last, options)) {
      if (line.n > last) break
      if (pattern !== null && !pattern.test(line.text)) continue
      if (options.json) printJsonLine(line)
      // The log itself is given as it was written.
      else process.stdout.write(`${line.text}\n`)
    }
    return exitCodes.done
  })
}

type Wanted = { ref: string; from: number; node?: string; attempt?: number }

/** The lines that are there; where a pattern is given, those that match. With --follow, then every line that comes. */
async function* linesOf(
  client: Connected['client'],
  wanted: Wanted,
  last: number,
  { grep, follow }: LogOptions,
): AsyncGenerator<LogLine> {
  if (grep === undefined) return yield* follow ? await client.logs.follow(wanted) : pages(client, wanted)
  const to = Number.isFinite(last) ? { to: last } : {}
  let next = wanted.from
  for await (const hits of await client.logs.search({ ...wanted, ...to, pattern: grep })) {
    // An unfinished line is followed until it is whole.
    yield* follow ? hits.items.filter(({ open }) => !open) : hits.items
    next = hits.next
  }
  if (follow && next <= last) yield* await client.logs.follow({ ...wanted, from: next })
}

async function* pages(client: Connected['client'], wanted: Wanted): AsyncGenerator<LogLine> {
  for (let from = wanted.from; ; ) {
    const { items } = await client.logs.read({ ...wanted, from, count: limits.logPageLines })
    yield* items
    const last = items.at(-1)
    if (!last) return
    from = last.n + 1
  }
}

function readPattern(text: string): RegExp {
  try {
    return new RegExp(text)
  } catch (error) {
    throw new AppError('invalid', `Could not read the pattern of --grep: ${(error as Error).message}.`)
  }
}

function readRange(text: string | undefined): [number, number] {
  if (text === undefined) return [1, Number.POSITIVE_INFINITY]
  const range = /^(\d+)?-(\d+)?$/.exec(text) ?? /^(\d+)$/.exec(text)
  const first = Number(range?.[1] ?? 1)
  const last = text.includes('-') ? Number(range?.[2] ?? Number.POSITIVE_INFINITY) : first
  if (!range || first < 1 || last < first) throw new AppError('invalid', '--lines wants a range such as 120-131, 120- or 120.')
  return [first, last]
}

export const cancel = (global: Global, ref: string, options: Json): Promise<number> =>
  withClient(global, 'run', async (client) => {
    const run = await client.runs.cancel({ ref })
    if (options.json) printJson(run)
    else out(run.status === 'running' ? `run ${run.number}: stop asked` : outcomeLine(run))
    return exitCodes.done
  })

/** Tries an ended run again, as a new attempt of the same run. */
export const retry = (global: Global, ref: string, options: Json & { fromFailed?: boolean }): Promise<number> =>
  withClient(global, 'run', async (client) => {
    if (options.fromFailed) {
      const fork = await client.flowRuns.fork({ ref })
      if (options.json) printJson(fork)
      else out(`run ${fork.number} ${fork.status} (${fork.id})`)
      return exitCodes.done
    }
    const run = await client.runs.retry({ ref })
    if (options.json) printJson(run)
    else out(`run ${run.number} queued again`)
    return exitCodes.done
  })
