import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, runLf, test } from './hosts.ts'

test('a command that finds another one in the data folder names it, and how to run commands side by side', async ({ data }) => {
  await runLf(data, ['job', 'create', 'Slow', '--', 'sh', '-c', 'while [ ! -e "$0" ]; do sleep 0.1; done', `${data}/go`])
  const running = runLf(data, ['run', 'Slow'])
  const owner = `${data}/owner.json`
  await expect.poll(() => (existsSync(owner) ? readFileSync(owner, 'utf8') : '')).toContain('lf run Slow')
  expect((await runLf(data, ['list'])).err).toMatch(
    /another lf command uses it \(lf run Slow, process \d+, since \d\d:\d\d\)\. Wait .* start "lf serve" first\./,
  )
  writeFileSync(`${data}/go`, '')
  expect((await running).code).toBe(0)
})
