import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../testing/engine.ts'
import { takeOwnership } from './owner.ts'

it('a data folder stays owned while its owner lives, even without a reference to the handle', async () => {
  const folder = temporaryFolder()
  const program = `import { takeOwnership } from ${JSON.stringify(fileURLToPath(new URL('./owner.ts', import.meta.url)))}
    takeOwnership(${JSON.stringify(folder)}); gc(); setImmediate(() => { gc(); process.stdout.write('taken') }); setInterval(() => {}, 60_000)`
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  expect(() => takeOwnership(folder)).toThrow(/already running/)
})
