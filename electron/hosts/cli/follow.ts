import type { Client } from '../../../shared/contract/contract.ts'
import type { Run, RunDetail } from '../../../shared/model/run.ts'

type CopyOptions = { follow: boolean; node?: string | undefined; attempt?: number | undefined }

/**
 * Copies a log to where its bytes came from: stdout to stdout, stderr to stderr, LocalFlow's own notes to stderr.
 * Following a run means following each of its attempts.
 */
export async function copyLog(client: Client, ref: string, options: CopyOptions): Promise<void> {
  await copyAttempt(client, ref, options)
  if (!options.follow || options.node !== undefined || options.attempt !== undefined) return
  for (let copied = await attemptsOf(client, ref); ; ) {
    const { ended, attempts } = await untilNextAttempt(client, ref, copied)
    if (attempts <= copied) return
    process.stderr.write(`(attempt ${attempts})\n`)
    await copyAttempt(client, ref, { follow: true, attempt: attempts })
    if (ended) return
    copied = attempts
  }
}

async function copyAttempt(client: Client, ref: string, { follow, node, attempt }: CopyOptions): Promise<void> {
  const pieces = await client.logs.bytes({
    ref,
    follow,
    ...(node === undefined ? {} : { node }),
    ...(attempt === undefined ? {} : { attempt }),
  })
  for await (const { stream, data } of pieces)
    await write(stream === 'out' ? process.stdout : process.stderr, Buffer.from(data, 'base64'))
}

const attemptsOf = async (client: Client, ref: string): Promise<number> => stateOf(await client.runs.get({ ref })).attempts
const stateOf = (run: RunDetail) => ({
  ended: run.endedAt !== null,
  attempts: Math.max(0, ...run.nodes.map((node) => node.attempts)),
})

/** Resolves when another attempt has begun, or none will. */
async function untilNextAttempt(client: Client, ref: string, known: number): Promise<{ ended: boolean; attempts: number }> {
  const since = (await client.runs.events({ ref })).at(-1)?.seq ?? 0
  const now = stateOf(await client.runs.get({ ref }))
  if (now.ended || now.attempts > known) return now
  for await (const _ of await client.live.changes({ since })) {
    const state = stateOf(await client.runs.get({ ref }))
    if (state.ended || state.attempts > known) return state
  }
  return now
}

/** Waits for the reader of our own output; one that has gone away ends the copying quietly. */
function write(target: NodeJS.WriteStream, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (target.write(bytes)) resolve()
    else target.once('drain', resolve)
  })
}

/** Resolves with the run when it has ended. */
export async function untilEnded(client: Client, id: string): Promise<Run> {
  // The history first: whatever happens after its last event is told by the changes.
  const since = (await client.runs.events({ ref: id })).at(-1)?.seq ?? 0
  const run = await client.runs.get({ ref: id })
  if (run.endedAt !== null) return run
  for await (const change of await client.live.changes({ since })) {
    if (change.noun !== 'reset' && !(change.noun === 'run' && change.id === id && change.type !== 'progress')) continue
    const now = await client.runs.get({ ref: id })
    if (now.endedAt !== null) return now
  }
  return client.runs.get({ ref: id })
}
