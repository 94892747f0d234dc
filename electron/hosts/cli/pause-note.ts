import { actorText } from '../../../shared/model/actor.ts'
import { isPaused } from '../../../shared/model/settings.ts'
import type { Connected } from './connect.ts'
import { wallText } from './moments.ts'
import { err } from './print.ts'
import { ownZone } from './time-text.ts'

/** Reports a pause of all automatic runs on standard error, so that standard output stays a table. */
export async function notePause(client: Connected['client']): Promise<void> {
  const { paused } = await client.settings.get()
  if (paused === null || !isPaused(paused, Date.now())) return
  const until = paused.until === null ? '' : ` until ${wallText(paused.until, ownZone)} (${ownZone})`
  const reason = paused.reason === '' ? '' : `: ${paused.reason}`
  err(`All automatic runs are paused${until} by ${actorText(paused.actor)}${reason}. Resume them with: lf schedule resume-all`)
}
