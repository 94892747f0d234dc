import type { Db } from './db.ts'

/** `canStart`: an enabled job, or a flow that was published. */
export type DefinitionName = { kind: 'job' | 'flow' | 'pipeline'; id: string; name: string; canStart: boolean }

/** The names of all jobs, flows and pipelines. */
export function createDefinitionNames(db: Db) {
  const names = db.prepare(
    `SELECT 'job' AS kind, id, name, enabled AS canStart FROM job WHERE deleted_at IS NULL
     UNION ALL SELECT 'flow', id, name, EXISTS (SELECT 1 FROM flow_version v WHERE v.flow = flow.number) FROM flow WHERE deleted_at IS NULL
     UNION ALL SELECT 'pipeline', id, name, 1 FROM pipeline WHERE deleted_at IS NULL`,
  )
  return {
    all: (): DefinitionName[] =>
      (names.all() as (Omit<DefinitionName, 'canStart'> & { canStart: number })[]).map((row) => ({
        ...row,
        canStart: row.canStart === 1,
      })),
  }
}
