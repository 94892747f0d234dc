import type { Db } from './db.ts'

/** `canStart`: an enabled job, or a flow that was published. */
export type DefinitionName = { kind: 'job' | 'flow' | 'pipeline'; id: string; name: string; canStart: boolean }

/** The names of all jobs, flows and pipelines. */
export function createDefinitionNames(db: Db) {
  const all = `SELECT 'job' AS kind, id, name, enabled AS canStart FROM job WHERE deleted_at IS NULL
     UNION ALL SELECT 'flow', id, name, EXISTS (SELECT 1 FROM flow_version v WHERE v.flow = flow.number) FROM flow WHERE deleted_at IS NULL
     UNION ALL SELECT 'pipeline', id, name, 1 FROM pipeline WHERE deleted_at IS NULL`
  const names = db.prepare(all)
  const one = db.prepare(`SELECT * FROM (${all}) WHERE kind = ? AND id = ?`)
  return {
    all: (): DefinitionName[] => (names.all() as Row[]).map(fromRow),
    /** Null: it was deleted. */
    get(kind: DefinitionName['kind'], id: string): DefinitionName | null {
      const row = one.get(kind, id) as Row | undefined
      return row ? fromRow(row) : null
    },
  }
}

type Row = Omit<DefinitionName, 'canStart'> & { canStart: number }

const fromRow = (row: Row): DefinitionName => ({ ...row, canStart: row.canStart === 1 })
