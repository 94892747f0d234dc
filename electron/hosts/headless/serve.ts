import { spawn } from 'node:child_process'
import { AppError } from '../../../shared/errors.ts'
import { systemClock } from '../../engine/base/clock.ts'
import type { Compat } from '../../http/compat.ts'
import { debugPath } from '../../http/debug.ts'
import { pocketflowPath } from '../../http/pocketflow.ts'
import type { Installation } from '../installation.ts'
import type { Settings } from '../settings.ts'
import { startHost } from '../start-host.ts'
import { untilReady } from './until-ready.ts'

const loopback = ['127.0.0.1', '::1', 'localhost']

export type ServeOptions = {
  host: string
  port: number
  open: boolean
  printLink: boolean
  debug: boolean
  compat: readonly Compat[]
}

/** Runs until it gets a signal. The first line on stdout has the address, as soon as a run can start. */
export async function serve(settings: Settings, installation: Installation, options: ServeOptions): Promise<void> {
  if (!loopback.includes(options.host))
    throw new AppError(
      'invalid',
      `LocalFlow listens on this computer only (127.0.0.1, ::1 or localhost), not on ${options.host}.`,
    )
  const host = await startHost(settings, installation, 'headless')
  const stopped = untilStopped()
  // Otherwise the signal would open Node's debugger on a port.
  process.on('SIGUSR1', () => {})
  try {
    const ready = untilReady(host.engine, systemClock, (words) => process.stderr.write(`${words}\n`))
    if ((await Promise.race([ready, stopped])) === 'stopped') return
    const { debug, compat } = options
    const { url } = await host.listen({ host: options.host, port: options.port }, { debug, compat })
    process.stdout.write(`listening on ${url}\n`)
    const address = `${url}/#token=${host.token}`
    for (const line of openAccess(url, settings.basePath, compat)) process.stdout.write(`${line}\n`)
    if (debug) process.stdout.write(`profiles are at ${url}${debugPath}/ (requires the token)\n`)
    // The token is shown to a person, and kept out of a service's log.
    if (process.stdout.isTTY || options.printLink) process.stdout.write(`open ${address}\n`)
    else process.stdout.write(`the token is in ${host.engine.dataFolder}/api-token\n`)
    if (options.open) openBrowser(address)
    await stopped
  } finally {
    await host.stop()
  }
}

/** What any account on this computer can do without the token. */
function openAccess(url: string, basePath: string, compat: readonly Compat[]): string[] {
  if (compat.length === 0) return []
  const places = {
    pocketflow: `PocketFlow clients connect to ${url}${pocketflowPath}`,
    localflow: `clients of LocalFlow (Go) connect to ${url}${basePath}/tasks and ${url}/metrics`,
  }
  return [
    ...compat.map((program) => `${places[program]}, without a token`),
    'any account on this computer can run commands as you while this server runs',
  ]
}

function untilStopped(): Promise<'stopped'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve('stopped'))
  })
}

function openBrowser(url: string): void {
  const [file, args] =
    process.platform === 'darwin' ? ['open', [url]] : process.platform === 'win32' ? ['explorer', [url]] : ['xdg-open', [url]]
  const child = spawn(file as string, args as string[], { stdio: 'ignore', detached: true })
  child.on('error', () => process.stderr.write('Could not open a browser. Open the address above yourself.\n'))
  child.unref()
}
