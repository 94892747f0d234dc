import { AppError } from '../../../../shared/errors.ts'
import { actorText } from '../../../../shared/model/actor.ts'
import type { Alert, AlertState } from '../../../../shared/model/alert.ts'
import { allPages } from '../all-pages.ts'
import type { Connected, Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { durationOf, momentIn } from '../moments.ts'
import { out, printJson, shortened, table } from '../print.ts'
import { ownZone, timeText } from '../time-text.ts'
import { type Json, withClient } from '../with-client.ts'

type ListOptions = Json & { state?: AlertState; all?: boolean }
type SnoozeOptions = Json & { for?: string; until?: string }

const hourMs = 3_600_000

export const listAlerts = (global: Global, { json, state = 'open', all }: ListOptions): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const items = await allPages((page) => client.alerts.list({ ...page, ...(all ? {} : { state }) }))
    if (json) printJson(items)
    else if (items.length === 0) out(all ? 'No alerts.' : `No ${state} alerts.`)
    else out(alertTable(items))
    return exitCodes.done
  })

const alertTable = (items: Alert[]): string =>
  table(
    ['ALERT', 'STATE', 'NAME', 'FAILURES', 'LAST', 'RUN', 'ERROR'],
    items.map(({ number, state, subject, count, lastAt, run, error, ...alert }) => [
      String(number),
      `${state}${detailOf({ state, ...alert })}${alert.paused === null ? '' : `, ${alert.paused.replace(/^P/, 'p')}`}`,
      shortened(subject.name),
      String(count),
      timeText(lastAt),
      run === null ? '' : String(run.number),
      shortened(error ?? ''),
    ]),
  )

function detailOf({
  state,
  actor,
  snoozedUntil,
  resolution,
}: Pick<Alert, 'state' | 'actor' | 'snoozedUntil' | 'resolution'>): string {
  if (state === 'snoozed') return ` until ${timeText(snoozedUntil)}`
  if (state === 'acknowledged' && actor !== null) return ` by ${actorText(actor)}`
  return state === 'resolved' ? ` (${resolution})` : ''
}

export const acknowledgeAlert = (
  global: Global,
  ref: string | undefined,
  { json, all }: Json & { all?: boolean },
): Promise<number> => {
  if ((ref === undefined) !== (all === true))
    throw new AppError('invalid', 'Name one alert to acknowledge, or all of them with --all.')
  return ref === undefined
    ? acknowledgeAll(global, json === true)
    : change(
        global,
        (client) => client.alerts.acknowledge({ ref }),
        json,
        ({ subject }) => `Acknowledged the alert of "${subject.name}".`,
      )
}

const acknowledgeAll = (global: Global, json: boolean): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { count } = await client.alerts.acknowledgeAll()
    if (json) printJson({ count })
    else out(count === 0 ? 'No alert is open.' : `Acknowledged ${count} ${count === 1 ? 'alert' : 'alerts'}.`)
    return exitCodes.done
  })

export function snoozeAlert(global: Global, ref: string, options: SnoozeOptions): Promise<number> {
  if (options.for !== undefined && options.until !== undefined) throw new AppError('invalid', 'Use --for or --until, not both.')
  const until =
    options.until === undefined
      ? Date.now() + (options.for === undefined ? hourMs : durationOf(options.for))
      : momentIn(options.until, ownZone())
  return change(
    global,
    (client) => client.alerts.snooze({ ref, until }),
    options.json,
    ({ subject, snoozedUntil }) => `Snoozed the alert of "${subject.name}". It opens again ${timeText(snoozedUntil)}.`,
  )
}

export const reopenAlert = (global: Global, ref: string, { json }: Json): Promise<number> =>
  change(
    global,
    (client) => client.alerts.reopen({ ref }),
    json,
    ({ subject }) => `Reopened the alert of "${subject.name}".`,
  )

const change = (
  global: Global,
  act: (client: Connected['client']) => Promise<Alert>,
  json: boolean | undefined,
  words: (alert: Alert) => string,
): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const alert = await act(client)
    if (json) printJson(alert)
    else out(words(alert))
    return exitCodes.done
  })
