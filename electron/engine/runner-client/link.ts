import type { FromRunner } from '../../runner/protocol.ts'
import { runnerName } from '../../runner/protocol.ts'
import { socketPath } from '../../runner/socket-path.ts'
import { pause } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { type Connection, isNobodyThere, openConnection, type Welcome } from './connection.ts'
import { type RunnerStart, readSecret, startRunner, tellSpawner } from './runner-process.ts'

const connectTries = 200
const retryMs = 25
const giveUpMs = 5_000

export type LinkEvents = {
  message(message: FromRunner): void
  /** A runner is connected. */
  opened(connection: Connection): void
  /** There is no runner, and none was to be started. */
  nobodyThere(): void
  /** A lasting problem started or ended. */
  problemChanged(): void
}

/** Without a spawner, what an older runner started would end with it. */
const isOfOlderRelease = ({ spawner, release }: Welcome, ours: string): boolean =>
  Boolean(spawner) && (!release || release.localeCompare(ours, 'en', { numeric: true }) < 0)

/** What it has not written down stays in the spawner, which starts the runner of this release next: an update waits for no run. */
function handOver({ welcome, close }: Connection, log: Log): void {
  log.info('handing over from the runner of an earlier release', { pid: welcome.pid, release: welcome.release })
  close()
  try {
    process.kill(welcome.pid, 'SIGKILL')
  } catch {
    // It has left by itself.
  }
}

/** Keeps the connection to one runner, and starts the runner if there is none. */
export function createLink(config: RunnerStart & { spawnerProblem?: string | null; log: Log }, on: LinkEvents) {
  const { dataFolder, number, log } = config
  let connection: Connection | null = null
  let connecting: Promise<void> | null = null
  let closed = false
  /** Why the last attempt to connect to a runner failed, as a sentence; null if it succeeded. */
  let lasting: string | null = null
  let { spawner } = config
  let spawnerProblem = config.spawnerProblem ?? 'This runner was started without the spawner. The next one uses it.'
  let isHandedOver = false

  async function connect(mayStart: boolean): Promise<void> {
    const secret = readSecret(dataFolder)
    if (mayStart) tellSpawner({ ...config, spawner })
    for (let attempt = 0; attempt < connectTries && !closed; attempt++) {
      try {
        const opened: Connection = await openConnection(socketPath(dataFolder, runnerName(number)), secret, {
          message: on.message,
          closed: () => opened === connection && reconnect(),
        })
        if (closed) return opened.close()
        if (mayStart && !isHandedOver && isOfOlderRelease(opened.welcome, config.release)) {
          isHandedOver = true
          handOver(opened, log)
          continue
        }
        connection = opened
        setProblem(null)
        return on.opened(opened)
      } catch (error) {
        if (!isNobodyThere(error)) throw error
        if (!mayStart) return on.nobodyThere()
        if (attempt % 40 === 0) start()
        await pause(retryMs)
      }
    }
    if (!closed) throw new Error('Could not start a runner. See runner.log in the data folder.')
  }

  function start(): void {
    startRunner({ ...config, spawner }, () => {
      log.warn('the spawner does not work here: the runner starts programs itself')
      spawner = null
      spawnerProblem = 'The spawner could not start. The file runner.log in the data folder says why.'
      if (!closed && !connection) start()
    })
  }

  function setProblem(problem: string | null): void {
    if (problem === lasting) return
    lasting = problem
    on.problemChanged()
  }

  function reconnect(): void {
    connection = null
    if (closed) return
    log.warn('lost the connection to the runner')
    void keepTrying()
  }

  async function keepTrying(): Promise<void> {
    while (!closed && !connection) {
      try {
        await ensure()
      } catch (error) {
        if (closed) return
        setProblem((error as Error).message)
        log.error('could not connect to the runner', { error })
        await pause(giveUpMs)
      }
    }
  }

  function ensure(): Promise<void> {
    connecting ??= connect(true).finally(() => {
      connecting = null
    })
    return connecting
  }

  return {
    /** Starts a runner if there is none. Rejects if that fails. */
    ensure,
    /** Like `ensure`, but never gives up. */
    keepTrying,
    /** Connects to an existing runner, and starts none. */
    join: (): Promise<void> => connect(false),
    connection: (): Connection | null => connection,
    isClosed: (): boolean => closed,
    problem: (): string | null => lasting,
    /** Why a runner starts programs itself. */
    spawnerProblem: (): string => spawnerProblem,
    /** Disconnects from the runner; `ensure` connects again. */
    letGo(): void {
      const idle = connection
      connection = null
      idle?.close()
    },
    close(): void {
      closed = true
      connection?.close()
    },
  }
}
