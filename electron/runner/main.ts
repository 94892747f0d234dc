import { readFileSync, rmSync } from 'node:fs'
import { type EngineSocket, openEngineSocket } from './engine-socket.ts'
import { openJournal } from './journal.ts'
import { createOutputPipes } from './output-pipes.ts'
import { type FromEngine, journalPath, runnerFolder, runnerName, secretPath } from './protocol.ts'
import { socketPath } from './socket-path.ts'
import { createWork } from './work.ts'

/** How long the runner waits for its first engine, and for the next one once it is idle and alone. */
const firstClientMs = 15_000
const aloneMs = 1_000

const [, , dataFolder, number = '1'] = process.argv
if (!dataFolder || !/^[1-9]\d?$/.test(number)) {
  process.stderr.write('usage: runner DATA_FOLDER [NUMBER]\n')
  process.exit(2)
}
const folder = runnerFolder(dataFolder, Number(number))

let engineSocket: EngineSocket | null = null
let leaving: NodeJS.Timeout | null = null
const pipes = createOutputPipes(folder, String(process.pid))
const journal = openJournal(journalPath(folder, process.pid, Date.now()))
// Children outlive the process that started LocalFlow; so must the process that watches them. Errors are logged.
process.on('uncaughtException', (error) => console.error(new Date().toISOString(), error))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leaveWhenIdle(0))
// Otherwise the signal would open Node's debugger on a port.
process.on('SIGUSR1', () => {})

const work = createWork(
  journal,
  pipes,
  (message) => engineSocket?.tell(message),
  () => leaveWhenIdle(aloneMs),
)

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
  engineSocket = await openEngineSocket(
    socketPath(dataFolder, runnerName(Number(number))),
    readFileSync(secretPath(dataFolder), 'utf8').trim(),
    {
      welcome: () => ({ pid: process.pid, journal: journal.path, running: work.running(), ended: work.ended() }),
      take,
      left: () => leaveWhenIdle(aloneMs),
    },
  )
  pipes.prepare()
  leaveWhenIdle(firstClientMs)
} catch (error) {
  console.error(new Date().toISOString(), error)
  pipes.close()
  journal.close()
  rmSync(journal.path, { force: true })
  process.exit(1)
}
