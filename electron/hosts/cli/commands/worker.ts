import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../../shared/errors.ts'
import { runWorker } from '../../worker/worker.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { err, out } from '../print.ts'
import type { Json } from '../with-client.ts'

export type WorkerCommandOptions = Json & { service?: string[]; pull?: boolean; parallel?: number; id?: string }

/** Runs until a signal ends it. */
export async function worker(global: Global, options: WorkerCommandOptions): Promise<number> {
  if (global.url === undefined)
    throw new AppError(
      'invalid',
      'Could not start the worker: it needs the address of LocalFlow, such as --url http://127.0.0.1:8080 (the first line that "lf serve" prints).',
    )
  if (!/^https?:\/\//.test(global.url))
    throw new AppError('invalid', `Could not start the worker: --url must look like http://127.0.0.1:8080, not ${global.url}.`)
  const services = new Map((options.service ?? []).map(serviceOf))
  if (services.size === 0)
    throw new AppError('invalid', 'Could not start the worker: name at least one service with --service NAME=COMMAND.')
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
  const token = global.token ?? (await readFile(join(global.settings.dataFolder, 'api-token'), 'utf8').catch(() => ''))
  if (token.trim() === '')
    err(
      'Warning: there is no token, so LocalFlow will probably refuse this worker. Pass it with --token, or the data folder with --data.',
    )
  await runWorker({
    url: global.url,
    token: token.trim(),
    id: options.id,
    services,
    pull: options.pull ?? false,
    parallel: options.parallel ?? 1,
    log: out,
    stop: stop.signal,
  })
  return exitCodes.done
}

function serviceOf(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1 || at === text.length - 1)
    throw new AppError('invalid', `Could not read --service "${text}": write it as NAME=COMMAND.`)
  return [text.slice(0, at), text.slice(at + 1)]
}
