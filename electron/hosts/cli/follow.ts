import type { Client } from '../../../shared/contract/contract.ts'
import type { Run, RunDetail } from '../../../shared/model/run.ts'
import { err } from './print.ts'

type CopyOptions = { follow: boolean; node?: string | undefined; attempt?: number | undefined }

/**
 * Copies a log to the streams that its bytes came from; notes of LocalFlow go to stderr. Following a run follows each of its
 * attempts.
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

/** Resolves when another attempt has started, or none will. */
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

/** Waits until the reader of standard output keeps up; main.ts ends the process if the reader is gone. */
function write(target: NodeJS.WriteStream, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (target.write(bytes)) resolve()
    else target.once('drain', resolve)
  })
}

/** Resolves with the run when it has ended. Each time the run waits for something else, says so once. */
export async function untilEnded(client: Client, id: string, say: (text: string) => void = err): Promise<Run> {
  // The history is read first: the changes report whatever happens after its last event.
  const since = (await client.runs.events({ ref: id })).at(-1)?.seq ?? 0
  let said = ''
  const look = async (): Promise<RunDetail> => {
    const run = await client.runs.get({ ref: id })
    const text = run.endedAt === null ? waitText(run) : ''
    if (text !== said && text !== '') say(text)
    said = text
    return run
  }
  const run = await look()
  if (run.endedAt !== null) return run
  for await (const change of await client.live.changes({ since })) {
    if (change.noun !== 'reset' && !(change.noun === 'run' && change.id === id && change.type !== 'progress')) continue
    const now = await look()
    if (now.endedAt !== null) return now
  }
  return client.runs.get({ ref: id })
}

/** Says what a run waits for that a person can give, and with which command; empty otherwise. */
export function waitText({ number, waiting, nodes, children }: RunDetail): string {
  if (waiting?.for !== 'approval' && waiting?.for !== 'signal') return ''
  const inner = children.find(({ status }) => status === 'running')
  const own = nodes.filter(
    ({ key, status, waitsFor, taskId }) =>
      status === 'running' && waitsFor !== null && taskId === null && !inner?.step.startsWith(`${key}#`),
  )
  const run = own.length === 0 && inner ? inner.number : number
  const what = waiting.what === null ? '' : ` "${waiting.what}"`
  if (waiting.for === 'signal')
    return `Run ${number} waits for the signal${what}. Send it with: lf signal ${run} ${waiting.what ?? 'NAME'}`
  const node = own.length > 1 ? ` ${own[0]?.key}` : ''
  return `Run ${number} waits for the approval${what}. Decide with: lf approve ${run}${node}, or: lf reject ${run}${node}`
}
