import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { leveled } from '../base/log.ts'
import { addTask, shell, startTestEngine, temporaryFolder, until } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { lookMs } from './lost-files.ts'

const quiet = leveled('error', () => {})

async function start() {
  const clock = createFakeClock()
  const engine = await startTestEngine({ clock, log: quiet, dispatch: false })
  const pathOf = (name: string): string => join(engine.dataFolder, name)
  return { engine, clock, pathOf }
}

const refused = (path: string) => ({
  code: 'unavailable',
  message: expect.stringContaining(`${path} was deleted or replaced while LocalFlow was running: nothing was saved.`),
})

describe('while LocalFlow runs', () => {
  it('a database that is deleted accepts no write from that instant, is reported, and was saved: nothing acknowledged is lost', async () => {
    const { engine, pathOf } = await start()
    const before = await addTask(engine, { payload: { name: 'noop' } })
    for (const suffix of ['', '-wal', '-shm']) rmSync(pathOf(`localflow.db${suffix}`), { force: true })
    await expect(addTask(engine)).rejects.toMatchObject(refused(pathOf('localflow.db')))
    const saved = await until(() => /Everything up to then is saved in (\S+\.db)\./.exec(engine.health().join())?.[1]).then(
      String,
    )
    expect(engine.info().storage).toMatchObject({ kind: 'lost', message: expect.stringContaining('start LocalFlow again') })
    const { dataFolder } = engine
    engine.stop()
    await expect(startTestEngine({ dataFolder, log: quiet })).rejects.toMatchObject({
      message: expect.stringMatching(`is missing.*copy ${saved} to ${pathOf('localflow.db')}`),
    })
    copyFileSync(saved, pathOf('localflow.db'))
    const next = await startTestEngine({ dataFolder, log: quiet, dispatch: false })
    expect(next.tasks.get(before.id)).toMatchObject({ id: before.id })
  })

  it('a database that is replaced is noticed within five seconds even without writes', async () => {
    const { engine, clock, pathOf } = await start()
    expect(engine.health()).not.toContain('localflow.db')
    renameSync(pathOf('localflow.db'), pathOf('moved.db'))
    copyFileSync(pathOf('moved.db'), pathOf('localflow.db'))
    clock.advance(lookMs)
    expect(engine.health().join()).toContain(`${pathOf('localflow.db')} was deleted or replaced`)
    await until(() => readdirSync(pathOf('backups')).some((name) => name.endsWith('-rescued.db')))
    renameSync(pathOf('moved.db'), pathOf('localflow.db'))
    clock.advance(lookMs)
    await until(() => engine.info().storage === null)
    await addTask(engine, { payload: { name: 'noop' } })
  })

  it('a deleted write-ahead log is the same trouble, and its content is in the database', async () => {
    const { engine, clock, pathOf } = await start()
    const task = await addTask(engine, { payload: { name: 'noop' } })
    rmSync(pathOf('localflow.db-wal'))
    clock.advance(lookMs)
    await expect(addTask(engine)).rejects.toMatchObject(refused(pathOf('localflow.db-wal')))
    await until(() => engine.info().storage?.message.includes('is saved in'))
    const crashed = temporaryFolder()
    copyFileSync(pathOf('localflow.db'), join(crashed, 'localflow.db'))
    const next = await startTestEngine({ dataFolder: crashed, log: quiet, dispatch: false })
    expect(next.tasks.get(task.id)).toMatchObject({ id: task.id })
  })

  it('a lock that is deleted is reported within five seconds, and nothing is written', async () => {
    const { engine, clock, pathOf } = await start()
    rmSync(pathOf('owner.lock'))
    clock.advance(lookMs)
    expect(engine.health().join()).toContain(
      `${pathOf('owner.lock')} was deleted or replaced while LocalFlow was running. Restart LocalFlow.`,
    )
    await expect(addTask(engine)).rejects.toMatchObject(refused(pathOf('owner.lock')))
  })
})

it.each(['owner.json', 'database.json.new'])(
  'where %s cannot be written, the start is refused with a reason, and the folder is free again',
  async (name) => {
    const dataFolder = temporaryFolder()
    mkdirSync(join(dataFolder, name), { mode: 0o755 })
    await expect(startTestEngine({ dataFolder, log: quiet })).rejects.toMatchObject({
      code: 'unavailable',
      message: `Could not write to the data folder ${dataFolder} (EISDIR). Choose another with --data.`,
    })
    rmSync(join(dataFolder, name), { recursive: true })
    expect((await startTestEngine({ dataFolder, log: quiet, dispatch: false })).health()).toBeInstanceOf(Array)
  },
)

describe('a second engine on a data folder whose lock was deleted', () => {
  it('is refused, even by way of a link, and the first engine continues', async () => {
    const first = await startTestEngine({ log: quiet })
    await first.ready()
    rmSync(join(first.dataFolder, 'owner.lock'))
    const link = join(temporaryFolder(), 'link')
    symlinkSync(first.dataFolder, link)
    await expect(startTestEngine({ dataFolder: link, log: quiet })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(
        `already running with the data folder ${first.dataFolder} (lf serve, process ${process.pid}`,
      ),
    })
    expect(readdirSync(first.dataFolder)).toContain('owner.json')
  })

  it('takes over the runner that a killed engine left running', async () => {
    const first = await startTestEngine({ log: quiet })
    await first.ready()
    const { runnerPid } = first.info()
    await first.manual.exec(shell('sleep 60'), undefined, 'api')
    await until(() => first.info().running === 1)
    first.stop()
    const second = await startTestEngine({ dataFolder: first.dataFolder, log: quiet })
    await second.ready()
    expect(second.info().runnerPid).toBe(runnerPid)
  })
})
