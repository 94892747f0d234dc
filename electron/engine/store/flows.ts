import { AppError, missingError } from '../../../shared/errors.ts'
import type { Definition } from '../../../shared/flow/definition.ts'
import type { Flow, FlowSummary, FlowVersion } from '../../../shared/model/flow.ts'
import { newId } from '../base/ids.ts'
import { type Actors, actorOf, withActor } from './actors.ts'
import type { Db } from './db.ts'

type Row = Flow & { number: number }

const columns = `f.number, f.id, f.name, f.description, f.created_at AS createdAt, f.updated_at AS updatedAt,
  (SELECT max(v.version) FROM flow_version v WHERE v.flow = f.number) AS version`

/** Recently parsed definitions: runs of the same version share one. */
const parsedAtMost = 200

export type Flows = ReturnType<typeof createFlows>

/** Flows, their versions, and the graphs of those: each stored once, by the hash of its meaning. */
type VersionRow = Omit<FlowVersion, 'actor'> & { actor: string }

export function createFlows(db: Db, actors: Actors) {
  const insert = db.prepare('INSERT INTO flow (id, name, description, draft, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)')
  const byId = db.prepare(`SELECT ${columns} FROM flow f WHERE f.id = ? AND f.deleted_at IS NULL`)
  const byName = db.prepare(`SELECT ${columns} FROM flow f WHERE f.name = ? AND f.deleted_at IS NULL`)
  const byNumber = db.prepare(`SELECT ${columns} FROM flow f WHERE f.number = ?`)
  const list = db.prepare(
    `SELECT ${columns} FROM flow f WHERE f.deleted_at IS NULL AND f.name > :after ORDER BY f.name LIMIT :limit`,
  )
  const names = db.prepare('SELECT number, id, name FROM flow')
  const count = db.prepare('SELECT count(*) FROM flow WHERE deleted_at IS NULL').pluck()
  const draftOf = db.prepare('SELECT draft FROM flow WHERE number = ?').pluck()
  const update = db.prepare('UPDATE flow SET name = ?, description = ?, draft = ?, updated_at = ? WHERE number = ?')
  const remove = db.prepare('UPDATE flow SET deleted_at = ? WHERE number = ?')
  const restore = db.prepare('UPDATE flow SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL')
  const deletedName = db.prepare('SELECT name FROM flow WHERE id = ? AND deleted_at IS NOT NULL').pluck()
  const keepDefinition = db.prepare('INSERT OR IGNORE INTO flow_definition (hash, definition) VALUES (?, ?)')
  const definitionOf = db.prepare('SELECT definition FROM flow_definition WHERE hash = ?').pluck()
  const insertVersion = db.prepare(
    'INSERT INTO flow_version (flow, version, definition, source, note, published_at, actor) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const versionColumns = `version, definition AS hash, note, published_at AS publishedAt, ${actorOf('flow_version.actor')}`
  const versions = db.prepare(`SELECT ${versionColumns} FROM flow_version
     WHERE flow = :flow AND (:before IS NULL OR version < :before) ORDER BY version DESC LIMIT :limit`)
  const version = db.prepare(`SELECT ${versionColumns}, source FROM flow_version WHERE flow = ? AND version = ?`)
  const lastRuns = db.prepare(
    `SELECT r.id, r.number, r.status, r.reason, r.started_at AS startedAt, r.ended_at AS endedAt
     FROM flow_run x JOIN run r ON r.number = x.run WHERE x.flow = ? ORDER BY x.run DESC LIMIT ?`,
  )
  const openRuns = db
    .prepare(
      'SELECT count(*) FROM (SELECT 1 FROM flow_run x JOIN run r ON r.number = x.run WHERE x.flow = ? AND r.ended_at IS NULL LIMIT 1000)',
    )
    .pluck()
  const parsed = new Map<string, Definition>()

  function definition(hash: string): Definition {
    let known = parsed.get(hash)
    if (!known) {
      const text = definitionOf.get(hash) as string | undefined
      if (text === undefined) throw new AppError('internal', `The definition ${hash} is missing from the database.`)
      known = JSON.parse(text) as Definition
      if (parsed.size >= parsedAtMost) parsed.delete(parsed.keys().next().value ?? '')
      parsed.set(hash, known)
    }
    return known
  }

  function versionOf(flow: number, number: number): (FlowVersion & { source: string }) | null {
    const row = version.get(flow, number) as (VersionRow & { source: string }) | undefined
    return row ? withActor(row) : null
  }

  const seek = (ref: string): Row | null => ((byId.get(ref) ?? byName.get(ref)) as Row | undefined) ?? null

  return {
    /** By id or name. Throws not-found. */
    find(ref: string): Row {
      const row = seek(ref)
      if (!row) throw missingError('flow', ref, (deletedName.get(ref) as string | undefined) ?? null)
      return row
    },
    seek,
    get: (number: number): Row | null => (byNumber.get(number) as Row | undefined) ?? null,
    list: (filter: { after: string; limit: number }): Row[] => list.all(filter) as Row[],
    /** Of all flows, deleted ones too. */
    names: (): { number: number; id: string; name: string }[] => names.all() as { number: number; id: string; name: string }[],
    count: (): number => count.get() as number,
    draft: (number: number): string => draftOf.get(number) as string,
    create(name: string, description: string, draft: string, now: number): Row {
      const { lastInsertRowid } = insert.run(newId(now), name, description, draft, now, now)
      return byNumber.get(lastInsertRowid) as Row
    },
    update: (flow: Pick<Row, 'number' | 'name' | 'description'>, draft: string, now: number): void =>
      void update.run(flow.name, flow.description, draft, now, flow.number),
    remove: (number: number, now: number): void => void remove.run(now, number),
    /** False: there is no such flow, or it is not deleted. */
    restore: (id: string): boolean => restore.run(id).changes === 1,
    keepDefinition: (hash: string, text: string): void => void keepDefinition.run(hash, text),
    definition,
    publish: (flow: number, given: Omit<FlowVersion, 'actor'> & { source: string }): FlowVersion & { source: string } => {
      const { version: number, hash, note, publishedAt, source } = given
      insertVersion.run(flow, number, hash, source, note, publishedAt, actors.current())
      return versionOf(flow, number) as FlowVersion & { source: string }
    },
    /** Newest first. */
    versions: (flow: number, limit: number, before: number | null = null): FlowVersion[] =>
      (versions.all({ flow, before, limit }) as VersionRow[]).map(withActor),
    version: versionOf,
    lastRuns: (flow: number, limit: number): FlowSummary['lastRuns'] => lastRuns.all(flow, limit) as FlowSummary['lastRuns'],
    openRuns: (flow: number): number => openRuns.get(flow) as number,
  }
}
