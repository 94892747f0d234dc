import { randomBytes } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import type { Caller } from '../api/caller.ts'
import type { Clock } from '../engine/base/clock.ts'

const validMs = 60_000
const mostTickets = 1_000

export type Tickets = ReturnType<typeof createTickets>

/** A browser can set no header of a WebSocket: it opens one with a ticket in the address, which works once and not for long. */
export function createTickets(clock: Pick<Clock, 'awake' | 'now'>) {
  // In the order in which they end.
  const tickets = new Map<string, { caller: Caller; until: number }>()
  return {
    issue(caller: Caller): { ticket: string; expiresAt: number } {
      for (const [ticket, { until }] of tickets) if (until <= clock.awake() || tickets.size >= mostTickets) tickets.delete(ticket)
      const ticket = randomBytes(24).toString('base64url')
      tickets.set(ticket, { caller, until: clock.awake() + validMs })
      return { ticket, expiresAt: clock.now() + validMs }
    },
    /** Who asked for the ticket. Throws `unauthorized` for one that is unknown, used or too old. */
    use(ticket: string): Caller {
      const found = tickets.get(ticket)
      tickets.delete(ticket)
      if (!found || found.until <= clock.awake())
        throw new AppError('unauthorized', 'The ticket is not valid. Tickets work once, for 60 seconds.')
      return found.caller
    },
  }
}
