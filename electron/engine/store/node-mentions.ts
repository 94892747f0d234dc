import type { Db } from './db.ts'

export type Mention = { name: string; text: string }

const mostRead = 200

/** Jobs and flows whose text has two words: the name of a flow, and the key of one of its nodes. */
export function createNodeMentions(db: Db) {
  const jobs = db.prepare(
    `SELECT j.name, v.spec AS text FROM job j JOIN job_version v ON v.job_id = j.id AND v.version = j.version
     WHERE j.deleted_at IS NULL AND instr(v.spec, :key) > 0 AND instr(v.spec, :name) > 0 ORDER BY j.name LIMIT ${mostRead}`,
  )
  const flows = db.prepare(
    `SELECT name, draft AS text FROM flow
     WHERE deleted_at IS NULL AND number <> :flow AND instr(draft, :key) > 0 AND instr(draft, :name) > 0
     ORDER BY name LIMIT ${mostRead}`,
  )

  return {
    jobs: (key: string, name: string): Mention[] => jobs.all({ key, name }) as Mention[],
    /** All but the flow itself. */
    flows: (flow: number, key: string, name: string): Mention[] => flows.all({ flow, key, name }) as Mention[],
  }
}
