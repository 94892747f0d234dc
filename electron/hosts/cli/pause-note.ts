import { actorText } from '../../../shared/model/actor.ts'
import { isPaused, type Settings } from '../../../shared/model/settings.ts'
import type { Connected } from './connect.ts'
import { err } from './print.ts'
import { timeText } from './time-text.ts'

/** Such as `paused by you: on battery. Resume them with: …`. */
export function pausedText({ until, actor, reason }: NonNullable<Settings['paused']>): string {
  const end = until === null ? '' : ` until ${timeText(until)}`
  const why = reason === '' ? '' : `: ${reason}`
  return `paused${end} by ${actorText(actor)}${why}. Resume them with: lf schedule resume-all`
}

/** Reports a pause of all automatic runs on standard error, so that standard output stays a table. */
export async function notePause(client: Connected['client']): Promise<void> {
  const { paused } = await client.settings.get()
  if (paused === null || !isPaused(paused, Date.now())) return
  err(`All automatic runs are ${pausedText(paused)}`)
}
