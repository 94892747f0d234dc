import { connect } from 'node:net'
import { runnerName } from '../../runner/protocol.ts'
import { socketPath } from '../../runner/socket-path.ts'
import { pause } from '../base/clock.ts'
import { hasEngine, secretIfThere } from '../runner-client/runner-client.ts'

/** A killed engine leaves its sockets a moment later; a living one stays. */
const [looks, betweenMs] = [20, 100]

/**
 * Whether another engine uses the data folder although its lock is free, because the locked file was deleted. A lasting
 * engine listens for `lf`, and any engine is connected to the runner.
 */
export async function isHeldByAnother(dataFolder: string): Promise<boolean> {
  // Windows does not allow deleting an open file.
  if (process.platform === 'win32') return false
  for (let look = 0; look < looks; look++) {
    if (!(await isThere(dataFolder))) return false
    await pause(betweenMs)
  }
  return true
}

async function isThere(dataFolder: string): Promise<boolean> {
  if (await listens(socketPath(dataFolder, 'lf'))) return true
  const secret = secretIfThere(dataFolder)
  return secret !== null && hasEngine(socketPath(dataFolder, runnerName(1)), secret)
}

/** The folder of the socket keeps other accounts out: any listener there belongs to this account. */
const listens = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(path)
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })
