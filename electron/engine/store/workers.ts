import { type WaitingService, workerSilenceMs } from '../../../shared/model/worker.ts'
import type { Db } from './db.ts'

export type WorkerRow = { id: string; url: string; services: string[]; type: 'http' | 'async'; seenAt: number }
export type ServiceTask = { task: number; service: string; mode: 'push' | 'pull'; worker: string | null; until: number | null }

/** The most workers whose runs a filter can name. */
const mostNames = 2_000

export type Workers = ReturnType<typeof createWorkers>

/** Registered workers, and tasks that wait for a service or are done by a worker that fetched them. */
export function createWorkers(db: Db) {
  const put = db.prepare(
    `INSERT INTO worker (id, url, services, type, seen_at) VALUES (:id, :url, :services, :type, :seenAt)
     ON CONFLICT (id) DO UPDATE SET url = excluded.url, services = excluded.services, type = excluded.type, seen_at = excluded.seen_at`,
  )
  const remove = db.prepare('DELETE FROM worker WHERE id = ?')
  const list = db.prepare('SELECT id, url, services, type, seen_at AS seenAt FROM worker ORDER BY id')
  const add = db.prepare('INSERT OR REPLACE INTO service_task (task, service, mode, worker, until) VALUES (?, ?, ?, NULL, ?)')
  const columns = 'task, service, mode, worker, until'
  const of = db.prepare(`SELECT ${columns} FROM service_task WHERE task = ?`)
  const next = db
    .prepare(
      `SELECT s.task FROM service_task s JOIN task t ON t.seq = s.task
       WHERE s.service = ? AND s.mode = ? AND s.worker IS NULL AND t.stage = 'held' ORDER BY s.task LIMIT ?`,
    )
    .pluck()
  const nextService = db.prepare(
    `SELECT service, mode FROM service_task WHERE worker IS NULL AND (service, mode) > (?, ?) ORDER BY service, mode, task LIMIT 1`,
  )
  const heldFor = `FROM service_task s CROSS JOIN task t ON t.seq = s.task
    WHERE s.worker IS NULL AND s.service = :service AND s.mode = :mode AND t.stage = 'held'`
  const since = db.prepare(`SELECT t.created_at ${heldFor} ORDER BY s.task LIMIT 1`).pluck()
  const countHeld = db.prepare(`SELECT count(*) FROM (SELECT 1 ${heldFor} LIMIT :limit)`).pluck()
  const give = db.prepare('UPDATE service_task SET worker = ?, until = NULL WHERE task = ?')
  const record = db.prepare('INSERT OR IGNORE INTO worker_run (worker, run) SELECT ?, run FROM task WHERE seq = ?')
  const nextName = db.prepare('SELECT worker FROM worker_run WHERE worker > ? ORDER BY worker LIMIT 1').pluck()
  const ofRuns = db.prepare('SELECT run, worker FROM worker_run WHERE run >= ? ORDER BY run LIMIT ?')
  const setUntil = db.prepare('UPDATE service_task SET until = ? WHERE task = ?')
  const heldBy = db.prepare('SELECT task FROM service_task WHERE worker = ? ORDER BY task').pluck()
  const due = db.prepare(`SELECT ${columns} FROM service_task WHERE until IS NOT NULL AND until <= ? ORDER BY until LIMIT ?`)
  const boundSeen = db.prepare('UPDATE worker SET seen_at = :now WHERE seen_at > :now')
  const boundLeases = db.prepare(
    `UPDATE task SET lease_until = :until WHERE status = 'running' AND lease_until > :until
       AND seq IN (SELECT task FROM service_task WHERE worker IS NOT NULL)`,
  )
  const bringNearer = db.prepare('UPDATE service_task SET until = until - :ms WHERE until IS NOT NULL')
  const nextDue = db.prepare('SELECT until FROM service_task WHERE until IS NOT NULL ORDER BY until LIMIT 1').pluck()

  const listed = (): WorkerRow[] =>
    (list.all() as (Omit<WorkerRow, 'services'> & { services: string })[]).map((row) => ({
      ...row,
      services: JSON.parse(row.services) as string[],
    }))

  return {
    put: (worker: WorkerRow): void => void put.run({ ...worker, services: JSON.stringify(worker.services) }),
    remove: (id: string): void => void remove.run(id),
    /** After the clock was set back: no worker was seen in the future, no lease of a worker and no wait for one lasts longer. */
    bound(now: number, until: number, ms: number): void {
      boundSeen.run({ now })
      boundLeases.run({ until })
      bringNearer.run({ ms })
    },
    list: listed,
    /** Workers that offer a service and sent a recent heartbeat. */
    offering: (service: string, type: WorkerRow['type'], now: number): WorkerRow[] =>
      listed().filter((row) => row.type === type && row.seenAt > now - workerSilenceMs && row.services.includes(service)),
    /** A task waits for a worker that offers its service, until a time. */
    addTask: (task: number, service: string, mode: 'push' | 'pull', until: number): void =>
      void add.run(task, service, mode, until),
    task: (task: number): ServiceTask | null => (of.get(task) as ServiceTask | undefined) ?? null,
    /** The tasks that have waited longest for a service. */
    waiting: (service: string, mode: 'push' | 'pull', limit: number): number[] => next.all(service, mode, limit) as number[],
    /** Services by name, each with its number of waiting tasks, up to a limit. */
    waitingServices(services: number, limit: number): WaitingService[] {
      const found: WaitingService[] = []
      let at = nextService.get('', '') as Pick<WaitingService, 'service' | 'mode'> | undefined
      for (; at && found.length < services; at = nextService.get(at.service, at.mode) as typeof at) {
        const first = since.get(at) as number | undefined
        if (first !== undefined) found.push({ ...at, count: countHeld.get({ ...at, limit }) as number, since: first })
      }
      return found
    },
    give(task: number, worker: string | null): void {
      give.run(worker, task)
      if (worker !== null) record.run(worker, task)
    },
    /** The worker executed the task. */
    record: (task: number, worker: string): void => void record.run(worker, task),
    /** Workers that are registered, or executed a task of a run that is stored. */
    names(): string[] {
      const names = new Set(listed().map(({ id }) => id))
      for (let name = ''; names.size < mostNames; ) {
        const next = nextName.get(name) as string | undefined
        if (next === undefined) break
        names.add((name = next))
      }
      return [...names].sort()
    },
    /** Which workers executed tasks of the runs from a number on. */
    ofRuns: (from: number, limit: number): { run: number; worker: string }[] =>
      ofRuns.all(from, limit) as { run: number; worker: string }[],
    setUntil: (task: number, until: number | null): void => void setUntil.run(until, task),
    heldBy: (worker: string): number[] => heldBy.all(worker) as number[],
    due: (now: number, limit: number): ServiceTask[] => due.all(now, limit) as ServiceTask[],
    nextDue: (): number | null => (nextDue.get() as number | undefined) ?? null,
  }
}
