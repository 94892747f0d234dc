import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startTestEngine, temporaryFolder } from '../testing/engine.ts'
import { takeOwnership } from './owner.ts'

/** Another process that owns the folder until it is killed. */
async function ownerProcess(folder: string): Promise<ChildProcess> {
  const program = `import { takeOwnership } from ${JSON.stringify(import.meta.resolve('./owner.ts'))}
    globalThis.owner = takeOwnership(${JSON.stringify(folder)}); owner.sign('desktop', 0); process.stdout.write('taken'); setInterval(() => {}, 60_000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout as NonNullable<typeof child.stdout>, 'data')
  return child
}

const take = (folder: string) => {
  const owner = takeOwnership(folder)
  owner.sign('headless', 0)
  onTestFinished(() => owner.release())
  return owner
}

describe('a data folder', () => {
  it('has one owner; the second gets an error that names it and the next step', async () => {
    const folder = temporaryFolder()
    const owner = await ownerProcess(folder)
    expect(() => take(folder)).toThrow(
      expect.objectContaining({
        code: 'conflict',
        message: expect.stringMatching(
          new RegExp(
            `already running with the data folder ${folder} \\(desktop app, process ${owner.pid}, since \\w+ \\d+ \\w+ 19\\d\\d \\d\\d:\\d\\d\\)\\. .*--data`,
          ),
        ),
      }),
    )
  })

  it('that a command uses is refused with that command, and how to run commands side by side', () => {
    const folder = temporaryFolder()
    const owner = takeOwnership(folder)
    onTestFinished(() => owner.release())
    owner.sign('cli', Date.now(), 'lf run Report')
    expect(() => take(folder)).toThrow(
      expect.objectContaining({
        code: 'conflict',
        message: expect.stringMatching(
          new RegExp(
            `another lf command uses it \\(lf run Report, process ${process.pid}, since \\w+ \\d\\d:\\d\\d\\)\\. Wait .* start "lf serve" first`,
          ),
        ),
      }),
    )
  })

  it('is free as soon as its owner is killed, whatever note it left', async () => {
    const folder = temporaryFolder()
    const owner = await ownerProcess(folder)
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    expect(existsSync(join(folder, 'owner.json'))).toBe(true)
    expect(() => take(folder)).not.toThrow()
  })

  it('can be taken again after it was given back', () => {
    const folder = temporaryFolder()
    take(folder).release()
    expect(existsSync(join(folder, 'owner.json'))).toBe(false)
    expect(() => take(folder)).not.toThrow()
  })

  it('is refused without a name where the note of its owner cannot be read', async () => {
    const folder = temporaryFolder()
    await ownerProcess(folder)
    writeFileSync(join(folder, 'owner.json'), '{')
    expect(() => take(folder)).toThrow(/already running with the data folder \S+\. Use that LocalFlow/)
  })

  it('whose lock cannot be opened is refused with the cause', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'owner.lock'))
    expect(() => take(folder)).toThrow(
      expect.objectContaining({
        code: 'unavailable',
        message: expect.stringMatching(/Could not open the database .*owner\.lock for writing \(SQLITE_CANTOPEN\)/),
      }),
    )
  })

  it('of a running engine is refused to a second one, which leaves the first at work', async () => {
    const first = await startTestEngine()
    await expect(startTestEngine({ dataFolder: first.dataFolder })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`process ${process.pid}`),
    })
    await first.ready()
    expect(first.health()).toEqual([])
  })
})
