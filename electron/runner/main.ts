import { readFileSync, rmSync } from 'node:fs'
import { ownStarter } from './child.ts'
import { type EngineSocket, openEngineSocket } from './engine-socket.ts'
import { openJournal } from './journal.ts'
import { keptStarter, resumeKept } from './kept-child.ts'
import { openFilesGiven } from './open-files.ts'
import { createOutputPipes } from './output-pipes.ts'
import { type FromEngine, runnerFolder, runnerName, secretPath } from './protocol.ts'
import { socketPath } from './socket-path.ts'
import { journalOf, leftBy, spawnerOfThis } from './take-over.ts'
import { createWork } from './work.ts'

/** How long the runner waits for its first engine, and for the next one once it is idle and alone. */
const firstClientMs = 15_000
const aloneMs = 1_000

const [, , dataFolder, number = '1', release = null] = process.argv
if (!dataFolder || !/^[1-9]\d?$/.test(number)) {
  process.stderr.write('usage: runner DATA_FOLDER [NUMBER [RELEASE]]\n')
  process.exit(2)
}
const folder = runnerFolder(dataFolder, Number(number))

let engineSocket: EngineSocket | null = null
let leaving: NodeJS.Timeout | null = null
const pipes = createOutputPipes(folder, String(process.pid))
const spawner = await spawnerOfThis(() => void leaveWithSpawner())
const journal = openJournal(journalOf(folder, spawner))
// Children outlive the process that started LocalFlow; so must the process that watches them. Errors are logged.
process.on('uncaughtException', (error) => console.error(new Date().toISOString(), error))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leaveWhenIdle(0))
// Otherwise the signal would open Node's debugger on a port.
process.on('SIGUSR1', () => {})

const work = createWork(
  journal,
  spawner ? keptStarter(spawner, openFilesGiven()) : ownStarter(pipes),
  (message) => engineSocket?.tell(message),
  () => leaveWhenIdle(aloneMs),
)

/** All that ran ends with the spawner: the next runner finds those attempts in the journal, without an end. */
async function leaveWithSpawner(): Promise<void> {
  await work.abandon()
  process.exit(1)
}

function take(message: FromEngine): void {
  switch (message.type) {
    case 'environment':
      return work.setEnvironment(message.env)
    case 'start':
      return void work.start(message)
    case 'stop':
      return work.stop(message.attemptId, message.by ?? null)
    case 'note':
      return work.note(message.attemptId, message.text)
    case 'recorded':
      return work.forget(message.attemptIds)
    case 'auth':
      return
  }
}

/** Exits when nothing runs and no engine is connected: outcomes in the meantime are in the journal. */
function leaveWhenIdle(afterMs: number): void {
  if (leaving) clearTimeout(leaving)
  leaving = setTimeout(() => {
    if (!work.isIdle() || engineSocket?.hasClient()) return
    engineSocket?.close()
    pipes.close()
    journal.close()
    if (work.ended().length === 0) rmSync(journal.path, { force: true })
    process.exit(0)
  }, afterMs)
}

try {
  if (spawner) {
    const { ended, running } = leftBy(journal.path, spawner)
    work.takeOver(ended)
    for (const one of running) void work.resume(one.id, (surroundings) => resumeKept(one, surroundings, spawner))
  }
  engineSocket = await openEngineSocket(
    socketPath(dataFolder, runnerName(Number(number))),
    readFileSync(secretPath(dataFolder), 'utf8').trim(),
    {
      welcome: () => ({
        ...{ pid: process.pid, spawner: spawner?.pid ?? null, release, journal: journal.path },
        ...{ running: work.running(), ended: work.ended() },
      }),
      take,
      left: () => leaveWhenIdle(aloneMs),
      // The spawner starts that of the newer engine, which goes on with all that runs.
      newer: () => spawner && setImmediate(() => process.exit(0)),
    },
  )
  if (!spawner) pipes.prepare()
  leaveWhenIdle(firstClientMs)
} catch (error) {
  console.error(new Date().toISOString(), error)
  pipes.close()
  journal.close()
  if (!spawner) rmSync(journal.path, { force: true })
  process.exit(1)
}
