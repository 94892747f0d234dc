import { Conditions, hasConditions, hasPreconditions } from '../../../shared/model/conditions.ts'
import type { Db } from './db.ts'

/** The conditions of the newest version of a job; null if it has none. */
export function createConditionsOf(db: Db) {
  const find = db
    .prepare(
      `SELECT v.spec -> '$.conditions' FROM job j JOIN job_version v ON v.job_id = j.id AND v.version = j.version WHERE j.id = ?`,
    )
    .pluck()
  return (id: string): Conditions | null => {
    const conditions = Conditions.nullable().parse(JSON.parse((find.get(id) as string | null | undefined) ?? 'null'))
    return hasConditions(conditions) || hasPreconditions(conditions) ? conditions : null
  }
}
