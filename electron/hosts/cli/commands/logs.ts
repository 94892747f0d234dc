import { AppError } from '../../../../shared/errors.ts'
import { textPattern } from '../../../../shared/log/text-pattern.ts'
import { withoutEscapes } from '../../../../shared/log/without-escapes.ts'
import { limits } from '../../../../shared/model/limits.ts'
import type { LogLine } from '../../../../shared/model/log.ts'
import type { Connected, Global } from '../connect.ts'
import { copyLog } from '../copy-log.ts'
import { exitCodes } from '../exit-codes.ts'
import { nodeLogs } from '../node-logs.ts'
import { err, printJsonLine } from '../print.ts'
import { refuseGone } from '../refuse-gone.ts'
import type { Json } from '../with-client.ts'
import { withRun } from '../with-run.ts'

export type LogOptions = Json & {
  follow?: boolean
  split?: boolean
  node?: string
  attempt?: number
  grep?: string
  ignoreCase?: boolean
  word?: boolean
  stream?: LogStream
  lines?: string
}

/** LocalFlow's own lines are the stream `note` of the API. */
export const logStreams = ['out', 'err', 'system'] as const
export type LogStream = (typeof logStreams)[number]

export function logs(global: Global, ref: string, options: LogOptions): Promise<number> {
  const pattern = readPattern(options)
  const [first, last] = readRange(options.lines)
  return withRun(global, 'look', ref, 'logs', async (client) => {
    if (pattern === null && options.lines === undefined && options.stream === undefined && !options.json) {
      const { follow = false, split = false, node, attempt } = options
      await copyLog(client, ref, { follow, split, node, attempt })
      return exitCodes.done
    }
    const stream = streamOf(options)
    let isFound = false
    for await (const [line, node] of linesOfNodes(client, wantedOf(ref, first, options), last, options)) {
      if (stream !== undefined && line.stream !== stream) continue
      // The engine has searched the whole line, of which this is a part.
      if (pattern !== null && line.cut === 0 && !pattern.test(withoutEscapes(line.text))) continue
      isFound = true
      if (options.json) printJsonLine({ ...line, ...node })
      // A log is printed as it was written.
      else process.stdout.write(`${line.text}\n`)
    }
    // As grep does.
    return isFound || pattern === null ? exitCodes.done : exitCodes.failed
  })
}

const streamOf = ({ stream }: LogOptions): LogLine['stream'] | undefined => (stream === 'system' ? 'note' : stream)

type Wanted = { ref: string; from: number; node?: string; attempt?: number }
type Node = { node?: string }

/** The wanted lines; of a run of a flow without --node those of each of its nodes, with the node. */
async function* linesOfNodes(
  client: Connected['client'],
  wanted: Wanted,
  last: number,
  options: LogOptions,
): AsyncGenerator<[LogLine, Node]> {
  const isFlow =
    wanted.node === undefined && wanted.attempt === undefined && (await client.runs.get({ ref: wanted.ref })).flow !== null
  if (!isFlow) {
    for await (const line of linesUntil(client, wanted, last, options)) yield [line, {}]
    return
  }
  for await (const { title, node, attempt } of nodeLogs(client, wanted.ref, options.follow ?? false)) {
    if (!options.json) err(`(${title})`)
    const place = { ...wanted, node, ...(attempt === undefined ? {} : { attempt }) }
    for await (const line of linesUntil(client, place, last, options)) yield [line, { node }]
  }
}

async function* linesUntil(...[client, wanted, last, options]: Parameters<typeof linesOf>): AsyncGenerator<LogLine> {
  for await (const line of linesOf(client, wanted, last, options)) {
    if (line.n > last) return
    yield line
  }
  await refuseGone(client, wanted)
}

const wantedOf = (ref: string, from: number, { node, attempt }: LogOptions): Wanted => ({
  ref,
  from,
  ...(node === undefined ? {} : { node }),
  ...(attempt === undefined ? {} : { attempt }),
})

/** The lines of the log so far, or those that match the pattern, and with --follow every later line. */
async function* linesOf(client: Connected['client'], wanted: Wanted, last: number, options: LogOptions): AsyncGenerator<LogLine> {
  const { grep, ignoreCase, follow } = options
  if (grep === undefined) return yield* follow ? await client.logs.follow(wanted) : pages(client, wanted)
  const to = Number.isFinite(last) ? { to: last } : {}
  const stream = streamOf(options)
  const only = stream === undefined ? {} : { stream }
  // Whole words are picked from what is found.
  const pattern = ignoreCase ? `(?i:${grep})` : grep
  let next = wanted.from
  for await (const hits of await client.logs.search({ ...wanted, ...to, ...only, pattern })) {
    // An unfinished line is followed until it is complete.
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

function readPattern({ grep, ignoreCase = false, word = false }: LogOptions): RegExp | null {
  if (grep === undefined) {
    const alone = ignoreCase ? '--ignore-case' : word ? '--word' : null
    if (alone !== null) throw new AppError('invalid', `${alone} needs --grep.`)
    return null
  }
  try {
    return textPattern({ text: grep, regex: true, case: !ignoreCase, word })
  } catch (error) {
    throw new AppError('invalid', `Could not read --grep: ${(error as Error).message}.`)
  }
}

function readRange(text: string | undefined): [number, number] {
  if (text === undefined) return [1, Number.POSITIVE_INFINITY]
  const range = /^(\d+)?-(\d+)?$/.exec(text) ?? /^(\d+)$/.exec(text)
  const first = Number(range?.[1] ?? 1)
  const last = text.includes('-') ? Number(range?.[2] ?? Number.POSITIVE_INFINITY) : first
  if (!range || first < 1 || last < first)
    throw new AppError('invalid', `Could not read --lines "${text}": write a range like 120-131, 120- or 120.`)
  return [first, last]
}
