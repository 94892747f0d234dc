import { expect, it } from 'vitest'
import { runToEnd, shell } from '../engine/testing/engine.ts'
import { startTestServer } from './testing.ts'

it.each([
  ['cursor=garbage', 'Could not read the cursor. Read the log from its start or its end.'],
  ['after=garbage', 'Unknown parameter "after"'],
  ['direction=sideways', 'direction'],
])('the lines of all steps are refused with a reason for %s', async (query, words) => {
  const server = await startTestServer({}, {})
  const run = await runToEnd(server.engine, shell('echo 1'))
  const answer = await server.call(`/api/runs/${run.number}/log/steps?${query}`)
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain(JSON.stringify(words).slice(1, -1))
  expect((await server.call(`/api/runs/${run.number}/log/steps?end=true`)).status).toBe(200)
})
