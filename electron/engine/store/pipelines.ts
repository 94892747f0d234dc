import { missingError } from '../../../shared/errors.ts'
import type { Pipeline, PipelineSummary } from '../../../shared/model/pipeline.ts'
import { newId } from '../base/ids.ts'
import type { Db } from './db.ts'

type Row = Pipeline & { number: number }
export type Stopping = 'failed' | 'stopped'
export type PipelineRunRow = {
  run: number
  pipeline: number
  version: number | null
  name: string
  path: string | null
  manifest: string
  parallel: number | null
  forced: 0 | 1
  keepsGoing: 0 | 1
  stopping: Stopping | null
  /** The problem of the whole run. */
  problem: string | null
}

const columns = `p.number, p.id, p.name, p.path, p.created_at AS createdAt, p.updated_at AS updatedAt,
  coalesce((SELECT max(v.version) FROM pipeline_version v WHERE v.pipeline = p.number), 1) AS version`

export type Pipelines = ReturnType<typeof createPipelines>

/** Pipelines with their manifests, and the options of their runs. */
export function createPipelines(db: Db) {
  const insert = db.prepare('INSERT INTO pipeline (id, name, source, path, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)')
  const byId = db.prepare(`SELECT ${columns} FROM pipeline p WHERE p.id = ? AND p.deleted_at IS NULL`)
  const byName = db.prepare(`SELECT ${columns} FROM pipeline p WHERE p.name = ? AND p.deleted_at IS NULL`)
  const byPath = db.prepare(`SELECT ${columns} FROM pipeline p WHERE p.path = ? AND p.deleted_at IS NULL`)
  const byNumber = db.prepare(`SELECT ${columns} FROM pipeline p WHERE p.number = ?`)
  const list = db.prepare(
    `SELECT ${columns} FROM pipeline p WHERE p.deleted_at IS NULL AND p.name > :after ORDER BY p.name LIMIT :limit`,
  )
  const names = db.prepare('SELECT number, id, name FROM pipeline')
  const count = db.prepare('SELECT count(*) FROM pipeline WHERE deleted_at IS NULL').pluck()
  const source = db.prepare('SELECT source FROM pipeline WHERE number = ?').pluck()
  const update = db.prepare('UPDATE pipeline SET name = ?, source = ?, updated_at = ? WHERE number = ?')
  const remove = db.prepare('UPDATE pipeline SET deleted_at = ? WHERE number = ?')
  const restore = db.prepare('UPDATE pipeline SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL')
  const deleted = db.prepare(`SELECT ${columns} FROM pipeline p WHERE p.id = ? AND p.deleted_at IS NOT NULL`)
  const lastRuns = db.prepare(
    `SELECT r.id, r.number, r.status, r.reason, r.started_at AS startedAt, r.ended_at AS endedAt
     FROM pipeline_run x JOIN run r ON r.number = x.run WHERE x.pipeline = ? ORDER BY x.run DESC LIMIT ?`,
  )
  const keepManifest = db.prepare('INSERT OR IGNORE INTO manifest (hash, source) VALUES (?, ?)')
  const manifest = db.prepare('SELECT source FROM manifest WHERE hash = ?').pluck()
  const insertRun = db.prepare(
    'INSERT INTO pipeline_run (run, pipeline, version, manifest, parallel, forced, keeps_going) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const run = db.prepare(
    `SELECT x.run, x.pipeline, x.version, p.name, p.path, x.manifest, x.parallel, x.forced, x.keeps_going AS keepsGoing, x.stopping, x.problem
     FROM pipeline_run x JOIN pipeline p ON p.number = x.pipeline WHERE x.run = ?`,
  )
  const stop = db.prepare(
    `UPDATE pipeline_run SET stopping = ?, problem = ? WHERE run = ? AND (stopping IS NULL OR stopping = 'failed')`,
  )
  const live = db
    .prepare(`SELECT x.run FROM run r JOIN pipeline_run x ON x.run = r.number WHERE r.status = 'running' ORDER BY r.number`)
    .pluck()
  const addInput = db.prepare('INSERT INTO run_input (run, name, object) VALUES (?, ?, ?)')
  const inputs = db.prepare(
    `SELECT i.name, i.object AS hash, b.size FROM run_input i JOIN object b ON b.hash = i.object
     WHERE i.run = ? AND i.name > ? ORDER BY i.name LIMIT ?`,
  )
  const hasInput = db.prepare('SELECT 1 FROM run_input WHERE run = ? AND name = ?').pluck()

  const seek = (ref: string): Row | null => ((byId.get(ref) ?? byName.get(ref)) as Row | undefined) ?? null

  return {
    /** By id or name. Throws not-found. */
    find(ref: string): Row {
      const row = seek(ref)
      if (!row) throw missingError('pipeline', ref, (deleted.get(ref) as Row | undefined)?.name ?? null)
      return row
    },
    seek,
    ofFile: (path: string): Row | null => (byPath.get(path) as Row | undefined) ?? null,
    get: (number: number): Row | null => (byNumber.get(number) as Row | undefined) ?? null,
    list: (filter: { after: string; limit: number }): Row[] => list.all(filter) as Row[],
    /** Of all pipelines, deleted ones too. */
    names: (): { number: number; id: string; name: string }[] => names.all() as { number: number; id: string; name: string }[],
    count: (): number => count.get() as number,
    source: (number: number): string => source.get(number) as string,
    create(name: string, text: string, path: string | null, now: number): Row {
      const { lastInsertRowid } = insert.run(newId(now), name, text, path, now, now)
      return byNumber.get(lastInsertRowid) as Row
    },
    update: (number: number, name: string, text: string, now: number): void => void update.run(name, text, now, number),
    remove: (number: number, now: number): void => void remove.run(now, number),
    /** False: there is no such pipeline, or it is not deleted. */
    restore: (id: string): boolean => restore.run(id).changes === 1,
    deleted: (id: string): Row | null => (deleted.get(id) as Row | undefined) ?? null,
    lastRuns: (pipeline: number, limit: number): PipelineSummary['lastRuns'] =>
      lastRuns.all(pipeline, limit) as PipelineSummary['lastRuns'],
    keepManifest: (hash: string, text: string): void => void keepManifest.run(hash, text),
    manifest: (hash: string): string => manifest.get(hash) as string,
    insertRun: (
      facts: Pick<PipelineRunRow, 'run' | 'pipeline' | 'version' | 'manifest' | 'parallel'> & {
        forced: boolean
        keepsGoing: boolean
      },
    ): void =>
      void insertRun.run(
        facts.run,
        facts.pipeline,
        facts.version,
        facts.manifest,
        facts.parallel,
        Number(facts.forced),
        Number(facts.keepsGoing),
      ),
    run: (number: number): PipelineRunRow | null => (run.get(number) as PipelineRunRow | undefined) ?? null,
    /** Nothing new starts from now on. A stop by a person outweighs a failure. */
    stop: (number: number, why: Stopping, problem: string | null): void => void stop.run(why, problem, number),
    /** Runs that have not ended. */
    live: (): number[] => live.all() as number[],
    addInput: (number: number, name: string, hash: string): void => void addInput.run(number, name, hash),
    inputs: (number: number, after: string, limit: number): { name: string; hash: string; size: number }[] =>
      inputs.all(number, after, limit) as { name: string; hash: string; size: number }[],
    hasInput: (number: number, name: string): boolean => hasInput.get(number, name) === 1,
  }
}
