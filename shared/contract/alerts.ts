import * as z from 'zod'
import { Alert, AlertDetail, AlertState } from '../model/alert.ts'
import { access, Paging, page } from './base.ts'

const tags = ['Alerts']

/** An alert by its number, its id, or the name of its subject while it is unresolved. */
const AlertRef = z.object({ ref: z.string().min(1).max(300) })

export const alerts = {
  list: access('viewer', 'alert')
    .route({ method: 'GET', path: '/alerts', tags, summary: 'List alerts in one state, or all of them; newest failure first' })
    .input(z.object({ ...Paging, state: AlertState.optional() }))
    .output(page(Alert)),
  get: access('viewer', 'alert')
    .route({ method: 'GET', path: '/alerts/{ref}', tags, summary: 'Get an alert with the failed runs it stands for' })
    .input(AlertRef)
    .output(AlertDetail),
  acknowledge: access('operator', 'alert')
    .route({
      method: 'POST',
      path: '/alerts/{ref}/acknowledge',
      tags,
      summary: 'Acknowledge an alert: it leaves Home, and further failures send no notification',
    })
    .input(AlertRef)
    .output(Alert),
  acknowledgeAll: access('operator', 'alert')
    .route({ method: 'POST', path: '/alerts/acknowledge', tags, summary: 'Acknowledge all open alerts' })
    .output(z.object({ count: z.int() })),
  snooze: access('operator', 'alert')
    .route({
      method: 'POST',
      path: '/alerts/{ref}/snooze',
      tags,
      summary: 'Snooze an alert: it opens again at a given time unless it is resolved by then',
    })
    .input(AlertRef.extend({ until: z.int().min(0) }))
    .output(Alert),
  reopen: access('operator', 'alert')
    .route({ method: 'POST', path: '/alerts/{ref}/reopen', tags, summary: 'Reopen an acknowledged or snoozed alert' })
    .input(AlertRef)
    .output(Alert),
}
