import type { Run } from '../../../../shared/model/run.ts'
import { type Connected, connect, type Global } from '../connect.ts'
import { copyLog } from '../copy-log.ts'
import { exitCodeOfRun, exitCodes } from '../exit-codes.ts'
import { untilEnded } from '../follow.ts'
import { err, outcomeLine, printJson } from '../print.ts'

export type ExecOptions = { name?: string; timeout?: number; secret?: string[]; json?: boolean }

/** Runs one command through the queue, prints its output and passes on its exit code. Ctrl+C stops the run. */
export async function exec(global: Global, words: string[], options: ExecOptions): Promise<number> {
  const connected = await connect(global, 'run')
  const { client } = connected
  try {
    const run = await client.runs.exec(orderOf(words, options))
    const interrupted = stopOnInterrupt(connected, run)
    if (!options.json) await copyLog(client, run.id, { follow: true, split: true })
    const ended = await untilEnded(client, run.id)
    if (options.json) printJson(await client.runs.get({ ref: run.id }))
    else if (ended.exitCode === null || ended.status === 'cancelled') err(outcomeLine(ended))
    if (interrupted.yes) return exitCodes.interrupted
    return ended.status === 'failed' && ended.reason === 'exit-code' ? (ended.exitCode ?? exitCodes.failed) : exitCodeOfRun(ended)
  } finally {
    await connected.close()
  }
}

const orderOf = ([command = '', ...args]: string[], { name, timeout, secret: secrets = [] }: ExecOptions) => ({
  body: { kind: 'command' as const, command, args },
  cwd: process.cwd(),
  env: Object.fromEntries(secrets.map((name) => [name, `$secrets.${name}`])),
  secrets: { env: secrets },
  timeoutMs: timeout === undefined ? null : Math.round(timeout * 1_000),
  ...(name === undefined ? {} : { title: name }),
})

/** The first Ctrl+C stops the run and waits for its end; the second leaves the run to LocalFlow. */
export function stopOnInterrupt({ client }: Connected, run: Run): { yes: boolean } {
  const state = { yes: false }
  process.on('SIGINT', () => {
    if (state.yes) process.exit(exitCodes.interrupted)
    state.yes = true
    client.runs.cancel({ ref: run.id }).catch(() => {})
  })
  return state
}
