import type { ActivityItem } from '../../../shared/model/definition-activity.ts'
import type { DefinitionRef } from '../../../shared/model/overview.ts'
import { actorOf, readActor } from './actors.ts'
import type { Db } from './db.ts'

type Kind = DefinitionRef['kind']
/** What a list shows of a source, with its place in that source: larger is newer. */
export type PlacedItem = { place: number; item: ActivityItem }

type EventRow = { seq: number; at: number; type: string; data: string; actor: string }
type VersionRow = { version: number; note: string; at: number; actor: string }
type AlertRow = Omit<Extract<ActivityItem, { kind: 'alert' }>, 'kind'> & { number: number }

/** What happened to one definition, newest first, each source by itself. */
export function createDefinitionActivity(db: Db) {
  const events = db.prepare(
    `SELECT seq, at, type, data, ${actorOf('event.actor')} FROM event
     WHERE id = :id AND seq < :before AND noun IN ('job', 'flow', 'pipeline')
       AND type IN ('definition-changed', 'created', 'deleted', 'restored')
     ORDER BY seq DESC LIMIT :limit`,
  )
  const jobVersions = db.prepare(
    `SELECT version, note, created_at AS at, ${actorOf('job_version.actor')} FROM job_version
     WHERE job_id = :id AND version < :before ORDER BY version DESC LIMIT :limit`,
  )
  const flowVersions = db.prepare(
    `SELECT version, note, published_at AS at, ${actorOf('flow_version.actor')} FROM flow_version
     WHERE flow = (SELECT number FROM flow WHERE id = :id) AND version < :before ORDER BY version DESC LIMIT :limit`,
  )
  const pipelineVersions = db.prepare(
    `SELECT version, note, created_at AS at, ${actorOf('pipeline_version.actor')} FROM pipeline_version
     WHERE pipeline = (SELECT number FROM pipeline WHERE id = :id) AND version < :before ORDER BY version DESC LIMIT :limit`,
  )
  const versionsOf = { job: jobVersions, flow: flowVersions, pipeline: pipelineVersions }
  const alerts = db.prepare(
    `SELECT number, id, first_at AS at, count, first_run AS firstRun, last_run AS lastRun, resolved_at AS resolvedAt FROM alert
     WHERE subject_kind = :kind AND subject = :id AND number < :before ORDER BY number DESC LIMIT :limit`,
  )

  return {
    events: (id: string, before: number, limit: number): PlacedItem[] =>
      (events.all({ id, before, limit }) as EventRow[]).map((row) => ({ place: row.seq, item: itemOfEvent(row) })),
    versions(kind: Kind, id: string, before: number, limit: number): PlacedItem[] {
      const rows = versionsOf[kind].all({ id, before, limit }) as VersionRow[]
      return rows.map(({ version, note, at, actor }) => ({
        place: version,
        item: { kind: 'version', id: `v${version}`, at, actor: readActor(actor), version, note },
      }))
    },
    alerts: (kind: Kind, id: string, before: number, limit: number): PlacedItem[] =>
      (alerts.all({ kind, id, before, limit }) as AlertRow[]).map(({ number, ...alert }) => ({
        place: number,
        item: { kind: 'alert', ...alert },
      })),
  }
}

function itemOfEvent({ seq, at, type, data, actor }: EventRow): ActivityItem {
  const common = { id: `e${seq}`, at, actor: readActor(actor) }
  if (type !== 'definition-changed') return { kind: 'event', ...common, type: type as 'created' | 'deleted' | 'restored' }
  const {
    field,
    from,
    to,
    about = null,
  } = JSON.parse(data) as Pick<Extract<ActivityItem, { kind: 'change' }>, 'field' | 'from' | 'to'> & { about?: string }
  return { kind: 'change', ...common, field, from, to, about }
}
