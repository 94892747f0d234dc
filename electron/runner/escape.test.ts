import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { isAlive, until } from '../engine/testing/engine.ts'
import { startTestRunner } from './testing.ts'

it('the output of a process that left its run reaches no other run', async () => {
  const runner = await startTestRunner()
  const client = await runner.connect()
  const pidFile = join(runner.dataFolder, 'pid')
  const left = client.sh(
    `setsid sh -c 'echo $$ > ${pidFile}; while :; do echo SECRET-OF-A; echo SECRET-OF-A >&2; sleep 0.01; done' & echo a-done`,
  )
  const first = await left.ended()
  expect(first).toMatchObject({ code: 0 })
  const pid = Number(readFileSync(pidFile, 'utf8'))
  onTestFinished(() => void process.kill(pid, 'SIGKILL'))
  const others = await Promise.all(
    Array.from({ length: 4 }, () => client.sh('for i in $(seq 1 30); do echo mine; echo mine >&2; sleep 0.01; done')).map(
      async (child) => {
        await child.ended()
        return readFileSync(child.logPath, 'utf8')
      },
    ),
  )
  for (const log of others) expect(log).toBe('mine\n'.repeat(60))
  await until(() => isAlive(pid))
  expect(readFileSync(left.logPath, 'utf8')).toContain('a-done\n')
})
