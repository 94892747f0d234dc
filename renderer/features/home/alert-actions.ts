import type { Alert } from '../../../shared/model/alert.ts'
import { attempt, client } from '../../api/client.ts'
import { soonInstant } from '../../ui/time.tsx'
import { toast } from '../../ui/toasts.tsx'
import { alertWords as words } from './words.ts'

export const hourMs = 3_600_000
const morningHour = 9

export const snoozeTimes = (now = new Date()): { label: string; until: number }[] => [
  ...[1, 4].map((hours) => ({ label: words.forHours(hours), until: now.getTime() + hours * hourMs })),
  { label: words.untilTomorrow(morningHour), until: tomorrowMorning(now) },
]

const tomorrowMorning = (now: Date): number =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, morningHour).getTime()

/** Another attempt of the run; a run of a flow continues from the node that failed, as a new run. */
export async function retry({ subject: { name }, run }: Alert): Promise<void> {
  if (run === null) return
  const retried = await attempt(words.noRetry(name), async () => {
    const { flow } = await client.runs.get({ ref: run.id })
    return flow === null ? client.runs.retry({ ref: run.id }) : client.flowRuns.fork({ ref: run.id })
  })
  if (retried) toast(words.retrying(name, retried.number))
}

export async function acknowledge(alert: Alert): Promise<void> {
  const { name } = alert.subject
  if (await attempt(words.noAcknowledge(name), () => client.alerts.acknowledge({ ref: alert.id })))
    toast(words.acknowledged(name), { undo: () => void reopen(alert) })
}

export async function snooze(alert: Alert, until: number): Promise<void> {
  const { name } = alert.subject
  if (await attempt(words.noSnooze(name), () => client.alerts.snooze({ ref: alert.id, until })))
    toast(words.snoozed(name, soonInstant(until)), { undo: () => void reopen(alert) })
}

export const reopen = ({ id, subject }: Alert): Promise<unknown> =>
  attempt(words.noReopen(subject.name), () => client.alerts.reopen({ ref: id }))

export async function acknowledgeAll(): Promise<void> {
  const done = await attempt(words.noAcknowledgeAll, () => client.alerts.acknowledgeAll())
  if (done) toast(words.acknowledgedAll(done.count))
}
