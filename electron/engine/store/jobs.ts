import { AppError, missingError, nameTakenError } from '../../../shared/errors.ts'
import {
  type Job,
  type JobDraft,
  type JobVersion,
  type Overlap,
  type Spec,
  type VersionUse,
  withoutCredentials,
} from '../../../shared/model/job.ts'
import type { Organized } from '../../../shared/model/organization.ts'
import type { JobSummary } from '../../../shared/model/run.ts'
import { readSpec, specText } from '../../../shared/model/spec-text.ts'
import { newId } from '../base/ids.ts'
import { type Actors, actorOf, withActor } from './actors.ts'
import type { Db } from './db.ts'
import { createConditionsOf } from './job-conditions.ts'

type JobRow = {
  id: string
  name: string
  enabled: number
  muted: number
  pinned: number
  pause_after: number | null
  version: number
  created_at: number
  updated_at: number
  deleted_at: number | null
  spec: string
}
type SummaryRow = {
  id: string
  name: string
  version: number
  enabled: number
  muted: number
  pinned: number
  kind: Spec['body']['kind']
  preview: string
  updatedAt: number
}

/** A job in a list, without its history. */
export type ListedJob = Omit<JobSummary, 'paused' | 'lastRuns' | 'averageMs' | 'schedule' | 'trigger' | keyof Organized>

export type Jobs = ReturnType<typeof createJobs>

const columns =
  'j.id, j.name, j.enabled, j.muted, j.pinned, j.pause_after, j.version, j.created_at, j.updated_at, j.deleted_at, v.spec'
const joined = `SELECT ${columns} FROM job j JOIN job_version v ON v.job_id = j.id AND v.version = j.version`

const summaryColumns = `j.id, j.name, j.version, j.enabled, j.muted, j.pinned, v.kind, v.preview, j.updated_at AS updatedAt`
const summaryTables = 'FROM job j JOIN job_version v ON v.job_id = j.id AND v.version = j.version'

/** A version without what its runs came to. */
export type StoredVersion = Omit<JobVersion, keyof VersionUse>
type VersionRow = Omit<StoredVersion, 'actor'> & { actor: string }

export function createJobs(db: Db, actors: Actors) {
  const byId = db.prepare(`${joined} WHERE j.id = ?`)
  const byName = db.prepare(`${joined} WHERE j.name = ? AND j.deleted_at IS NULL`)
  const insert = db.prepare(
    `INSERT INTO job (id, name, enabled, muted, pinned, pause_after, version, created_at, updated_at)
     VALUES (:id, :name, :enabled, :muted, :pinned, :pauseAfter, 1, :now, :now)`,
  )
  const insertVersion = db.prepare(
    `INSERT INTO job_version (job_id, version, note, kind, preview, spec, created_at, actor)
     VALUES (:id, :version, :note, :kind, :preview, :spec, :now, :actor)`,
  )
  const update = db.prepare(
    `UPDATE job SET name = :name, enabled = :enabled, muted = :muted, pinned = :pinned, pause_after = :pauseAfter,
       version = :version, updated_at = :now WHERE id = :id`,
  )
  const setDeleted = db.prepare('UPDATE job SET deleted_at = :deletedAt, updated_at = :now WHERE id = :id')
  const list = db.prepare(
    `SELECT ${summaryColumns} ${summaryTables}
     WHERE j.deleted_at IS NULL AND (:cursor IS NULL OR j.name > :cursor)
     ORDER BY j.name LIMIT :limit`,
  )
  const gone = createDeletedJobs(db)
  const pinned = db.prepare(
    'SELECT id, name FROM job WHERE pinned = 1 AND enabled = 1 AND deleted_at IS NULL ORDER BY name LIMIT ?',
  )
  const named = db.prepare('SELECT id, name FROM job WHERE id = ? AND enabled = 1 AND deleted_at IS NULL')
  const names = db.prepare('SELECT id, name FROM job')
  const count = db.prepare('SELECT count(*) FROM job WHERE deleted_at IS NULL').pluck()
  const versionColumns = `version, note, kind, preview, created_at AS createdAt, ${actorOf('job_version.actor')}`
  const versions = db.prepare(
    `SELECT ${versionColumns} FROM job_version
     WHERE job_id = :id AND (:before IS NULL OR version < :before) ORDER BY version DESC LIMIT :limit`,
  )
  const version = db.prepare(`SELECT ${versionColumns}, spec FROM job_version WHERE job_id = ? AND version = ?`)
  const specOf = db.prepare('SELECT spec FROM job_version WHERE job_id = ? AND version = ?').pluck()

  const fromRow = (row: JobRow): Job => ({
    ...readSpec(row.spec),
    id: row.id,
    name: row.name,
    enabled: row.enabled === 1,
    muted: row.muted === 1,
    pinned: row.pinned === 1,
    pauseAfter: row.pause_after,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  })

  /** A job by id or name, unless it was deleted. */
  function seek(ref: string): Job | null {
    const row = (byId.get(ref) ?? byName.get(ref)) as JobRow | undefined
    return row && row.deleted_at === null ? fromRow(row) : null
  }

  /** A job by id or name. Throws not-found. */
  function find(ref: string): Job {
    const job = seek(ref)
    if (job) return job
    const deleted = (byId.get(ref) ?? gone.named(ref)) as JobRow | undefined
    throw missingError('job', ref, deleted?.name ?? null)
  }

  function requireFreeName(name: string, ownId: string | null): void {
    const other = byName.get(name) as JobRow | undefined
    if (other && other.id !== ownId) throw nameTakenError(`There is already a job named "${other.name}". Choose another name.`)
  }

  function addVersion(id: string, version: number, spec: string, draft: JobDraft, note: string, now: number): void {
    const facts = { kind: draft.body.kind, preview: previewOf(draft), actor: actors.current() }
    insertVersion.run({ id, version, spec, note, now, ...facts })
  }

  return {
    find,
    seek,
    exists(id: string): boolean {
      const row = byId.get(id) as JobRow | undefined
      return row !== undefined && row.deleted_at === null
    },
    nameIsFree: (name: string): boolean => byName.get(name) === undefined,
    create(draft: JobDraft, now: number, note = ''): Job {
      requireFreeName(draft.name, null)
      const id = newId(now)
      insert.run({ id, ...facts(draft), now })
      addVersion(id, 1, specText(draft), draft, note, now)
      return find(id)
    },
    /** A change of the spec makes a new version; a change of its name or state does not. */
    update(id: string, draft: JobDraft, now: number, note = ''): Job {
      requireFreeName(draft.name, id)
      const before = byId.get(id) as JobRow
      const spec = specText(draft)
      const version = spec === specText(readSpec(before.spec)) ? before.version : before.version + 1
      if (version !== before.version) addVersion(id, version, spec, draft, note, now)
      // Always later than before, because it identifies a state of the job.
      update.run({ id, ...facts(draft), version, now: Math.max(now, before.updated_at + 1) })
      return find(id)
    },
    remove: (id: string, now: number): void => void setDeleted.run({ id, deletedAt: now, now }),
    /**
     * Restores a deleted job by its id, or the one that was deleted last by its name. Throws not-found if there is none, and
     * name-taken if another job has its name.
     */
    restore(ref: string, now: number): Job {
      const row = (byId.get(ref) ?? gone.named(ref)) as JobRow | undefined
      if (!row) throw new AppError('not-found', `There is no deleted job "${ref}".`)
      requireFreeName(row.name, row.id)
      setDeleted.run({ id: row.id, deletedAt: null, now })
      return find(row.id)
    },
    deleted: gone.list,
    list: (filter: { cursor: string | null; limit: number }): ListedJob[] => (list.all(filter) as SummaryRow[]).map(switches),
    /** Jobs that are always in the tray's menu, and can be run. */
    pinned: (limit: number): { id: string; name: string }[] => pinned.all(limit) as { id: string; name: string }[],
    /** A job that can be run; null if it is gone. */
    named: (id: string): { id: string; name: string } | null =>
      (named.get(id) as { id: string; name: string } | undefined) ?? null,
    /** Of all jobs, deleted ones too. */
    names: (): { id: string; name: string }[] => names.all() as { id: string; name: string }[],
    count: (): number => count.get() as number,
    conditions: createConditionsOf(db),
    /** The concurrency policy of its newest version. */
    overlap: (id: string): Overlap => readSpec((byId.get(id) as JobRow).spec).overlap,
    versions: (id: string, before: number | null, limit: number): StoredVersion[] =>
      (versions.all({ id, before, limit }) as VersionRow[]).map(withActor),
    /** Throws not-found. */
    version(id: string, n: number): StoredVersion & { spec: Spec } {
      const row = version.get(id, n) as (VersionRow & { spec: string }) | undefined
      if (!row) throw new AppError('not-found', `This job has no version ${n}.`)
      return { ...withActor(row), spec: readSpec(row.spec) }
    },
    spec: (id: string, version: number): Spec => readSpec(specOf.get(id, version) as string),
  }
}

