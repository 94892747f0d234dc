import { randomUUID } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Books, readBooks } from './oracle.ts'
import { type Cut, createPowerDisk, type PowerDisk } from './power-disk.ts'
import { seeded } from './seeded.ts'
import { type Asked, acknowledgedOf, type Ledger, openLedger, startLoad, told } from './steady-load.ts'
import { createSubject, type Subject } from './subject.ts'
import { shutOut, untilIdle } from './until-idle.ts'
import { watchCompletions } from './watch-completions.ts'

/** What the outside world knew when the power went. */
type Known = { acknowledged: string[]; completed: string[]; begun: Set<string> }

export type PowerResult = { cuts: number; acknowledged: number; completed: number; wrong: string[] }

/** Where what went wrong is kept; when to stop before the end. */
export type Given = { folder: string; signal: AbortSignal; say: (line: string) => void }

/**
 * Its own processes alone, as nothing of before is alive after a power cut, and another start of the computer; they end
 * when we do.
 */
const afterReboot = (bootId: string): string[] => [
  ...['setpriv', '--pdeathsig', 'KILL', 'unshare', '--pid', '--fork', '--mount-proc', '--kill-child'],
  ...['sh', '-c', 'mount --bind "$0" /proc/sys/kernel/random/boot_id && exec "$@"', bootId],
]
const ledgerVariable = 'LEDGER'

const answeredBefore = (asked: Asked[], moment: number): string[] =>
  acknowledgedOf(asked.filter(({ at, ms }) => at + ms < moment))

/** Cuts the power again and again under one load that goes on, and brings each cut up again. */
export async function cutPower(cuts: number, seed: number, given: Given): Promise<PowerResult> {
  const disk = await createPowerDisk()
  if (typeof disk === 'string') throw new Error(disk)
  const ledger = openLedger(join(given.folder, 'ledger'))
  const env = { [ledgerVariable]: ledger.path }
  const subject = await createSubject({ data: disk.path, seen: disk.seen, before: disk.before, env })
  try {
    if (!(await subject.start())) throw new Error(subject.said())
    return await cutUnderLoad({ disk, subject, ledger, cuts, random: seeded(seed), ...given })
  } finally {
    await subject.end('SIGKILL')
    await disk.remove()
  }
}

type Load = Given & { disk: PowerDisk; subject: Subject; ledger: Ledger; cuts: number; random: () => number }

async function cutUnderLoad({ disk, subject, ledger, cuts, random, folder, signal, say }: Load): Promise<PowerResult> {
  const result: PowerResult = { cuts: 0, acknowledged: 0, completed: 0, wrong: [] }
  const load = startLoad(subject, (n) => told({ path: `"$${ledgerVariable}"` }, workOf(n, random())), { paceMs: 30 })
  const completions = watchCompletions(subject)
  try {
    while (result.cuts < cuts && !signal.aborted) {
      await pause(random() * 600)
      const begun = new Set(ledger.begun())
      const moment = performance.now()
      const cut = disk.cut()
      const known = { acknowledged: answeredBefore(load.asked, moment), completed: completions.before(moment), begun }
      const wrong = await bringUp(cut, known, ledger, join(folder, `after-${result.cuts}`))
      if (wrong.length > 0) await cp(cut.seen, join(folder, `cut-${result.cuts}`), { recursive: true, filter: isFile })
      cut.remove()
      result.cuts++
      result.acknowledged = known.acknowledged.length
      result.completed = known.completed.length
      result.wrong.push(...wrong.map((what) => `cut ${result.cuts}: ${what}`))
      say(`cut ${result.cuts}: ${[`${result.acknowledged} acknowledged`, `${result.completed} completed`, ...wrong].join(', ')}`)
    }
    return result
  } finally {
    await Promise.all([load.stop(), completions.stop()])
  }
}

/** Sockets and FIFOs cannot be copied, and say nothing. */
const isFile = (path: string): boolean => !/\/(sockets|pipes-\d+)(\/|$)/.test(path)

/** One in five takes a while, so that every cut meets something that runs. */
const workOf = (n: number, random: number): string => `echo "line ${n}"${n % 5 === 0 ? `; sleep ${random.toFixed(2)}` : ''}`

async function bringUp(cut: Cut, known: Known, earlier: Ledger, ledgerPath: string): Promise<string[]> {
  const ledger = openLedger(ledgerPath)
  if (!existsSync(join(cut.seen, 'localflow.db'))) return ['there is no database']
  const bootId = `${ledgerPath}.boot`
  writeFileSync(bootId, `${randomUUID()}\n`)
  const before = [...cut.before, ...afterReboot(bootId)]
  const subject = await createSubject({ data: cut.path, seen: cut.seen, before, env: { [ledgerVariable]: ledger.path } })
  try {
    if (!(await subject.start())) return [`it does not start: ${subject.said().trim().slice(0, 300)}`]
    const problem = (await shutOut(subject)) ?? ((await untilIdle(subject, 60_000)) ? null : 'never idle afterwards')
    await subject.end('SIGKILL')
    const again = ledger.begun().filter((name) => known.begun.has(name))
    const wrong = wrongsAfter(readBooks(cut.seen), known, [earlier, ledger])
    if (again.length > 0) wrong.push(`an attempt begun again under its number: ${again.length} (${again[0]})`)
    return problem === null ? wrong : [problem, ...wrong]
  } finally {
    await subject.end('SIGKILL')
  }
}

function wrongsAfter({ integrity, tasks, attempts }: Books, known: Known, [before, after]: [Ledger, Ledger]): string[] {
  const wrong = integrity === 'ok' ? [] : [`integrity: ${integrity}`]
  const again = new Set(after.begun().map((name) => name.split(' ')[0]))
  const done = new Set([...before.ended(), ...after.ended()])
  const say = (what: string, ids: string[]) => {
    if (ids.length > 0) wrong.push(`${what}: ${ids.length} (${ids.slice(0, 3).join(', ')})`)
  }
  const missing = (id: string): boolean => !tasks.has(id)
  say('acknowledged and lost', known.acknowledged.filter(missing))
  const lost = known.completed.filter((id) => tasks.get(id)?.status !== 'succeeded')
  say('completed and lost', lost)
  const ranAgain = known.completed.filter((id) => again.has(id))
  say('completed and run again', ranAgain)
  const names = attempts.flatMap(({ taskId, number, status }) => (status === 'succeeded' ? [`${taskId} ${number}`] : []))
  const undone = names.filter((name) => !done.has(name))
  say('success without a script that did it', undone)
  return wrong
}
