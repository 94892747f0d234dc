import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../../shared/errors.ts'
import { runWorker } from '../../worker/worker.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { err, out } from '../print.ts'
import type { Json } from '../with-client.ts'

export type WorkerCommandOptions = Json & { service?: string[]; pull?: boolean; parallel?: number; id?: string }

/** Runs until it is told to end. */
export async function worker(global: Global, options: WorkerCommandOptions): Promise<number> {
  if (global.url === undefined)
    throw new AppError(
      'invalid',
      'Say where LocalFlow listens: --url http://127.0.0.1:8080 (lf serve says it in its first line).',
    )
  if (!/^https?:\/\//.test(global.url)) throw new AppError('invalid', `--url must begin with http://, not be ${global.url}.`)
  const services = new Map((options.service ?? []).map(serviceOf))
  if (services.size === 0)
    throw new AppError('invalid', 'Name what it serves: --service NAME=COMMAND, as often as there are services.')
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
  const token = global.token ?? (await readFile(join(global.settings.dataFolder, 'api-token'), 'utf8').catch(() => ''))
  if (token.trim() === '') err('There is no token: give it with --token, or the data folder with --data.')
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
  if (at < 1 || at === text.length - 1) throw new AppError('invalid', `"${text}" is no service: give it as NAME=COMMAND.`)
  return [text.slice(0, at), text.slice(at + 1)]
}
