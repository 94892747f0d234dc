import { expect, it } from 'vitest'
import { apiTokenActor } from '../../shared/model/actor.ts'
import { shell, untilEnded } from '../engine/testing/engine.ts'
import { startTestServer } from './testing.ts'

const post = (body?: unknown) => ({ method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) })

it('alerts are listed by state, acknowledged, snoozed and reopened over REST', async () => {
  const { call, engine } = await startTestServer({}, {})
  const json = async (path: string, init?: RequestInit) => (await call(`/api${path}`, init)).json()
  const status = async (path: string, init?: RequestInit) => (await call(`/api${path}`, init)).status
  await untilEnded(engine, (await engine.manual.exec(shell('echo no luck >&2; exit 6'), 'export', 'api')).id)
  const { items } = (await json('/alerts?state=open')) as { items: { id: string }[] }
  expect(items).toMatchObject([{ subject: { name: 'export' }, count: 1, run: { error: 'no luck', exitCode: 6 } }])
  const path = `/alerts/${items[0]?.id}`
  expect(await json(`${path}/acknowledge`, post({}))).toMatchObject({ state: 'acknowledged', actor: apiTokenActor })
  expect(await json('/alerts?state=open')).toEqual({ items: [], nextCursor: null })
  const until = Date.now() + 60_000
  expect(await json(`${path}/snooze`, post({ until }))).toMatchObject({ state: 'snoozed', snoozedUntil: until })
  expect(await json(`${path}/reopen`, post({}))).toMatchObject({ state: 'open', snoozedUntil: null })
  expect(await json('/alerts/acknowledge', post({}))).toEqual({ count: 1 })
  expect(await json('/alerts/1')).toMatchObject({ state: 'acknowledged', runs: [{ number: 1 }] })
  expect(await status(`${path}/snooze`, post({ until: 1 }))).toBe(400)
  expect(await status(`${path}/snooze`, post({}))).toBe(400)
  expect(await status('/alerts?state=asleep')).toBe(400)
  expect(await status('/alerts?cursor=x')).toBe(400)
  expect(await status('/alerts/99/acknowledge', post({}))).toBe(404)
  await untilEnded(engine, (await engine.manual.exec(shell('true'), 'export', 'api')).id)
  expect(await status(`${path}/acknowledge`, post({}))).toBe(409)
})
