import { lstatSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Engine } from '../engine/engine.ts'
import type { HttpServer } from '../http/server.ts'
import { closeSocket, makePrivateFolder, socketPath } from '../runner/socket-path.ts'

/** How often to check for the socket, which cleaners of temporary folders may delete. */
const lookMs = 5_000

/** Opens the socket that `lf` connects to, and creates it again if its file is deleted; existing connections stay open. */
export async function openLocalSocket(
  { dataFolder, config, log }: Engine,
  open: (address: { path: string }) => Promise<HttpServer>,
): Promise<HttpServer> {
  const path = socketPath(dataFolder, 'lf')
  if (process.platform === 'win32') return open({ path })
  // This process owns the data folder, so an existing socket is dead.
  rmSync(path, { force: true })
  const server = await open({ path })
  closeSocket(path)
  let cancel = config.clock.after(lookMs, look)

  function look(): void {
    cancel = config.clock.after(lookMs, look)
    if (lstatSync(path, { throwIfNoEntry: false })) return
    reopen().catch((error: unknown) => log.warn('could not create the socket for lf again', { error }))
  }

  async function reopen(): Promise<void> {
    makePrivateFolder(dirname(path))
    await server.reopen()
    closeSocket(path)
  }

  return {
    ...server,
    close() {
      cancel()
      return server.close()
    },
  }
}
