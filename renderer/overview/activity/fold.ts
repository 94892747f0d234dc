import type { ActivityItem } from '../../../shared/model/definition-activity.ts'

type Alert = Extract<ActivityItem, { kind: 'alert' }>

/** Resolved alerts one after another, newest first. */
export type Alerts = { kind: 'alerts'; id: string; at: number; count: number; firstRun: number; lastRun: number }

/** Several resolved alerts in a row are one entry, so that a bad night does not hide what was changed before it. */
export function folded(items: readonly ActivityItem[]): (ActivityItem | Alerts)[] {
  const rows: (ActivityItem | Alerts)[] = []
  for (const item of items) {
    const above = rows.at(-1)
    const joined = item.kind === 'alert' && item.resolvedAt !== null && above ? join(above, item) : null
    if (joined === null) rows.push(item)
    else rows[rows.length - 1] = joined
  }
  return rows
}

function join(above: ActivityItem | Alerts, { count, firstRun }: Alert): Alerts | null {
  if (above.kind !== 'alerts' && (above.kind !== 'alert' || above.resolvedAt === null)) return null
  const { id, at, lastRun } = above
  return { kind: 'alerts', id, at, lastRun, count: above.count + count, firstRun }
}
