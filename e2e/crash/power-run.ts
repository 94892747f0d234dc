import { randomUUID } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { endedStates } from './checks/database.ts'
import { findingsIn } from './checks/findings.ts'
import { createLfServer, type LfServer } from './lf-server.ts'
import { type Cut, createPowerDisk, type PowerDisk } from './power-disk.ts'
import { openRecord, type ScriptRecord } from './script-record.ts'
import { seeded } from './seeded.ts'
import { acknowledgedIn, type Request, recorded, startLoad } from './steady-load.ts'
import { accessProblem, untilIdle } from './until-idle.ts'
import { watchCompletions } from './watch-completions.ts'

/** The records when the power was cut. */
type Known = { acknowledged: string[]; completed: string[]; started: Set<string> }

export type PowerResult = { cuts: number; acknowledged: number; completed: number; findings: string[] }

/** Where to keep data with findings; when to stop early. */
export type PowerOptions = { folder: string; signal: AbortSignal; say: (line: string) => void }

/** A process namespace of its own and another boot id, as after a power cut. Its processes end when this one does. */
const afterReboot = (bootId: string): string[] => [
  ...['setpriv', '--pdeathsig', 'KILL', 'unshare', '--pid', '--fork', '--mount-proc', '--kill-child'],
  ...['sh', '-c', 'mount --bind "$0" /proc/sys/kernel/random/boot_id && exec "$@"', bootId],
]
const recordVariable = 'SCRIPT_RECORD'

const answeredBefore = (requests: Request[], moment: number): string[] =>
  acknowledgedIn(requests.filter(({ at, ms }) => at + ms < moment))

/** Cuts the power again and again under one load that goes on, and starts LocalFlow on the copy of each cut. */
export async function cutPower(cuts: number, seed: number, options: PowerOptions): Promise<PowerResult> {
  const disk = await createPowerDisk()
  if (typeof disk === 'string') throw new Error(disk)
  const record = openRecord(join(options.folder, 'script-record'))
  const env = { [recordVariable]: record.path }
  const server = await createLfServer({ data: disk.path, seen: disk.seen, before: disk.before, env })
  try {
    if (!(await server.start())) throw new Error(server.stderr())
    return await cutUnderLoad({ disk, server, record, cuts, random: seeded(seed), ...options })
  } finally {
    await server.end('SIGKILL')
    await disk.remove()
  }
}

type Load = PowerOptions & { disk: PowerDisk; server: LfServer; record: ScriptRecord; cuts: number; random: () => number }

async function cutUnderLoad({ disk, server, record, cuts, random, folder, signal, say }: Load): Promise<PowerResult> {
  const result: PowerResult = { cuts: 0, acknowledged: 0, completed: 0, findings: [] }
  const load = startLoad(server, (n) => recorded({ path: `"$${recordVariable}"` }, workOf(n, random())), { paceMs: 30 })
  const completions = watchCompletions(server)
  try {
    while (result.cuts < cuts && !signal.aborted) {
      await pause(random() * 600)
      const started = new Set(record.started())
      const moment = performance.now()
      const cut = disk.cut()
      const known = { acknowledged: answeredBefore(load.requests, moment), completed: completions.before(moment), started }
      const findings = await startAfter(cut, known, record, join(folder, `after-${result.cuts}`))
      if (findings.length > 0) await cp(cut.seen, join(folder, `cut-${result.cuts}`), { recursive: true, filter: isFile })
      cut.remove()
      result.cuts++
      result.acknowledged = known.acknowledged.length
      result.completed = known.completed.length
      result.findings.push(...findings.map((what) => `cut ${result.cuts}: ${what}`))
      say(
        `cut ${result.cuts}: ${[`${result.acknowledged} acknowledged`, `${result.completed} completed`, ...findings].join(', ')}`,
      )
    }
    return result
  } finally {
    await Promise.all([load.stop(), completions.stop()])
  }
}

/** Sockets and FIFOs cannot be copied. */
const isFile = (path: string): boolean => !/\/(sockets|pipes-\d+)(\/|$)/.test(path)

/** One in five takes a while, so that something runs at every cut. */
const workOf = (n: number, random: number): string => `echo "line ${n}"${n % 5 === 0 ? `; sleep ${random.toFixed(2)}` : ''}`

async function startAfter(cut: Cut, known: Known, earlier: ScriptRecord, recordPath: string): Promise<string[]> {
  const record = openRecord(recordPath)
  if (!existsSync(join(cut.seen, 'localflow.db'))) return ['lost: the database']
  const bootId = `${recordPath}.boot`
  writeFileSync(bootId, `${randomUUID()}\n`)
  const before = [...cut.before, ...afterReboot(bootId)]
  const server = await createLfServer({ data: cut.path, seen: cut.seen, before, env: { [recordVariable]: record.path } })
  try {
    if (!(await server.start())) return [`did not start: ${server.stderr().trim().slice(0, 300)}`]
    const problem = (await accessProblem(server)) ?? ((await untilIdle(server, 60_000)) ? null : 'never idle afterwards')
    await server.end('SIGKILL')
    const findings = findingsIn(cut.seen, {
      tasks: new Map(known.acknowledged.map((id) => [id, endedStates])),
      record,
      before: { ...known, record: earlier },
    })
    return problem === null ? findings : [problem, ...findings]
  } finally {
    await server.end('SIGKILL')
  }
}
