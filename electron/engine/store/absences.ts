import type { Absence } from '../../../shared/model/schedule.ts'
import type { Db } from './db.ts'

/** Stored among the settings, though no person sets it. */
const aliveKey = 'aliveAt'

/** Stretches when nothing could start, and the last sign of an engine. */
export function createAbsences(db: Db) {
  const putAbsence = db.prepare(
    'INSERT INTO absence (from_at, to_at, kind) VALUES (?, ?, ?) ON CONFLICT (from_at) DO UPDATE SET to_at = max(to_at, excluded.to_at)',
  )
  const absences = db.prepare(
    'SELECT from_at AS "from", to_at AS "to", kind FROM absence WHERE from_at <= ? AND to_at >= ? ORDER BY from_at DESC LIMIT ?',
  )
  const pruneAbsences = db.prepare('DELETE FROM absence WHERE to_at < ?')
  const lastEvent = db.prepare('SELECT at FROM event ORDER BY seq DESC LIMIT 1').pluck()
  const getAlive = db.prepare('SELECT value FROM setting WHERE key = ?').pluck()
  const putAlive = db.prepare(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )

  return {
    noteAbsence: ({ from, to, kind }: Absence): void => void putAbsence.run(from, to, kind),
    absencesBetween: (from: number, to: number, limit: number): Absence[] => absences.all(to, from, limit) as Absence[],
    pruneAbsences: (before: number): void => void pruneAbsences.run(before),
    /** When an engine last recorded that it was up, or did something. */
    aliveAt: (): number | null => {
      const said = getAlive.get(aliveKey) as string | undefined
      return said === undefined ? null : Math.max(Number(said), (lastEvent.get() as number | undefined) ?? 0)
    },
    /** When an engine last recorded that it was up. */
    saidAt: (): number | null => {
      const said = getAlive.get(aliveKey) as string | undefined
      return said === undefined ? null : Number(said)
    },
    stayAlive: (now: number): void => void putAlive.run(aliveKey, String(now)),
  }
}
