import type { MaintenanceId, MaintenanceRun } from '../../../shared/model/maintenance.ts'
import type { Db } from './db.ts'

export type Maintenance = ReturnType<typeof createMaintenanceRows>

/** The newest run of each maintenance task. */
export function createMaintenanceRows(db: Db) {
  const all = db.prepare('SELECT task, started_at AS startedAt, ended_at AS endedAt, result, error FROM maintenance')
  const begin = db.prepare(
    `INSERT INTO maintenance (task, started_at) VALUES (:task, :at)
     ON CONFLICT (task) DO UPDATE SET started_at = excluded.started_at, ended_at = NULL, result = NULL, error = NULL`,
  )
  const end = db.prepare('UPDATE maintenance SET ended_at = :endedAt, result = :result, error = :error WHERE task = :task')

  return {
    all: (): ({ task: string } & MaintenanceRun)[] => all.all() as ({ task: string } & MaintenanceRun)[],
    begin: (task: MaintenanceId, at: number): void => void begin.run({ task, at }),
    end: (task: MaintenanceId, run: Omit<MaintenanceRun, 'startedAt'>): void => void end.run({ task, ...run }),
  }
}
