import type { Alert } from '../../../shared/model/alert.ts'
import { client } from '../../api/client.ts'
import { soonInstant } from '../../ui/time.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
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
  try {
    const { flow } = await client.runs.get({ ref: run.id })
    const { number } = flow === null ? await client.runs.retry({ ref: run.id }) : await client.flowRuns.fork({ ref: run.id })
    toast(words.retrying(name, number))
  } catch (error) {
    toastError(words.noRetry(name), error)
  }
}

export async function acknowledge(alert: Alert): Promise<void> {
  const { name } = alert.subject
  try {
    await client.alerts.acknowledge({ ref: alert.id })
    toast(words.acknowledged(name), { undo: () => void reopen(alert) })
  } catch (error) {
    toastError(words.noAcknowledge(name), error)
  }
}

export async function snooze(alert: Alert, until: number): Promise<void> {
  const { name } = alert.subject
  try {
    await client.alerts.snooze({ ref: alert.id, until })
    toast(words.snoozed(name, soonInstant(until)), { undo: () => void reopen(alert) })
  } catch (error) {
    toastError(words.noSnooze(name), error)
  }
}

const reopen = ({ id, subject }: Alert): Promise<unknown> =>
  client.alerts.reopen({ ref: id }).catch((error: unknown) => toastError(words.noReopen(subject.name), error))

export async function acknowledgeAll(): Promise<void> {
  try {
    toast(words.acknowledgedAll((await client.alerts.acknowledgeAll()).count))
  } catch (error) {
    toastError(words.noAcknowledgeAll, error)
  }
}
