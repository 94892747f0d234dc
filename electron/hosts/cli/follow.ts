import type { Client } from '../../../shared/contract/contract.ts'
import type { Run } from '../../../shared/model/run.ts'

/** Copies a log to where its bytes came from: stdout to stdout, stderr to stderr, LocalFlow's own notes to stderr. */
export async function copyLog(
  client: Client,
  ref: string,
  options: { follow: boolean; attempt?: number | undefined },
): Promise<void> {
  const pieces = await client.logs.bytes({
    ref,
    follow: options.follow,
    ...(options.attempt === undefined ? {} : { attempt: options.attempt }),
  })
  for await (const { stream, data } of pieces)
    await write(stream === 'out' ? process.stdout : process.stderr, Buffer.from(data, 'base64'))
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
    if (change.noun === 'job' || (change.noun === 'run' && change.id !== id)) continue
    const now = await client.runs.get({ ref: id })
    if (now.endedAt !== null) return now
  }
  return client.runs.get({ ref: id })
}
