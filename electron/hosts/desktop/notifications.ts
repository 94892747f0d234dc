import { Notification } from 'electron'
import type { Alert } from '../../../shared/model/alert.ts'
import type { FlowWait } from '../../../shared/model/flow.ts'
import type { Run } from '../../../shared/model/run.ts'
import { reasonText } from '../../../shared/run-state.ts'
import type { Host } from '../start-host.ts'
import type { MainWindow } from './window.ts'

/** Failures within this time share a notification. */
const gatherMs = 400
const mostSingle = 3
const longestLine = 200
const mostApprovals = 500

const approvalId = ({ run, step }: FlowWait): string => `${run} ${step}`

/**
 * Notifies a person that a run failed, with its job, the reason and the last line of its error, as long as its alert is open
 * and was neither acknowledged nor snoozed; that a snooze ended; and that a run is waiting for approval. A click opens the run.
 */
export function notifyFailures(host: Host, window: MainWindow): { close(): void } {
  const { engine } = host
  /** Without a reference, a notification is garbage collected before it is clicked. */
  const shown = new Set<Notification>()
  let failed: string[] = []
  /** Alerts whose snooze ended. */
  let reopened: string[] = []
  let timer: NodeJS.Timeout | null = null

  function show(title: string, body: string, path: string): void {
    const notice = new Notification({ title, body })
    shown.add(notice)
    notice.on('click', () => {
      shown.delete(notice)
      window.show(path)
    })
    notice.on('close', () => shown.delete(notice))
    notice.show()
  }

  function notify(): void {
    timer = null
    const runs = engine.runs.some(failed).filter(engine.alerts.isNews)
    const woken = engine.alerts.open(reopened).filter(({ muted }) => !muted)
    failed = []
    reopened = []
    if (woken.length > mostSingle) show(`${woken.length} snoozed alerts are open again`, 'Click to see them.', '/')
    else for (const alert of woken) notifyReopened(alert)
    if (runs.length > mostSingle) return show(`${runs.length} runs failed`, 'Click to see them.', '/runs?q=status:failed')
    for (const run of runs) notifyOne(run)
  }

  function notifyOne({ number, jobId, title, reason, error }: Run): void {
    const why = reason === null ? '' : `It ${reasonText[reason]}.`
    const paused = jobId === null ? null : engine.jobs.pauseOf(jobId)
    show(
      `${title} failed`,
      [paused && `${paused.reason}.`, why, error?.slice(0, longestLine)].filter((line) => line).join('\n'),
      `/runs/${number}`,
    )
  }

  const notifyReopened = ({ subject, run }: Alert): void =>
    show(`${subject.name} is still failing`, run?.error?.slice(0, longestLine) ?? '', run === null ? '/' : `/runs/${run.number}`)

  /** Approvals that were notified, or were waiting before the app started. */
  let known = new Set(engine.flowRuns.waits('approval', mostApprovals).map(approvalId))
  let looking: NodeJS.Timeout | null = null

  function notifyApprovals(): void {
    looking = null
    const waiting = engine.flowRuns.waits('approval', mostApprovals)
    const fresh = waiting.filter((wait) => !known.has(approvalId(wait)))
    known = new Set(waiting.map(approvalId))
    if (!engine.settings.get().notifyFailures) return
    if (fresh.length > mostSingle) return show(`${fresh.length} runs are waiting for approval`, 'Click to see them.', '/')
    for (const { title, nodeTitle, runNumber } of fresh) show(`${title} is waiting for approval`, nodeTitle, `/runs/${runNumber}`)
  }

  const stop = engine.committed.listen((events) => {
    if (events.some(({ noun, type }) => noun === 'run' && type === 'went on')) looking ??= setTimeout(notifyApprovals, gatherMs)
    for (const event of events) {
      if (!engine.settings.get().notifyFailures) continue
      if (event.noun === 'run' && event.type === 'failed') failed.push(event.id)
      else if (event.noun === 'alert' && event.type === 'snooze ended') reopened.push(event.id)
      else continue
      timer ??= setTimeout(notify, gatherMs)
    }
  })
  return {
    close() {
      stop()
      if (timer) clearTimeout(timer)
      if (looking) clearTimeout(looking)
    },
  }
}
