import { connect, type Global } from '../connect.ts'
import { exitCodeOfRun, exitCodes } from '../exit-codes.ts'
import { copyLog, untilEnded } from '../follow.ts'
import { err, out, outcomeLine, printJson } from '../print.ts'
import { stopOnInterrupt } from './exec.ts'

export type RunOptions = { wait?: boolean; follow?: boolean; json?: boolean }

/** Starts a run of a job. Where no LocalFlow stays to see it through, this process does. */
export async function run(global: Global, job: string, options: RunOptions): Promise<number> {
  const connected = await connect(global, 'run')
  const { client } = connected
  try {
    const started = await client.jobs.run({ ref: job })
    const waits = options.wait || options.follow || !connected.stays
    if (!waits) {
      if (options.json) printJson(started)
      else out(`run ${started.number} queued (${started.id})`)
      return exitCodes.done
    }
    if (!connected.stays && !options.wait && !options.follow) err('No LocalFlow is running: staying until this run has ended.')
    const interrupted = stopOnInterrupt(connected, started)
    if (options.follow && !options.json) await copyLog(client, started.id, { follow: true })
    const ended = await untilEnded(client, started.id)
    if (options.json) printJson(await client.runs.get({ ref: started.id }))
    else err(outcomeLine(ended))
    return interrupted.yes ? exitCodes.interrupted : exitCodeOfRun(ended)
  } finally {
    await connected.close()
  }
}
