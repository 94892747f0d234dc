import { expect, it } from 'vitest'
import { tokenCaller } from '../api/caller.ts'
import { createTickets } from './tickets.ts'

function openTickets() {
  let time = 0
  const tickets = createTickets({ awake: () => time, now: () => time })
  return { ...tickets, pass: (ms: number) => (time += ms) }
}

it('a ticket works once', () => {
  const tickets = openTickets()
  const { ticket } = tickets.issue(tokenCaller)
  expect(tickets.use(ticket)).toBe(tokenCaller)
  expect(() => tickets.use(ticket)).toThrow('The ticket is not valid.')
})

it('a ticket works for 60 seconds', () => {
  const tickets = openTickets()
  const [first, second] = [tickets.issue(tokenCaller), tickets.issue(tokenCaller)]
  expect(first.expiresAt).toBe(60_000)
  tickets.pass(59_999)
  tickets.use(first.ticket)
  tickets.pass(1)
  expect(() => tickets.use(second.ticket)).toThrow('The ticket is not valid.')
})

it('only so many unused tickets are remembered', () => {
  const tickets = openTickets()
  const { ticket } = tickets.issue(tokenCaller)
  for (let at = 0; at < 1_000; at++) tickets.issue(tokenCaller)
  expect(() => tickets.use(ticket)).toThrow('The ticket is not valid.')
})