function createDeletedJobs(db: Db) {
  const named = db.prepare(`${joined} WHERE j.name = ? AND j.deleted_at IS NOT NULL ORDER BY j.deleted_at DESC LIMIT 1`)
  const list = db.prepare(
    `SELECT ${summaryColumns}, j.deleted_at AS deletedAt ${summaryTables}
     WHERE j.deleted_at IS NOT NULL AND (:at IS NULL OR (j.deleted_at, j.id) < (:at, :id))
     ORDER BY j.deleted_at DESC, j.id DESC LIMIT :limit`,
  )
  return {
    /** The job of that name that was deleted last. */
    named: (name: string): unknown => named.get(name),
    /** Last deleted first. */
    list(filter: { cursor: string | null; limit: number }): (ListedJob & { deletedAt: number })[] {
      const [at = null, id = null] = filter.cursor?.split(' ') ?? []
      const rows = list.all({ at: at === null ? null : Number(at), id, limit: filter.limit })
      return (rows as (SummaryRow & { deletedAt: number })[]).map(switches)
    },
  }
}

const switches = <Row extends SummaryRow>(row: Row) => ({
  ...row,
  enabled: row.enabled === 1,
  muted: row.muted === 1,
  pinned: row.pinned === 1,
})

const facts = ({ name, enabled, muted, pinned, pauseAfter }: JobDraft) => ({
  pauseAfter,
  name,
  enabled: Number(enabled),
  muted: Number(muted),
  pinned: Number(pinned),
})

export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** The text that distinguishes a job in a list: its command, without the interpreter. */
export function previewOf({ body }: Pick<Spec, 'body'>): string {
  if (body.kind === 'http') return `${body.method} ${withoutCredentials(body.url)}`.slice(0, 200)
  if (body.kind === 'builtin') return body.name
  if (body.kind === 'flow') return body.version === undefined ? body.flow : `${body.flow}, version ${body.version}`
  if (body.kind === 'pipeline') return body.version === undefined ? body.pipeline : `${body.pipeline}, version ${body.version}`
  if (body.kind === 'command') return [body.command, ...body.args].map(quoted).join(' ').slice(0, 200)
  const line = body.script.split('\n', 200).find((text) => text.trim() !== '' && !/^(#|set -)/.test(text))
  return (line ?? '').trim().slice(0, 200)
}

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)
