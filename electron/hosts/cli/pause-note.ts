import { ownZone } from '../../../shared/cron/preview.ts'
import { actorText } from '../../../shared/model/actor.ts'
import { isPaused } from '../../../shared/model/settings.ts'
import type { Connected } from './connect.ts'
import { wallText } from './moments.ts'
import { err } from './print.ts'

/** Says on standard error that nothing starts by itself for now, so that a table on standard output stays a table. */
export async function notePause(client: Connected['client']): Promise<void> {
  const { paused } = await client.settings.get()
  if (paused === null || !isPaused(paused, Date.now())) return
  const until = paused.until === null ? '' : ` until ${wallText(paused.until, ownZone())}`
  const reason = paused.reason === '' ? '' : `: ${paused.reason}`
  err(
    `All schedules and triggers are paused by ${actorText(paused.actor)}${until}${reason}. Resume them with: lf schedule resume-all`,
  )
}
