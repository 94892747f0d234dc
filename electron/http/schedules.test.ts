import { expect, it } from 'vitest'
import { startTestServer } from './testing.ts'

async function preview(body: object) {
  const server = await startTestServer()
  const answer = await server.call('/api/schedules/preview', { method: 'POST', body: JSON.stringify(body) })
  return [answer.status, await answer.json()]
}

it('POST /api/schedules/preview returns the next occurrences and the description', async () => {
  const daily = { expr: '30 2 * * *', tz: 'America/New_York', from: '2026-03-07T00:00:00Z', count: 3 }
  expect(await preview(daily)).toEqual([
    200,
    // In the night between, the hour is skipped: at the first instant after it.
    { next: ['2026-03-07T07:30:00Z', '2026-03-08T07:00:00Z', '2026-03-09T06:30:00Z'], text: 'At 02:30' },
  ])
})

it('returns none for an expression that never occurs, and five unless a count is given', async () => {
  expect(await preview({ expr: '0 0 30 2 *', tz: 'UTC' })).toEqual([200, { next: [], text: expect.any(String) }])
  const [, hourly] = (await preview({ expr: '@hourly' })) as [number, { next: string[] }]
  expect(hourly.next).toHaveLength(5)
})

it.each([
  [{ expr: '0 25 * * *' }, 'expr.hour'],
  [{ expr: '0 0 * * *', tz: 'Europe/Atlantis' }, 'tz'],
  [{ expr: '* * *' }, 'expr'],
  [{ expr: '__proto__' }, 'expr'],
  [{ expr: 'constructor' }, 'expr'],
  [{ expr: '* * * * *', count: 1_001 }, 'count'],
  [{ expr: '* * * * *', from: 'yesterday' }, 'from'],
  [{}, 'expr'],
])('is 400 for %j, and names %s', async (body, path) => {
  expect(await preview(body)).toMatchObject([400, { error: { code: 'invalid', issues: [{ path }] } }])
})
