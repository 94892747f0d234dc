import type { PipelineVersion } from '../../../shared/model/pipeline.ts'
import { type Actors, actorOf, withActor } from './actors.ts'
import type { Db } from './db.ts'

/** Without what its runs came to. */
export type StoredPipelineVersion = Omit<PipelineVersion, 'runs' | 'lastRun'>
type Row = Omit<StoredPipelineVersion, 'actor'> & { actor: string }
type WithSource<T> = T & { source: string }

/** The versions of pipelines; they never change. */
export function createPipelineVersions(db: Db, actors: Actors) {
  const columns = `version, note, created_at AS createdAt, ${actorOf('pipeline_version.actor')}`
  const insert = db.prepare(
    'INSERT INTO pipeline_version (pipeline, version, source, note, created_at, actor) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const list = db.prepare(
    `SELECT ${columns} FROM pipeline_version
     WHERE pipeline = :pipeline AND (:before IS NULL OR version < :before) ORDER BY version DESC LIMIT :limit`,
  )
  const one = db.prepare(`SELECT ${columns}, source FROM pipeline_version WHERE pipeline = ? AND version = ?`)
  const newest = db.prepare('SELECT version, source FROM pipeline_version WHERE pipeline = ? ORDER BY version DESC LIMIT 1')

  return {
    insert: (pipeline: number, version: number, given: { source: string; note: string; now: number }): void =>
      void insert.run(pipeline, version, given.source, given.note, given.now, actors.current()),
    list: (pipeline: number, before: number | null, limit: number): StoredPipelineVersion[] =>
      (list.all({ pipeline, before, limit }) as Row[]).map(withActor),
    get(pipeline: number, version: number): WithSource<StoredPipelineVersion> | null {
      const row = one.get(pipeline, version) as WithSource<Row> | undefined
      return row ? withActor(row) : null
    },
    newest: (pipeline: number): { version: number; source: string } | null =>
      (newest.get(pipeline) as { version: number; source: string } | undefined) ?? null,
  }
}
