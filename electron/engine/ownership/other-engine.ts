import { connect } from 'node:net'
import { runnerName } from '../../runner/protocol.ts'
import { socketPath } from '../../runner/socket-path.ts'
import { pause } from '../base/clock.ts'
import { hasEngine, secretIfThere } from '../runner-client/runner-client.ts'

/** An engine that was killed is gone from its sockets a moment later; one that lives stays. */
const [looks, betweenMs] = [20, 100]

/**
 * Whether another engine has the data folder, though its lock is free: somebody deleted the file that is locked. An engine
 * that stays listens for `lf`, and any engine is connected to the runner.
 */
export async function isHeldByAnother(dataFolder: string): Promise<boolean> {
  // Windows lets nobody delete a file that is open.
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

/** The folder of the socket lets no other account in: whoever listens there is this account's. */
const listens = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(path)
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })
