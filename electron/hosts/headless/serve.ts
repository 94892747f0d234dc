import { spawn } from 'node:child_process'
import { AppError } from '../../../shared/errors.ts'
import { systemClock } from '../../engine/clock.ts'
import { pocketflowPath } from '../../http/pocketflow.ts'
import type { HttpConfig } from '../../http/server.ts'
import type { Settings } from '../settings.ts'
import { type Installation, startHost } from '../start-host.ts'
import { untilReady } from './until-ready.ts'

const loopback = ['127.0.0.1', '::1', 'localhost']

export type ServeOptions = { host: string; port: number; open: boolean; compat: HttpConfig['compat'] }

/** Runs until it is told to end. The first line on stdout says where it listens, as soon as a run can begin. */
export async function serve(settings: Settings, installation: Installation, options: ServeOptions): Promise<void> {
  if (!loopback.includes(options.host))
    throw new AppError(
      'invalid',
      `LocalFlow listens on this computer only (127.0.0.1, ::1 or localhost), not on ${options.host}.`,
    )
  const host = await startHost(settings, installation, 'headless')
  const stopped = untilStopped()
  // Else the signal would open Node's debugger on a port.
  process.on('SIGUSR1', () => {})
  try {
    const ready = untilReady(host.engine, systemClock, (words) => process.stderr.write(`${words}\n`))
    if ((await Promise.race([ready, stopped])) === 'stopped') return
    const { url } = await host.listen({ host: options.host, port: options.port }, options.compat)
    process.stdout.write(`listening on ${url}\n`)
    const address = `${url}/#token=${host.token}`
    if (options.compat)
      process.stdout.write(
        `PocketFlow's clients find it at ${url}${pocketflowPath}, without a token: any account on this computer can run commands as you\n`,
      )
    // The token goes to a person's eyes, not into a service's log.
    if (process.stdout.isTTY) process.stdout.write(`open ${address}\n`)
    else process.stdout.write(`the token for it is in ${host.engine.dataFolder}/api-token\n`)
    if (options.open) openBrowser(address)
    await stopped
  } finally {
    await host.stop()
  }
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
  child.on('error', () => process.stderr.write('No browser could be opened: open the address above in one.\n'))
  child.unref()
}
