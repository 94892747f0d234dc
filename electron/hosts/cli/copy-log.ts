import type { Client } from '../../../shared/contract/contract.ts'
import { AppError } from '../../../shared/errors.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { runStates } from './follow.ts'
import { itemLogs, nodeLogs } from './node-logs.ts'
import { err } from './print.ts'
import { refuseGone } from './refuse-gone.ts'

/** `split`: what the program wrote to stderr goes to stderr, and so do notes of LocalFlow. */
type CopyOptions = {
  follow: boolean
  split: boolean
  node?: string | undefined
  attempt?: number | undefined
  /** Follows only the attempts after this one. */
  after?: number | undefined
}

/**
 * Copies a log, byte for byte. Following a run follows each of its attempts; a run of a flow has the logs of its nodes, each
 * under the name of its node on stderr.
 */
export async function copyLog(client: Client, ref: string, options: CopyOptions): Promise<void> {
  if (options.node !== undefined || options.attempt !== undefined) return copyAttempt(client, ref, options)
  const run = await client.runs.get({ ref })
  // A damaged history does not say which nodes there were.
  if (run.flow !== null && run.reason !== 'damaged') return copyNodes(client, ref, options)
  if (!options.follow) return copyAttempt(client, ref, options)
  if (options.after !== undefined) return copyLaterAttempts(client, ref, options.after, options)
  const newest = attemptsOf(run)
  await copyAttempt(client, ref, { ...options, ...(newest === 0 ? {} : { attempt: newest }) })
  await copyLaterAttempts(client, ref, Math.max(1, newest), options)
}

async function copyNodes(client: Client, ref: string, options: CopyOptions): Promise<void> {
  let copied = 0
  let missing: AppError | null = null
  for await (const { title, node, attempt } of nodeLogs(client, ref, options.follow)) {
    err(`(${title})`)
    copied++
    await copyAttempt(client, ref, { ...options, node, attempt }).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error
      err(error.message)
      missing = error
    })
  }
  // The other logs are printed first.
  if (missing) throw missing
  const run = await client.runs.get({ ref })
  const notes = itemLogs(run)
  for (const note of notes) err(note)
  if (copied + notes.length === 0) err(`Run ${run.number} has no log: none of its nodes has started a program.`)
}

/** Copies the attempts that follow. A run of a job continues as a run of a flow if the body of the job is one. */
async function copyLaterAttempts(client: Client, ref: string, first: number, options: CopyOptions): Promise<void> {
  for (let copied = first; ; copied++) {
    const run = await untilNextAttempt(client, ref, copied)
    if (run.flow !== null) return copyNodes(client, ref, options)
    if (attemptsOf(run) <= copied) return
    err(`(attempt ${copied + 1})`)
    await copyAttempt(client, ref, { ...options, attempt: copied + 1 })
  }
}

async function copyAttempt(client: Client, ref: string, { follow, split, node, attempt }: CopyOptions): Promise<void> {
  const pieces = await client.logs.bytes({
    ref,
    follow,
    ...(node === undefined ? {} : { node }),
    ...(attempt === undefined ? {} : { attempt }),
  })
  for await (const { stream, data } of pieces)
    await write(split && stream !== 'out' ? process.stderr : process.stdout, Buffer.from(data, 'base64'))
  await refuseGone(client, { ref, node, attempt })
}

/** How many attempts of a job's run have started. */
export const attemptsOf = ({ nodes }: RunDetail): number => Math.max(0, ...nodes.map(({ attempts }) => attempts))

/** Resolves when another attempt has started, the run has become one of a flow, or the run has ended. */
async function untilNextAttempt(client: Client, ref: string, known: number): Promise<RunDetail> {
  for await (const run of runStates(client, ref))
    if (run.endedAt !== null || run.flow !== null || attemptsOf(run) > known) return run
  return client.runs.get({ ref })
}

/** Waits until the reader of standard output keeps up; main.ts ends the process if the reader is gone. */
function write(target: NodeJS.WriteStream, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (target.write(bytes)) resolve()
    else target.once('drain', resolve)
  })
}
