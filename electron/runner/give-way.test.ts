import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startTestRunner } from './testing.ts'

it('a missing program is not found, even if a folder of PATH is unreadable', async () => {
  const runner = await startTestRunner({ withoutRights: true })
  const shut = join(runner.dataFolder, 'shut')
  mkdirSync(shut, { mode: 0o000 })
  chmodSync(shut, 0o000)
  const client = await runner.connect()
  expect((await client.run('no-such-program', [], { env: { PATH: `${shut}:/usr/bin:/bin` } })).error).toMatch(/not found/)
})

import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { runnerScript, temporaryFolder } from '../engine/testing/engine.ts'

it('a runner that gives way exits with status 1 and leaves nothing behind, every time', async () => {
  const runner = await startTestRunner()
  for (let n = 0; n < 8; n++) {
    expect(spawnSync(process.execPath, [runnerScript, runner.dataFolder]).status).toBe(1)
    expect(readdirSync(join(runner.dataFolder, 'runner')).filter((name) => /^(journal|pipes)-/.test(name))).toHaveLength(2)
  }
  expect(spawnSync(process.execPath, [runnerScript, temporaryFolder()]).status).toBe(1)
})
