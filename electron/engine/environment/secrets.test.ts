import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { pause } from '../base/clock.ts'
import { leveled } from '../base/log.ts'
import { readEnvFile } from '../executors/env-file.ts'
import { startTestEngine, temporaryFolder } from '../testing/engine.ts'

it.each([
  "MYSQL_PWD='hunter2'",
  "GITHUB_PAT='hunter2'",
  "DATABASE_URL='postgres://me:hunter2@db.test/app'",
  "HTTPS_PROXY='http://me:hunter2@proxy.test:8080'",
  "REDIS='redis://:hunter2@cache.test'",
  "api_key='hunter2'",
])('the report does not show the password in %s', async (variable) => {
  const folder = temporaryFolder()
  const SHELL = join(folder, 'myshell')
  writeFileSync(SHELL, `#!/bin/sh\nexport ${variable}\nsh -c "$2"\n`)
  chmodSync(SHELL, 0o755)
  const environment = { PATH: process.env['PATH'] ?? '', HOME: folder, SHELL }
  const engine = await startTestEngine({ loginShell: true, environment, log: leveled('error', () => {}) })
  await engine.ready()
  const report = await engine.environment.report(undefined, false)
  expect(report.differences.map(({ name }) => name)).toEqual([variable.split('=')[0]])
  expect(JSON.stringify(report)).not.toContain('hunter2')
})

it('an environment file that is a pipe without a writer is refused', async () => {
  const folder = temporaryFolder()
  const path = join(folder, '.env')
  execFileSync('mkfifo', [path])
  // Releases any reader that waits for the pipe all the same.
  onTestFinished(() => void execFile('sh', ['-c', ': > "$0"', path], { timeout: 2_000 }))
  const read = readEnvFile('.env', folder).catch((error: Error) => error.message)
  expect(await Promise.race([read, pause(5_000)])).toBe(`the environment file ${path} cannot be read (it is not a file)`)
})
