import { AppError } from '../../../shared/errors.ts'
import type { HttpServer } from '../../http/server.ts'
import type { Host } from '../start-host.ts'

/** Listens on the port of the settings, for as long as they name one. */
export function openPort(host: Pick<Host, 'engine' | 'log' | 'listen'>): { close(): void } {
  const { engine, log } = host
  let port: number | null = null
  let server: HttpServer | null = null
  let turn = Promise.resolve()

  function look(): void {
    const wanted = engine.settings.get().port
    if (wanted === port) return
    port = wanted
    turn = turn.then(() => change(wanted))
  }

  async function change(wanted: number | null): Promise<void> {
    await server?.close()
    server = null
    if (wanted === null) return engine.listensAt(null, null)
    try {
      server = await host.listen({ host: '127.0.0.1', port: wanted })
    } catch (error) {
      log.warn('could not listen on the port of the settings', { port: wanted, error })
      engine.listensAt(null, problemOf(wanted, error as Error))
    }
  }

  const stop = engine.notices.listen(({ noun }) => noun === 'setting' && look())
  look()
  return { close: stop }
}

/** In terms of the settings: the server's own message names options of the command line. */
function problemOf(port: number, error: Error): string {
  const code = error instanceof AppError ? error.code : null
  if (code === 'conflict') return `Could not listen on port ${port}: another program uses it. Choose another port.`
  if (code === 'forbidden') return `Could not listen on port ${port}: permission denied. Choose a port above 1023.`
  return error.message
}
